import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { LONG } from '../support/long-ones-first.ts';

it('names files that there are', () => {
  const files = readdirSync(join(projectRoot(), 'test'), { recursive: true, encoding: 'utf8' });
  expect(LONG.filter((name) => !files.some((path) => path.endsWith(`/${name}.test.ts`)))).toEqual([]);
});
