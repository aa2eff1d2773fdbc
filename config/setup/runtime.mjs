import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { openPrivateApt } from './private-apt.mjs';
import { startStep } from './progress.mjs';
import { relocate } from './relocate.mjs';
import { runCommand } from './run-command.mjs';
import { RUNTIME_GROUPS } from './runtime-groups.mjs';
import { SetupError } from './sentence.mjs';

/** Raise it when the way of unpacking changes, so that older prefixes are made anew. */
const LAYOUT = 2;

/**
 * Unpacks the wanted groups of programs into `ROOT/.runtime`, without root. A group that is complete costs one small
 * file read. An interrupted one keeps its downloads and is unpacked anew. Throws SetupError.
 */
export async function ensureRuntime(root, wanted, out = process.stdout) {
  const folder = join(root, '.runtime');
  const strange = wanted.filter((name) => !Object.hasOwn(RUNTIME_GROUPS, name));
  if (strange.length > 0)
    throw new SetupError(
      'group-unknown',
      `There is no group "${strange.join('", "')}" of programs; name some of: ${Object.keys(RUNTIME_GROUPS).join(', ')}.`,
    );
  const missing = () => wanted.filter((name) => !isComplete(folder, name) && !isOnMachine(name));
  if (missing().length === 0) return;
  mkdirSync(folder, { recursive: true });
  await withLock(join(folder, 'lock'), async () => {
    const names = missing();
    if (names.length === 0) return;
    const lists = startStep('reading the list of packages', out);
    const apt = await openPrivateApt(join(folder, 'apt'));
    await apt.update();
    lists.done();
    let unpacked = Promise.resolve();
    try {
      for (const name of names) {
        const files = await fetchGroup(folder, name, apt, out);
        // One group comes while the ones before it are unpacked.
        unpacked = unpacked.then(() => unpackGroup(folder, name, files, out));
        unpacked.catch(() => undefined);
      }
    } finally {
      await unpacked;
    }
    rmSync(join(folder, 'apt'), { recursive: true, force: true });
  });
}

function isOnMachine(name) {
  const { unless } = RUNTIME_GROUPS[name];
  return unless !== undefined && existsSync(unless);
}

async function fetchGroup(folder, name, apt, out) {
  const { title, packages } = RUNTIME_GROUPS[name];
  rmSync(join(folder, name), { recursive: true, force: true });
  const fetching = startStep(`downloading ${title}`, out);
  const files = await apt.download(packages, fetching.update);
  fetching.done(`${files.length} packages`);
  return files;
}

async function unpackGroup(folder, name, files, out) {
  const group = RUNTIME_GROUPS[name];
  const partial = join(folder, `${name}.partial`);
  const prefix = join(folder, name);
  rmSync(partial, { recursive: true, force: true });
  const unpacking = startStep(`unpacking ${group.title}`, out);
  mkdirSync(partial, { recursive: true });
  let next = 0;
  const worker = async () => {
    while (next < files.length) {
      const file = files[next++];
      await runCommand('dpkg-deb', ['-x', file, partial]);
      unpacking.update(`${next} of ${files.length} packages`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  renameSync(partial, prefix);
  if (group.relocate) await relocate(prefix, group.relocate);
  if (name === 'browser') writeFontConfig(prefix);
  writeFileSync(stampPath(folder, name), stampOf(folder, name));
  unpacking.done(`${files.length} packages`);
}

/** Fonts of the prefix, whatever the machine has. */
function writeFontConfig(prefix) {
  const xml = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(prefix, 'usr/share/fonts')}</dir><cachedir>${join(prefix, 'var/cache/fontconfig')}</cachedir>
<include ignore_missing="yes">${join(prefix, 'etc/fonts/conf.d')}</include></fontconfig>\n`;
  writeFileSync(join(prefix, 'fonts.conf'), xml);
}

/** True when the group's prefix was finished for these packages, this layout and this place. */
export function isComplete(folder, name) {
  const path = stampPath(folder, name);
  return existsSync(path) && readFileSync(path, 'utf8') === stampOf(folder, name);
}

function stampPath(folder, name) {
  return join(folder, name, '.complete');
}

function stampOf(folder, name) {
  const content = JSON.stringify([LAYOUT, process.arch, folder, RUNTIME_GROUPS[name]]);
  return createHash('sha256').update(content).digest('hex');
}
