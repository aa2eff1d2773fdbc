/** Publishes into a folder that lies on a small disk; run by local.test.ts, which makes that disk. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { local } from '../../../recorder/destinations/local.ts';
import { CentralitaError } from '../../../services/core/errors.ts';
import { aPublication, contextOf } from './publication.ts';

const [root = '', folder = ''] = process.argv.slice(2);
const settings = { id: 'archive', type: 'local', folder, retries: 0, timeoutSeconds: 30 } as const;
const publish = async (size: number, recordingId: string) => {
  const publication = await aPublication(root, size, recordingId);
  return local.publish(publication, settings, contextOf());
};
const big = await publish(1_000_000, 'rec-big').then(
  () => null,
  (error: unknown) => (error instanceof CentralitaError ? { code: error.code, message: error.message } : String(error)),
);
await publish(1000, 'rec-small');
const left = await readdir(join(folder, 'mesa/2027/01/16'));
process.stdout.write(JSON.stringify({ big, left }));
