import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { type Radosgw, startRadosgw } from '../../recorder/servers/radosgw.ts';
import { type Sshd, startSshd } from '../../recorder/servers/sshd.ts';
import { judge, type Shelf, shelfOfFolder, type Verdict } from './judge.ts';
import { chaosSite, fillSpool, type Scene, STEPS } from './scene.ts';

export type ChaosOutcome = Verdict & { readonly recordings: number; readonly crashes: number };

const BUCKET = 'recordings';

/**
 * So many recordings are sealed and published to a folder, S3 (Ceph) and SFTP (OpenSSH), by a recorder that is killed
 * again and again, at each step of the way in turn and after a number of them by chance; then all is counted and compared.
 */
export async function recorderChaos(options: {
  readonly recordings: number;
  /** How often each step is come to its end by a crash. */
  readonly rounds: number;
  readonly random: () => number;
  readonly tell: (line: string) => void;
}): Promise<ChaosOutcome> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const root = mkdtempSync(join(tmpdir(), 'recorder-chaos-'));
  // The spool is memory, as it is for calls.
  const spoolFolder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : root, 'recorder-chaos-'));
  for (const folder of ['rgw', 'ssh', 'data']) mkdirSync(join(root, folder));
  const servers = await Promise.all([startRadosgw(join(root, 'rgw')), startSshd(join(root, 'ssh'))]);
  const [bucket, ssh] = servers;
  const s3 = new S3Client({
    ...signedFor(bucket),
    endpoint: bucket.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
  });
  try {
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const scene: Scene = {
      root,
      spoolFolder,
      dataFolder: join(root, 'data'),
      masterKey: randomBytes(32).toString('hex'),
      site: chaosSite(destinations(bucket, ssh, join(root, 'ssh/files'))),
      secrets: { KEY: bucket.accessKey, SECRET: bucket.secretKey },
    };
    writeFileSync(join(root, 'scene.json'), JSON.stringify(scene));
    options.tell(`${options.recordings} recordings are in the spool soon`);
    await fillSpool(scene, options.recordings);
    const crashes = await crash(join(root, 'scene.json'), options);
    const shelves = new Map<string, Shelf>([
      ['archive', shelfOfFolder(join(scene.dataFolder, 'published'))],
      ['cloud', await shelfOfBucket(s3)],
      ['vault', shelfOfFolder(join(root, 'ssh/files'))],
    ]);
    const sealed = prefixed(shelfOfFolder(join(scene.dataFolder, 'recordings')), 'recordings');
    return { recordings: options.recordings, crashes, ...(await judge(scene, options.recordings, shelves, sealed)) };
  } finally {
    s3.destroy();
    await Promise.allSettled(servers.map((server) => server.stop()));
    for (const folder of [root, spoolFolder]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends a recorder at each step in turn, over and over, and lets the last one finish. Gives how many were killed. */
async function crash(
  scene: string,
  { recordings, rounds, random, tell }: Parameters<typeof recorderChaos>[0],
): Promise<number> {
  let crashes = 0;
  for (let round = 0; round < rounds; round += 1)
    for (const step of STEPS) {
      // So that the crashes are spread over the whole of the work. Copies come three to a recording.
      const share = recordings / (rounds * STEPS.length);
      const count = 1 + Math.floor(random() * 2 * share);
      const end = await child(scene, step, count);
      if (end === 'SIGKILL') crashes += 1;
      else if (end !== '0')
        throw new Error(`A recorder ended by itself with ${end}, before "${step}" for the ${count}th time.`);
      tell(
        `round ${round + 1} of ${rounds}: ${end === 'SIGKILL' ? 'killed' : 'not killed any more'} at "${step}" (${count})`,
      );
    }
  const end = await child(scene, '', 1);
  if (end !== '0') throw new Error(`The last recorder ended with ${end}.`);
  return crashes;
}

async function child(scene: string, step: string, count: number): Promise<string> {
  const here = fileURLToPath(import.meta.url);
  const fromSource = here.endsWith('.ts');
  const loader = new URL('../../../config/threads/from-source.mjs', import.meta.url).href;
  const program = fileURLToPath(new URL(fromSource ? './child.ts' : './child.js', import.meta.url));
  const started = spawn(
    process.execPath,
    [...(fromSource ? ['--import', loader] : []), program, scene, step, String(count)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [code, signal] = await once(started, 'close');
  return String(signal ?? code);
}

function destinations(bucket: Radosgw, ssh: Sshd, folder: string): readonly object[] {
  const place = { endpoint: bucket.endpoint, region: 'us-east-1', bucket: BUCKET, forcePathStyle: true };
  const account = { username: ssh.username, privateKeyFile: ssh.privateKeyFile, hostKey: ssh.hostKey };
  const patient = { retries: 100, parallel: 4 };
  return [
    { id: 'archive', type: 'local', folder: 'published', ...patient },
    { id: 'cloud', type: 's3', ...place, accessKeyEnv: 'KEY', secretKeyEnv: 'SECRET', ...patient },
    { id: 'vault', type: 'sftp', host: '127.0.0.1', port: ssh.port, ...account, folder, ...patient },
  ];
}

const signedFor = ({ accessKey, secretKey }: Radosgw) => ({
  credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
});

async function shelfOfBucket(client: S3Client): Promise<Shelf> {
  const shelf = new Map<string, string>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket: BUCKET }))
    for (const { Key = '' } of page.Contents ?? []) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      shelf.set(Key, createHash('sha256').update(bytes).digest('hex'));
    }
  return shelf;
}

const prefixed = (shelf: Shelf, folder: string): Shelf =>
  new Map([...shelf].map(([path, hash]) => [join(folder, path), hash]));
