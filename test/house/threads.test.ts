import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';

it('every thread that the controller starts is built into its bundle', () => {
  const root = projectRoot();
  const sources = ['services', 'recorder', 'config', 'ivr-flows'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(root, folder, String(name)))
      .filter((path) => path.endsWith('.ts')),
  );
  const started = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/threadModule\(import\.meta\.url, '([\w-]+)'\)/g)].map(
      (one) => one[1] ?? '',
    ),
  );
  expect(started).toContain('zip-thread');
  const build = readFileSync(join(root, 'config/setup/build.mjs'), 'utf8');
  const built = [...build.matchAll(/'?([\w-]+)'?: join\(root, '[\w/-]+-?thread\.ts'\)/g)].map((one) => one[1]);
  expect(started.filter((name) => !built.includes(name))).toEqual([]);
});
