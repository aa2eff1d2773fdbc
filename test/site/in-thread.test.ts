import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { prepareInThread } from '../../services/site/in-thread.ts';

vi.setConfig({ testTimeout: 60_000 });

const text = readFileSync(join(projectRoot(), 'config/demo-site/site.yaml'), 'utf8');

it('a site file is read and edited in a thread, and what is wrong comes back as a sentence', async () => {
  const edit = { kind: 'settings', settings: { returnSeconds: 9 } } as const;
  const read = await prepareInThread({ kind: 'read', text, name: 'site.yaml', edit });
  expect(read.site.returnSeconds).toBe(9);
  expect(read.text).toContain('returnSeconds: 9');
  expect(await prepareInThread({ kind: 'parse', text })).toMatchObject({ returnSeconds: 20 });
  const wrong = prepareInThread({ kind: 'read', text: 'queues: []', name: 'site.yaml', edit: null });
  await expect(wrong).rejects.toMatchObject({ code: 'site-invalid' });
});
