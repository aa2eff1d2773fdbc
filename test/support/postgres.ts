import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';
import { runtimeProgram } from '../../config/runtime.ts';

export type PostgresServer = {
  readonly port: number;
  /** The address of one of its databases, as the setting `database` has it. */
  readonly url: (database: string, password?: string) => string;
  /** Runs statements in a database, as somebody beside Centralita. */
  readonly ask: <T>(database: string, sql: string, parameters?: readonly unknown[]) => Promise<readonly T[]>;
  /** SIGKILL, as when the machine loses its power; `start` has it recover. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const [USER, PASSWORD] = ['centralita', 'secret-of-the-test'];
/** It refuses to run as root, so it is an ordinary user of a namespace of its own. `unshare` becomes what it starts. */
const asUser = ['--user', '--map-user=1000', '--map-group=1000'];

/**
 * A real PostgreSQL on a port of 127.0.0.1, in a folder of its own that goes with it. `durable`: it flushes to the disk as
 * one in earnest; most tests take a fifth of the time without.
 */
export async function startPostgres({ durable = false }: { readonly durable?: boolean } = {}): Promise<PostgresServer> {
  const root = mkdtempSync(join(tmpdir(), 'centralita-postgres-'));
  const folder = join(root, 'data');
  initialise(root, folder);
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [...asUser, runtimeProgram('postgres').command, '-D', folder, ...options];
  const url = (database: string, password = PASSWORD) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const ask = async <T>(database: string, sql: string, parameters: readonly unknown[] = []) => {
    const client = new Client({ connectionString: url(database) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql, [...parameters])).rows as T[];
    } finally {
      await client.end();
    }
  };
  let child: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals) => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  };
  // A test that is given up does not stop its server.
  const abandon = () => child?.kill('SIGKILL');
  process.once('exit', abandon);
  const start = async () => {
    const started = spawn('unshare', command, { stdio: ['ignore', 'ignore', 'pipe'] });
    child = started;
    let words = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    for (let left = 600; ; left -= 1) {
      const up = await ask('postgres', 'select 1').catch((error: unknown) => error);
      if (Array.isArray(up)) return;
      if (left === 0 || started.exitCode !== null)
        throw new Error(`PostgreSQL does not answer: ${String(up)}\n${words}`);
      await delay(50);
    }
  };
  await start();
  return {
    port,
    url,
    ask,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      process.off('exit', abandon);
      // Whoever is still connected is not waited for.
      await end('SIGINT');
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function initialise(root: string, folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  const passwordFile = join(root, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  const how = ['-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'];
  const { command } = runtimeProgram('initdb');
  const made = spawnSync(
    'unshare',
    [...asUser, command, '-D', folder, '-U', USER, `--pwfile=${passwordFile}`, ...how],
    {
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}${made.stdout}${made.error?.message ?? ''}`);
}
