import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import type { SiteFile } from '../../config/site.ts';
import { copiesOf, sha256Of } from '../../recorder/copies.ts';
import { hashFile } from '../../recorder/durable.ts';
import { exporterOf } from '../../recorder/exporter.ts';
import { healer, healing } from '../../recorder/healing.ts';
import { unwrapWith, wrapIdentity } from '../../recorder/keys.ts';
import { openRecording } from '../../recorder/open.ts';
import { openFile } from '../../recorder/worker/open-file.ts';
import { WorkerPool } from '../../recorder/worker/pool.ts';
import type { Ledger, SealedRow } from '../../services/ports.ts';
import { recorderBench } from './bench.ts';
import { startProftpd } from './servers/proftpd.ts';
import { startRadosgw } from './servers/radosgw.ts';
import { startSshd } from './servers/sshd.ts';
import { localDestination, siteWith } from './site.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const ffmpeg = runtimeProgram('ffmpeg');

describe('a sealed file', () => {
  let identity: string;
  let recipient: string;
  const folder = join('/dev/shm', `centralita-integrity-${process.pid}`);
  const path = join(folder, 'r.age');
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    identity = await generateX25519Identity();
    recipient = await identityToRecipient(identity);
  });
  afterAll(() => execFileSync('rm', ['-rf', folder]));
  const sealed = async (plain: Uint8Array) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    return Buffer.from(await encrypter.encrypt(plain));
  };
  /** Told by age itself: the hash that is known of the file is that of what lies there, so that it tells nothing. */
  const opensAs = async (bytes: Uint8Array) => {
    writeFileSync(path, bytes);
    const { sha256 } = await hashFile(path);
    return Buffer.from(await openFile({ kind: 'open', ffmpeg, path, identity, sha256, format: 'ogg' }));
  };
  const fails = async (bytes: Uint8Array) => {
    await expect(opensAs(bytes)).rejects.toMatchObject({ code: 'recording-damaged' });
  };

  it('shows each flipped bit, by age alone and by its hash', async () => {
    const plain = randomBytes(60);
    const whole = await sealed(plain);
    expect((await opensAs(whole)).equals(plain)).toBe(true);
    const { sha256 } = await hashFile(path);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const altered = Buffer.from(whole);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await fails(altered);
      await expect(openFile({ kind: 'open', ffmpeg, path, identity, sha256, format: 'ogg' })).rejects.toThrow();
    }
  });

  it('shows any two neighbours that changed places, and any two bytes of what is behind the header', async () => {
    const whole = await sealed(randomBytes(4));
    const body = whole.indexOf('\n', whole.indexOf('\n--- ') + 1) + 1;
    // Nonce, four bytes and their tag.
    expect(whole.length - body).toBe(16 + 4 + 16);
    for (let one = 0; one < whole.length; one += 1)
      for (let other = one + 1; other < (one < body ? one + 2 : whole.length); other += 1) {
        if (whole[one] === whole[other]) continue;
        const altered = Buffer.from(whole);
        [altered[one], altered[other]] = [whole[other] ?? 0, whole[one] ?? 0];
        await fails(altered);
      }
  });

  it('shows each truncation, and whatever is added', async () => {
    const whole = await sealed(randomBytes(60));
    for (let length = 0; length < whole.length; length += 1) await fails(whole.subarray(0, length));
    await fails(Buffer.concat([whole, Buffer.from([0])]));
    await fails(Buffer.concat([whole, whole]));
  });

  it('shows chunks that changed places, were left out or repeated, and flipped bits here and there in a large one', async () => {
    const chunk = 64 * 1024 + 16;
    const whole = await sealed(randomBytes(5 * 64 * 1024 + 1_000));
    const head = whole.length - 5 * chunk - 1_000 - 16;
    const part = (n: number) => whole.subarray(head + n * chunk, head + (n + 1) * chunk);
    const rest = (n: number) => whole.subarray(head + n * chunk);
    const first = whole.subarray(0, head);
    expect((await opensAs(whole)).length).toBe(5 * 64 * 1024 + 1_000);
    for (let n = 0; n < 4; n += 1) {
      await fails(
        Buffer.concat([first, ...[0, 1, 2, 3].map((m) => part(m === n ? n + 1 : m === n + 1 ? n : m)), rest(4)]),
      );
      await fails(Buffer.concat([whole.subarray(0, head + n * chunk), rest(n + 1)]));
      await fails(Buffer.concat([whole.subarray(0, head + (n + 1) * chunk), rest(n)]));
    }
    for (let n = 0; n < 60; n += 1) {
      const altered = Buffer.from(whole);
      const at = Math.floor((n / 60) * whole.length);
      altered[at] = (altered[at] ?? 0) ^ (1 << (n % 8));
      await fails(altered);
    }
    for (let n = 1; n < 20; n += 1) await fails(whole.subarray(0, Math.floor((n / 20) * whole.length)));
  });
});

describe('a recording that was published', () => {
  let site: SiteFile;
  let bench: Awaited<ReturnType<typeof recorderBench>>;
  const stops: (() => unknown)[] = [];
  const entries: Parameters<Ledger['append']>[0][] = [];
  const env: Record<string, string> = {};
  let row: SealedRow;
  let path: string;
  const master = randomBytes(32);
  const workers = new WorkerPool(1);
  const ring = ringOf(master);
  /** Told, and noted where copies are looked for. */
  const published = (copies: number) =>
    bench.until(() => {
      const rows = Object.values(bench.store.state.outbox);
      expect(rows.filter(({ state }) => state === 'published')).toHaveLength(copies);
    });
  beforeAll(async () => {
    bench = await recorderBench(() => site);
    const [s3, ssh, ftp] = await Promise.all([
      startRadosgw(join(bench.root, 'rgw')),
      startSshd(join(bench.root, 'ssh')),
      startProftpd(join(bench.root, 'ftp')),
    ]);
    stops.push(s3.stop, ssh.stop, ftp.stop);
    Object.assign(env, { KEY: s3.accessKey, SECRET: s3.secretKey, PW: ftp.password });
    const s3Place = { endpoint: s3.endpoint, region: 'us-east-1', forcePathStyle: true };
    const client = new S3Client({
      ...s3Place,
      credentials: { accessKeyId: s3.accessKey, secretAccessKey: s3.secretKey },
    });
    await client.send(new CreateBucketCommand({ Bucket: 'rec' }));
    client.destroy();
    const common = { retries: 2, timeoutSeconds: 20 };
    const account = { username: ssh.username, privateKeyFile: ssh.privateKeyFile, hostKey: ssh.hostKey };
    const folder = join(bench.root, 'ssh/files');
    site = siteWith([
      localDestination('archive', 'published'),
      {
        id: 'cloud',
        type: 's3',
        ...s3Place,
        bucket: 'rec',
        prefix: '',
        accessKeyEnv: 'KEY',
        secretKeyEnv: 'SECRET',
        ...common,
      },
      { id: 'vault', type: 'sftp', host: '127.0.0.1', port: ssh.port, ...account, folder, ...common },
      {
        id: 'client',
        type: 'ftp',
        host: '127.0.0.1',
        port: ftp.port,
        username: ftp.username,
        passwordEnv: 'PW',
        tls: 'explicit',
        caFile: ftp.caFile,
        folder: 'in',
        ...common,
      },
    ]);
    await bench.start({ keyring: ring, secret: (name) => env[name] });
    await bench.record('rec-1');
    await published(4);
    const saved = await bench.store.recordings.sealed('rec-1');
    if (saved === null) throw new Error('it was sealed');
    row = saved;
    path = join(bench.dataFolder, row.path);
  });
  afterAll(async () => {
    await workers.close();
    await bench.remove();
    for (const stop of stops) await stop();
  });
  const opener = () => ({
    dataFolder: bench.dataFolder,
    keyring: ring,
    ffmpeg,
    recordings: bench.store.recordings,
    workers,
  });
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const copies = (only?: string) =>
    copiesOf({
      site: () => ({ ...site, destinations: site.destinations.filter(({ id }) => only === undefined || id === only) }),
      outbox: bench.store.outbox,
      dataFolder: bench.dataFolder,
      publicUrl: 'http://127.0.0.1',
      secret: (name) => env[name],
    });
  const heal = (only?: string) =>
    healer({
      dataFolder: bench.dataFolder,
      recordings: bench.store.recordings,
      copies: copies(only),
      ledger: { append: async (entry) => void entries.push(entry) },
      now: () => 1,
      logger: quiet,
    });
  const healed = (only?: string) => healing((id, format) => openRecording(opener(), id, format), heal(only));

  it.each(['archive', 'cloud', 'vault', 'client'])(
    'is fetched back from %s when its file is damaged, and the ledger says so',
    async (id) => {
      const whole = readFileSync(path);
      const altered = Buffer.from(whole);
      altered[300] = (altered[300] ?? 0) ^ 1;
      writeFileSync(path, altered);
      const open = healed(id);
      const [one, two] = await Promise.all([open('rec-1', 'ogg'), open('rec-1', 'ogg')]);
      expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
      expect(readFileSync(path).equals(whole)).toBe(true);
      expect(readFileSync(`${path}.damaged`).equals(altered)).toBe(true);
      expect(entries.at(-1)).toMatchObject({ action: 'restored', details: { destination: id, sha256: row.sha256 } });
    },
  );

  it('is fetched back when its file is gone', async () => {
    const whole = readFileSync(path);
    execFileSync('rm', [path]);
    expect((await healed()('rec-1', 'ogg')).length).toBeGreaterThan(100);
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it('two whole files that changed places are both known as the other, and fetched back', async () => {
    await bench.record('rec-2');
    await published(8);
    const second = await bench.store.recordings.sealed('rec-2');
    const other = join(bench.dataFolder, second?.path ?? '');
    const [one, two] = [readFileSync(path), readFileSync(other)];
    const exchange = () => {
      writeFileSync(path, two);
      writeFileSync(other, one);
    };
    exchange();
    for (const id of ['rec-1', 'rec-2'])
      await expect(openRecording(opener(), id, 'ogg')).rejects.toMatchObject({ code: 'recording-damaged' });
    // With the keys exchanged too, each opens by itself: the hash of what was sealed tells, and whose key it is.
    const rows = bench.store.state.rows;
    const [first, last] = [rows['rec-1'], rows['rec-2']];
    if (first === undefined || last === undefined) throw new Error('both were sealed');
    rows['rec-1'] = { ...first, wrappedIdentity: last.wrappedIdentity };
    await expect(openRecording(opener(), 'rec-1', 'ogg')).rejects.toMatchObject({ code: 'wrapped-identity-damaged' });
    const moved = wrapIdentity(master, 'rec-1', await unwrapWith(ring, 'rec-2', last.wrappedIdentity ?? one));
    rows['rec-1'] = { ...first, wrappedIdentity: moved };
    await expect(openRecording(opener(), 'rec-1', 'ogg')).rejects.toMatchObject({ code: 'recording-damaged' });
    rows['rec-1'] = first;
    const before = entries.length;
    for (const id of ['rec-1', 'rec-2']) expect((await healed()(id, 'ogg')).length).toBeGreaterThan(100);
    expect([readFileSync(path).equals(one), readFileSync(other).equals(two)]).toEqual([true, true]);
    expect(entries.slice(before).map(({ recordingId, action }) => `${recordingId} ${action}`)).toEqual([
      'rec-1 restored',
      'rec-2 restored',
    ]);
  });

  it('says in a sentence that no copy helps, and takes none that is another file', async () => {
    const whole = readFileSync(path);
    const copy = join(bench.dataFolder, 'published/mesa/2027/01/16/rec-1.age');
    const published = readFileSync(copy);
    chmodSync(copy, 0o600);
    writeFileSync(copy, 'another');
    writeFileSync(path, 'damaged');
    await expect(healed('archive')('rec-1', 'ogg')).rejects.toThrow(
      new RegExp(
        `is damaged, and no published copy could take its place .*is another file \\(SHA-256 ${sha256Of('another')}`,
      ),
    );
    expect(readFileSync(path, 'utf8')).toBe('damaged');
    writeFileSync(copy, published);
    writeFileSync(path, whole);
  });

  it('asks for no copy where the file is whole and the key is another', async () => {
    const other = await generateX25519Identity();
    const saved = bench.store.state.rows['rec-1'];
    if (saved === undefined) throw new Error('it was sealed');
    bench.store.state.rows['rec-1'] = { ...saved, wrappedIdentity: wrapIdentity(master, 'rec-1', other) };
    const before = entries.length;
    await expect(healed()('rec-1', 'ogg')).rejects.toMatchObject({ code: 'recording-damaged' });
    bench.store.state.rows['rec-1'] = saved;
    expect(entries).toHaveLength(before);
  });

  describe('and is exported', () => {
    const age = (args: readonly string[]) => {
      const program = runtimeProgram('age');
      return execFileSync(program.command, [...program.args, ...args], { env: { ...process.env, ...program.env } });
    };
    const keygen = () => {
      const program = runtimeProgram('age-keygen');
      const text = execFileSync(program.command, [...program.args], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
      return { text, recipient: /age1\w+/.exec(text)?.[0] ?? '' };
    };
    const exporter = () => exporterOf({ ...opener(), heal: heal() });

    it('opens by the age program of Debian for the key of whom it was for, and for nobody else', async () => {
      const [them, others] = [keygen(), keygen()];
      const file = await exporter().exportFor('rec-1', them.recipient);
      const [key, otherKey] = ['them.key', 'others.key'].map((name) => join(bench.root, name)) as [string, string];
      writeFileSync(key, them.text);
      writeFileSync(otherKey, others.text);
      const opus = age(['-d', '-i', key, file.path]);
      expect(opus.equals(Buffer.from(await healed()('rec-1', 'ogg')))).toBe(true);
      expect(() => age(['-d', '-i', otherKey, file.path])).toThrow(/no identity matched/);
      await file.remove();
      expect(existsSync(file.path)).toBe(false);
    });

    it('its own identity opens the sealed file, and each published copy, by the age program of Debian', async () => {
      const identity = await exporter().identity('rec-1');
      const { path: sealedFile } = await exporter().sealedFile('rec-1');
      expect(identity).toBe(await unwrapWith(ring, 'rec-1', row.wrappedIdentity ?? new Uint8Array()));
      const key = join(bench.root, 'own.key');
      writeFileSync(key, `${identity}\n`);
      const opus = Buffer.from(await healed()('rec-1', 'ogg'));
      expect(age(['-d', '-i', key, sealedFile]).equals(opus)).toBe(true);
      const copy = join(bench.dataFolder, 'published/mesa/2027/01/16/rec-1.age');
      expect(age(['-d', '-i', key, copy]).equals(opus)).toBe(true);
    });

    it('a file that is damaged or gone is fetched back before it is exported or handed out', async () => {
      const whole = readFileSync(path);
      const { recipient } = keygen();
      for (const spoil of [() => writeFileSync(path, whole.subarray(1)), () => execFileSync('rm', [path])]) {
        spoil();
        await (await exporter().exportFor('rec-1', recipient)).remove();
        expect(readFileSync(path).equals(whole)).toBe(true);
        spoil();
        expect(await exporter().sealedFile('rec-1')).toEqual({ path, bytes: whole.length });
        expect(readFileSync(path).equals(whole)).toBe(true);
      }
    });

    it.each(['age1nonsense', 'AGE-SECRET-KEY-1X', ''])('says that %j is no public key', async (recipient) => {
      await expect(exporter().exportFor('rec-1', recipient)).rejects.toMatchObject({ code: 'recipient-invalid' });
    });
  });

  it('its copies are deleted with what lies beside them', async () => {
    const copy = join(bench.dataFolder, 'published/mesa/2027/01/16/rec-1.age');
    expect(existsSync(copy)).toBe(true);
    for (const destination of ['archive', 'cloud', 'vault', 'client']) {
      const of = { destination, location: null, publishedAt: null, state: 'pending', reason: null } as const;
      await copies().remove(of, 'rec-1');
    }
    expect(existsSync(copy)).toBe(false);
    expect(existsSync(copy.replace('.age', '.json'))).toBe(false);
    const to = join(dirname(path), 'fetched');
    expect((await copies().bring(row, to)).from).toBeNull();
  });
});
