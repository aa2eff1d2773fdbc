import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { attemptPublication } from '../../../recorder/attempt.ts';
import type { DestinationSettings } from '../../../recorder/destinations/destination.ts';
import { sftp } from '../../../recorder/destinations/sftp.ts';
import { hashFile } from '../../../recorder/durable.ts';
import { type Sshd, startSshd } from '../servers/sshd.ts';
import { folders } from '../tones.ts';
import { another, aPublication, contextOf } from './publication.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Settings = Extract<DestinationSettings, { readonly type: 'sftp' }>;

let place: Awaited<ReturnType<typeof folders>>;
let server: Sshd;
let settings: Settings;

beforeAll(async () => {
  place = await folders();
  server = await startSshd(join(place.root, 'sshd'));
  settings = {
    id: 'vault',
    type: 'sftp',
    host: '127.0.0.1',
    port: server.port,
    username: server.username,
    privateKeyFile: server.privateKeyFile,
    hostKey: server.hostKey,
    folder: join(place.root, 'sshd/files'),
    retries: 0,
    timeoutSeconds: 10,
  };
});
afterAll(async () => {
  await server?.stop();
  await place.remove();
});

const at = (name: string) => join(settings.folder, name);

/** Passes connections on to a port, counts them, and cuts them all. */
function tcpCounter(to: number) {
  const sockets = new Set<Socket>();
  let opened = 0;
  const passing = createServer((near) => {
    opened += 1;
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  const listening = new Promise<{ readonly port: number }>((resolve) => {
    passing.listen(0, '127.0.0.1', () => resolve(passing.address() as AddressInfo));
  });
  const cut = () => {
    for (const one of sockets) one.destroy();
  };
  return {
    listening,
    opened: () => opened,
    cut,
    close: () => {
      cut();
      passing.close();
    },
  };
}

describe('SFTP', () => {
  it('takes the file and its sidecar, read back, and leaves no temporary name', async () => {
    const publication = await aPublication(place.root, 3_000_000);
    const receipt = await sftp.publish(publication, settings, contextOf());
    const { bytes, sha256 } = publication;
    const location = `sftp://127.0.0.1:${server.port}${at(publication.name)}`;
    expect(receipt).toEqual({ location, bytes, sha256 });
    expect(await hashFile(at(publication.name))).toEqual({ bytes, sha256 });
    const folder = at('mesa/2027/01/16');
    expect(await readdir(folder)).toEqual(['rec-1.age', 'rec-1.json']);
    expect(JSON.parse(await readFile(join(folder, 'rec-1.json'), 'utf8'))).toEqual(publication.sidecar);
  });

  it('is signed in to with a password, and keeps a line open for the copies that follow', async () => {
    const { privateKeyFile: _, ...account } = settings;
    const own = { ...account, passwordEnv: 'PW' };
    const lines = tcpCounter(server.port);
    const { port } = await lines.listening;
    const through = { ...own, port };
    for (const [id, size] of [
      ['rec-p1', 1000],
      ['rec-p2', 2000],
      ['rec-p3', 3000],
    ] as const) {
      const publication = await aPublication(place.root, size, id);
      const { bytes, sha256 } = publication;
      expect(await sftp.publish(publication, through, contextOf({ PW: server.password }))).toMatchObject({
        bytes,
        sha256,
      });
      expect(await hashFile(at(publication.name))).toEqual({ bytes, sha256 });
    }
    expect(lines.opened()).toBe(1);
    // One that the server has closed meanwhile costs no copy.
    lines.cut();
    const next = await aPublication(place.root, 500, 'rec-p4');
    expect(await sftp.publish(next, through, contextOf({ PW: server.password }))).toMatchObject({
      sha256: next.sha256,
    });
    expect(lines.opened()).toBe(2);
    lines.close();
    const other = { ...own, port: server.port, id: 'other' };
    await expect(sftp.publish(next, other, contextOf({ PW: 'not this one' }))).rejects.toMatchObject({
      code: 'destination-refused',
    });
  });

  it('is content with the same file there, and never overwrites another', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-2');
    const first = await sftp.publish(publication, settings, contextOf());
    expect(await sftp.publish(publication, settings, contextOf())).toEqual(first);
    const other = await another(publication, place.root);
    await expect(sftp.publish(other, settings, contextOf())).rejects.toMatchObject({
      code: 'destination-conflict',
      lasting: true,
    });
    expect((await hashFile(at(publication.name))).sha256).toBe(publication.sha256);
  });

  it('sends nothing to a server with another host key', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-3');
    const hostKey = 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU';
    const sent = sftp.publish(publication, { ...settings, hostKey }, contextOf());
    await expect(sent).rejects.toMatchObject({
      code: 'destination-host-key',
      message: expect.stringContaining(server.hostKey),
    });
    expect(await readdir(at('mesa/2027/01/16'))).not.toContain('rec-3.age');
  });

  it('says that the sign-in was refused', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-4');
    const { privateKeyFile: _, ...without } = settings;
    const sent = sftp.publish(publication, { ...without, passwordEnv: 'PW' }, contextOf({ PW: 'wrong' }));
    await expect(sent).rejects.toMatchObject({ code: 'destination-refused' });
    const unset = sftp.publish(publication, { ...without, passwordEnv: 'PW' }, contextOf());
    await expect(unset).rejects.toMatchObject({ code: 'destination-secret-missing' });
  });

  it('says that nobody listens there', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-5');
    const sent = sftp.publish(publication, { ...settings, port: await freePort() }, contextOf());
    await expect(sent).rejects.toMatchObject({ code: 'destination-unreachable' });
  });

  it('gives up a server that says nothing', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-6');
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = silent.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const limited = { ...settings, port, timeoutSeconds: 1 };
    const sent = attemptPublication(limited, publication, contextOf(), new AbortController().signal);
    await expect(sent).rejects.toMatchObject({ code: expect.stringMatching(/destination-(timeout|unreachable)/) });
    silent.close();
  });

  it('says that the disk there is full, and leaves no half file under the final name', async () => {
    const full = await startSshd(join(place.root, 'full'), 256);
    try {
      const publication = await aPublication(place.root, 1_000_000, 'rec-7');
      const folder = join(place.root, 'full/files');
      const there = {
        ...settings,
        port: full.port,
        hostKey: full.hostKey,
        privateKeyFile: full.privateKeyFile,
        folder,
      };
      await expect(sftp.publish(publication, there, contextOf())).rejects.toMatchObject({
        code: 'destination-failed',
        message: expect.stringContaining('free space'),
      });
      const small = await aPublication(place.root, 1000, 'rec-8');
      expect(await sftp.publish(small, there, contextOf())).toMatchObject({ sha256: small.sha256 });
    } finally {
      await full.stop();
    }
  });
});
