import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What was stripped before, by its content: tests start many processes and threads, each of some hundred files. */
const kept = join(import.meta.dirname, '../../node_modules/.cache/from-source');

/** Strips the types of a `.ts` file; all else is loaded as ever. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const text = await readFile(path, 'utf8');
  const file = join(kept, `${createHash('sha256').update(text).digest('hex')}.mjs`);
  const source = await readFile(file, 'utf8').catch(() => stripped(path, text, file));
  return { format: 'module', source, shortCircuit: true };
}

async function stripped(path, text, file) {
  const { transformWithOxc } = await import('vite');
  const { code } = await transformWithOxc(text, path, { sourcemap: false });
  await mkdir(kept, { recursive: true });
  // Others may write the same at the same time.
  const own = `${file}.${process.pid}.${Math.random()}`;
  await writeFile(own, code);
  await rename(own, file);
  return code;
}
