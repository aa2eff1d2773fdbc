import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { startStep } from './progress.mjs';
import { runCommand } from './run-command.mjs';

const SERVER_SOURCES = ['services', 'ivr-flows', 'recorder', 'config'];
const PAGE_SOURCES = ['dashboard', 'config/languages', 'services'];
/** Packages with compiled parts, and those that only some destinations need. */
const KEPT_APART = [
  '@aws-sdk/client-s3',
  '@node-rs/argon2',
  'asterisk-manager',
  'better-sqlite3',
  'nodemailer',
  'pg',
  'ssh2-sftp-client',
];
const COMMON = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Builds server and pages into `dist/`, each only when its sources changed since. */
export async function ensureBuild(root, out = process.stdout) {
  const parts = [
    { name: 'server', sources: SERVER_SOURCES, build: buildServer },
    { name: 'dashboard', sources: PAGE_SOURCES, build: buildPages },
  ].filter(({ name }) => name === 'server' || existsSync(join(root, 'dashboard/vite.config.ts')));
  const stale = () => parts.filter((part) => !isFresh(root, part));
  if (stale().length === 0) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  await withLock(join(root, 'dist/lock'), async () => {
    const needed = stale();
    const step = startStep(`building (${needed.map(({ name }) => name).join(', ')})`, out);
    await Promise.all(
      needed.map(async (part) => {
        const sources = fingerprint(root, part.sources);
        await part.build(root);
        writeFileSync(stampPath(root, part), sources);
      }),
    );
    step.done();
  });
}

async function buildServer(root) {
  const partial = join(root, 'dist/server.partial');
  const target = join(root, 'dist/server');
  rmSync(partial, { recursive: true, force: true });
  await runCommand(binary(root, 'tsc'), ['-p', 'tsconfig.build.json', '--outDir', partial], { cwd: root });
  await bundleController(root, join(partial, 'bundle'));
  rmSync(target, { recursive: true, force: true });
  renameSync(partial, target);
}

/**
 * The controller and its packages in a few files: after a crash it is back the sooner the less there is to look for.
 */
async function bundleController(root, outDir) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: KEPT_APART },
    build: {
      outDir,
      ssr: true,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input: {
          main: join(root, 'services/main.ts'),
          thread: join(root, 'recorder/worker/thread.ts'),
          'zip-thread': join(root, 'recorder/worker/zip-thread.ts'),
          'site-thread': join(root, 'services/site/site-thread.ts'),
          'what-if-thread': join(root, 'services/flows/what-if-thread.ts'),
          'checkpoint-thread': join(root, 'services/store/checkpoint-thread.ts'),
          'snapshot-thread': join(root, 'services/store/snapshot-thread.ts'),
          'reader-thread': join(root, 'services/store/reader-thread.ts'),
          'prompt-thread': join(root, 'services/prompts/prompt-thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}

async function buildPages(root) {
  const args = ['build', 'dashboard', '--outDir', join(root, 'dist/dashboard'), '--emptyOutDir', '--logLevel', 'warn'];
  await runCommand(binary(root, 'vite'), args, { cwd: root });
}

function binary(root, name) {
  return join(root, 'node_modules/.bin', name);
}

function isFresh(root, part) {
  const stamp = stampPath(root, part);
  if (!existsSync(stamp) || !existsSync(join(root, 'dist', part.name))) return false;
  return readFileSync(stamp, 'utf8') === fingerprint(root, part.sources);
}

function stampPath(root, { name }) {
  return join(root, 'dist', `${name}.stamp`);
}

/** A hash of the names and contents of all source files. */
function fingerprint(root, folders) {
  const hash = createHash('sha256').update(process.version);
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  for (const path of COMMON) add(path);
  for (const folder of folders) for (const path of filesBelow(root, folder)) add(path);
  return hash.digest('hex');
}

function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureBuild(join(import.meta.dirname, '../..'));
}
