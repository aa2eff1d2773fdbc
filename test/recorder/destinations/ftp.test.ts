import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { attemptPublication } from '../../../recorder/attempt.ts';
import type { DestinationSettings } from '../../../recorder/destinations/destination.ts';
import { ftp } from '../../../recorder/destinations/ftp.ts';
import { hashFile } from '../../../recorder/durable.ts';
import { readAtOnce } from '../../../recorder/pace.ts';
import { type Proftpd, startProftpd } from '../servers/proftpd.ts';
import { folders } from '../tones.ts';
import { another, aPublication, contextOf } from './publication.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Settings = Extract<DestinationSettings, { readonly type: 'ftp' }>;

let place: Awaited<ReturnType<typeof folders>>;
let server: Proftpd;
let settings: Settings;
const secrets = { PW: 'secret-of-the-test' };

beforeAll(async () => {
  place = await folders();
  server = await startProftpd(join(place.root, 'ftp'));
  settings = settingsOf(server);
});
afterAll(async () => {
  await server?.stop();
  await place.remove();
});

function settingsOf(of: Proftpd, tls: Settings['tls'] = 'explicit'): Settings {
  const account = { username: of.username, passwordEnv: 'PW', caFile: of.caFile, folder: 'in' };
  return { id: 'ftp', type: 'ftp', host: '127.0.0.1', port: of.port, tls, ...account, retries: 0, timeoutSeconds: 10 };
}
const at = (name: string) => join(server.files, 'in', name);

describe('FTPS', () => {
  it('takes the file and its sidecar, read back, and leaves no temporary name', async () => {
    const publication = await aPublication(place.root, 3_000_000);
    const receipt = await ftp.publish(publication, settings, contextOf(secrets));
    const { bytes, sha256 } = publication;
    const location = `ftps://127.0.0.1:${server.port}/in/${publication.name}`;
    expect(receipt).toEqual({ location, bytes, sha256 });
    expect(await hashFile(at(publication.name))).toEqual({ bytes, sha256 });
    expect(await readdir(at('mesa/2027/01/16'))).toEqual(['rec-1.age', 'rec-1.json']);
    expect(JSON.parse(await readFile(at('mesa/2027/01/16/rec-1.json'), 'utf8'))).toEqual(publication.sidecar);
  });

  it('is content with the same file there, and never overwrites another', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-2');
    const first = await ftp.publish(publication, settings, contextOf(secrets));
    expect(await ftp.publish(publication, settings, contextOf(secrets))).toEqual(first);
    const other = await another(publication, place.root);
    await expect(ftp.publish(other, settings, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-conflict',
      lasting: true,
    });
    expect((await hashFile(at(publication.name))).sha256).toBe(publication.sha256);
  });

  it('goes on with a copy that was cut off, and begins again where that was damaged', async () => {
    const publication = await aPublication(place.root, 500_000, 'rec-3');
    const content = await readFile(publication.path);
    const temporary = `${at(publication.name)}.${publication.sha256.slice(0, 12)}.part`;
    await writeFile(temporary, content.subarray(0, 400_000));
    const read: (readonly [number, number] | null)[] = [];
    const counted = {
      ...contextOf(secrets),
      read: ((path, stretch) => {
        read.push(stretch === undefined ? null : [stretch.start, stretch.end]);
        return readAtOnce(path, stretch);
      }) satisfies typeof readAtOnce,
    };
    expect(await ftp.publish(publication, settings, counted)).toMatchObject({ sha256: publication.sha256 });
    expect(read).toEqual([[400_000, 499_999]]);

    const next = await aPublication(place.root, 500_000, 'rec-4');
    const damaged = `${at(next.name)}.${next.sha256.slice(0, 12)}.part`;
    await writeFile(damaged, Buffer.alloc(400_000, 1));
    await expect(ftp.publish(next, settings, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-differs',
    });
    expect(await ftp.publish(next, settings, contextOf(secrets))).toMatchObject({ sha256: next.sha256 });
  });

  it('sends nothing to a server whose certificate nobody vouches for', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-5');
    const { caFile: _, ...unknown } = settings;
    await expect(ftp.publish(publication, unknown, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('nothing was sent. Check tls and caFile'),
    });
    expect(await readdir(at('mesa/2027/01/16'))).not.toContain('rec-5.age');
  });

  it('says that the sign-in was refused, and that its secret is not set', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-6');
    await expect(ftp.publish(publication, settings, contextOf({ PW: 'wrong' }))).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('Check the user and the password'),
    });
    await expect(ftp.publish(publication, settings, contextOf())).rejects.toMatchObject({
      code: 'destination-secret-missing',
    });
  });

  it('says that nobody listens there', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-7');
    const sent = ftp.publish(publication, { ...settings, port: await freePort() }, contextOf(secrets));
    await expect(sent).rejects.toMatchObject({ code: 'destination-unreachable' });
  });

  it('removes a file that was sent as a test', async () => {
    const publication = await aPublication(place.root, 10, 'rec-8');
    await ftp.publish(publication, settings, contextOf(secrets));
    await ftp.remove?.(publication.name, settings, contextOf(secrets));
    expect(await readdir(at('mesa/2027/01/16'))).not.toContain('rec-8.age');
  });
});

it.each(['implicit', 'off'] as const)('FTP with TLS "%s" takes a file too', async (tls) => {
  const other = await startProftpd(join(place.root, tls), { tls });
  try {
    const publication = await aPublication(place.root, 100_000, `rec-${tls}`);
    const receipt = await ftp.publish(publication, settingsOf(other, tls), contextOf(secrets));
    expect(receipt).toMatchObject({ sha256: publication.sha256 });
    expect(receipt.location).toMatch(tls === 'off' ? /^ftp:/ : /^ftps:/);
  } finally {
    await other.stop();
  }
});

it('an FTP server that asks for TLS is not signed in to without', async () => {
  const publication = await aPublication(place.root, 1000, 'rec-9');
  await expect(ftp.publish(publication, settingsOf(server, 'off'), contextOf(secrets))).rejects.toMatchObject({
    code: 'destination-refused',
  });
});

it('an FTP server whose disk is full says so, keeps no half file under the final name, and takes what fits', async () => {
  const full = await startProftpd(join(place.root, 'full'), { diskKb: 256 });
  try {
    const big = await aPublication(place.root, 1_000_000, 'rec-10');
    const sent = attemptPublication(settingsOf(full), big, contextOf(secrets), new AbortController().signal);
    await expect(sent).rejects.toMatchObject({ message: expect.stringMatching(/space/) });
    const small = await aPublication(place.root, 1000, 'rec-11');
    const receipt = ftp.publish(small, settingsOf(full), contextOf(secrets));
    await expect(receipt).resolves.toMatchObject({ sha256: small.sha256 });
  } finally {
    await full.stop();
  }
});
