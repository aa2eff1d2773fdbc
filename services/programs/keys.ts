import { randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePrivateFolder, writePrivateFile } from '../../config/data-folder.ts';
import { keyFile, oldFolder } from '../../config/master-keys/file.ts';
import { keyId, openKeyring } from '../../config/master-keys/keyring.ts';
import { loadSettings } from '../../config/settings.ts';
import { wrappedBy } from '../../recorder/keys.ts';
import { rewrapAll } from '../../recorder/rewrap.ts';
import { CentralitaError } from '../core/errors.ts';
import { openKeys } from '../store/keys.ts';

const usage = `npm run keys -- status            which master key wraps how many keys of recordings
npm run keys -- rotate [--json]   a new master key (where it is a file), and every key put under it; goes on where it was killed
npm run keys -- retire            removes earlier master keys that wrap nothing any more`;

const say = (text: string) => process.stdout.write(`${text}\n`);

const settings = loadSettings();
const { dataDir } = settings;
const ring = openKeyring(settings.keys.master, { dataDir, environment: process.env });
const [first] = settings.keys.master;
const path = first?.source === 'file' ? keyFile(first, dataDir) : null;

type Keys = ReturnType<typeof openKeys>;

/** How many keys each master key wraps, by its id. */
async function used(keys: Keys): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let after = ''; ; ) {
    const rows = await keys.page(after, 5_000);
    const last = rows.at(-1);
    if (last === undefined) return counts;
    for (const { wrapped } of rows) {
      const id = wrappedBy(wrapped) ?? 'damaged';
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    after = last.recordingId;
  }
}

async function status(keys: Keys): Promise<number> {
  const current = keyId(await ring.current());
  const counts = await used(keys);
  if (!counts.has(current)) say(`${current}  current  0 keys`);
  let unknown = 0;
  for (const [id, count] of counts) {
    const known = id === current ? 'current' : (await ring.find(id)) !== null ? 'earlier' : 'NOT KNOWN';
    if (known === 'NOT KNOWN') unknown += count;
    say(`${id}  ${known}  ${count} keys`);
  }
  if (unknown === 0) return 0;
  say(
    `${unknown} recordings cannot be opened: put their master key back from its backup, or name its source in keys.master.`,
  );
  return 1;
}

/** Keeps the present key beside, and puts a new one in its place; killed at any point, no key is lost. */
function renew(file: string): void {
  const old = oldFolder(file);
  makePrivateFolder(old);
  const kept = join(old, `${keyId(readFileSync(file))}.key`);
  copyFileSync(file, kept);
  for (const one of [kept, old]) flush(one);
  writePrivateFile(file, randomBytes(32));
  flush(dirname(file));
}

function flush(one: string): void {
  const handle = openSync(one, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

async function rotate(keys: Keys, json: boolean): Promise<number> {
  const current = keyId(await ring.current());
  // What no master key at hand opens waits for its own to be put back, and holds up nothing.
  let unfinished = false;
  for (const id of (await used(keys)).keys()) unfinished ||= id !== current && (await ring.find(id)) !== null;
  if (unfinished) say('Some keys are under an earlier master key: these come first, and no new one is made.');
  else if (path !== null) renew(path);
  else say('The master key is no file: every key is put under the one that keys.master names first.');
  const began = performance.now();
  const { rewrapped, already, failed, sentences } = await rewrapAll(keys, ring);
  const seconds = Math.round(performance.now() - began) / 1000;
  for (const sentence of sentences) say(sentence);
  say(
    `Under master key ${keyId(await ring.current())}: ${rewrapped + already} keys, ${rewrapped} of them anew, in ${seconds} s.`,
  );
  if (failed > 0) say(`${failed} keys could not be put under it.`);
  if (json) say(JSON.stringify({ keys: rewrapped + already, rewrapped, failed, seconds }));
  return failed === 0 ? 0 : 1;
}

/** A recording that is sealed while a key is renewed may still come under the earlier one; it takes some ms. */
const RESTED_MS = 60_000;

async function retire(keys: Keys): Promise<number> {
  if (path === null) {
    say('The master key is no file: take earlier sources out of keys.master once `status` counts no key for them.');
    return 0;
  }
  const counts = await used(keys);
  const old = oldFolder(path);
  for (const name of existsSync(old) ? readdirSync(old) : []) {
    const id = keyId(readFileSync(join(old, name)));
    if (counts.has(id)) {
      say(`${name} still wraps ${counts.get(id)} keys and stays: run \`rotate\` first.`);
      continue;
    }
    if (Math.abs(Date.now() - statSync(join(old, name)).mtimeMs) < RESTED_MS) {
      say(
        `${name} was replaced less than a minute ago and stays: a recording may be sealed under it now. Retire it later.`,
      );
      continue;
    }
    rmSync(join(old, name));
    say(`${name} is removed.`);
  }
  return 0;
}

async function run(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const command = positionals[0] ?? '';
  if (!['status', 'rotate', 'retire'].includes(command)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const keys = openKeys(join(dataDir, 'keys', 'keys.db'));
  try {
    if (command === 'status') return await status(keys);
    if (command === 'rotate') return await rotate(keys, values.json);
    return await retire(keys);
  } finally {
    keys.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const known = error instanceof CentralitaError || (error instanceof TypeError && 'code' in error);
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
