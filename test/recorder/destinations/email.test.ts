import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { attemptPublication } from '../../../recorder/attempt.ts';
import type { DestinationSettings } from '../../../recorder/destinations/destination.ts';
import { email, isAttached } from '../../../recorder/destinations/email.ts';
import { mailText } from '../../../recorder/destinations/mail-text.ts';
import { folders } from '../tones.ts';
import { aPublication, contextOf } from './publication.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Settings = Extract<DestinationSettings, { readonly type: 'email' }>;

let place: Awaited<ReturnType<typeof folders>>;
let server: SMTPServer | null = null;
const mails: string[] = [];

beforeAll(async () => {
  place = await folders();
});
afterAll(() => place.remove());
afterEach(async () => {
  mails.length = 0;
  await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  server = null;
});

async function serve(options: SMTPServerOptions = {}): Promise<Settings> {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onData: (stream, _session, done) => {
      let mail = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        mail += text;
      });
      stream.once('end', () => {
        mails.push(mail);
        done();
      });
    },
    ...options,
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  return settingsFor((listening.address() as AddressInfo).port);
}

function settingsFor(port: number): Settings {
  return {
    id: 'post',
    type: 'email',
    host: '127.0.0.1',
    port,
    secure: false,
    from: 'centre@centre.example',
    to: ['auditor@client.example'],
    language: 'es',
    attachmentLimitBytes: 10_000_000,
    retries: 0,
    timeoutSeconds: 10,
  };
}

/** A part of a mail, decoded. */
function attachment(mail: string, name: string): Buffer {
  const part = mail.split(/\r\n--[^\r\n]+\r\n/).find((one) => one.includes(`filename=${name}`)) ?? '';
  return Buffer.from(part.slice(part.indexOf('\r\n\r\n')), 'base64');
}

describe('e-mail', () => {
  it('carries the sealed file and its sidecar under the limit', async () => {
    const settings = await serve();
    const publication = await aPublication(place.root);
    const receipt = await email.publish(publication, settings, contextOf());
    const { bytes, sha256 } = publication;
    const location = 'mailto:auditor@client.example (<rec-1.post@centre.example>)';
    expect(receipt).toEqual({ location, bytes, sha256 });
    const [mail = ''] = mails;
    expect(createHash('sha256').update(attachment(mail, 'rec-1.age')).digest('hex')).toBe(sha256);
    expect(mail).toContain('filename=rec-1.json');
    expect(mail).toContain('Message-ID: <rec-1.post@centre.example>');
  });

  it('carries a link that asks for sign-in above the limit', async () => {
    const settings = await serve();
    const publication = await aPublication(place.root);
    await email.publish(publication, { ...settings, attachmentLimitBytes: 1000, language: 'en' }, contextOf());
    const [mail = ''] = mails;
    expect(mail).not.toContain('rec-1.age');
    expect(mail).toContain('https://centre.example/calls/call-1');
    expect(mail).toContain('too large to be attached');
  });

  it('says that the sign-in was refused', async () => {
    const settings = await serve({ onAuth: (_auth, _session, done) => done(new Error('no such user')) });
    const publication = await aPublication(place.root);
    const signed = { ...settings, username: 'centre', passwordEnv: 'PW' };
    await expect(email.publish(publication, signed, contextOf({ PW: 'wrong' }))).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('Check user and password'),
    });
  });

  it('says that the mail was refused', async () => {
    const settings = await serve({ onRcptTo: (_address, _session, done) => done(new Error('unknown mailbox')) });
    const publication = await aPublication(place.root);
    await expect(email.publish(publication, settings, contextOf())).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('unknown mailbox'),
    });
  });

  it('says that the box is full', async () => {
    const settings = await serve({
      onData: (stream, _session, done) => {
        stream.resume().once('end', () => done(Object.assign(new Error('mailbox full'), { responseCode: 452 })));
      },
    });
    const publication = await aPublication(place.root);
    await expect(email.publish(publication, settings, contextOf())).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('mailbox full'),
    });
  });

  it('says that nobody listens there', async () => {
    const publication = await aPublication(place.root);
    await expect(email.publish(publication, settingsFor(await freePort()), contextOf())).rejects.toMatchObject({
      code: 'destination-unreachable',
    });
  });

  it('gives up a server that says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const limited = { ...settingsFor((silent.address() as AddressInfo).port), timeoutSeconds: 1 };
    const publication = await aPublication(place.root);
    const sent = attemptPublication(limited, publication, contextOf(), new AbortController().signal);
    await expect(sent).rejects.toMatchObject({ code: expect.stringMatching(/destination-(timeout|unreachable)/) });
    silent.close();
  });
});

describe('the words of a mail', () => {
  const facts = {
    service: 'Mesa de ayuda',
    started: new Date('2027-01-15T23:30:00Z'),
    durationMs: 3_723_400,
    callId: 'call-1',
    sha256: 'abc',
    link: 'https://centre.example/calls/call-1',
    timeZone: 'Europe/Madrid',
  };

  it('are in the language, with the hour of the service', () => {
    const { subject, body } = mailText('es', 'attached', facts);
    expect(subject).toBe('Grabación de Mesa de ayuda, sábado, 16 de enero de 2027, 0:30:00');
    expect(body).toContain('Duración: 1:02:03');
    expect(mailText('en', 'linked', facts).body).toContain('Saturday, January 16, 2027 at 12:30:00');
  });

  it('leave no hole in any language', () => {
    for (const language of ['es', 'en', 'xx']) {
      for (const kind of ['attached', 'linked'] as const) {
        const { subject, body } = mailText(language, kind, facts);
        expect(`${subject}${body}`).not.toMatch(/[{}]/);
      }
    }
  });
});

it('counts what base64 makes of a file', () => {
  expect(isAttached(750, 1000)).toBe(true);
  expect(isAttached(751, 1000)).toBe(false);
});
