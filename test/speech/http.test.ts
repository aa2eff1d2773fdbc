import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { recogniserSchema } from '../../config/recognisers.ts';
import { recogniserOf } from '../../services/speech/index.ts';
import { keptLog } from '../telephony/support/quiet.ts';

type Answering = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
  vi.unstubAllEnvs();
});

/** A recognition server on this machine; gives its address. */
async function serving(answering: Answering): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answering(request, Buffer.concat(parts), response));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/audio/transcriptions`;
}

const json = (response: ServerResponse, body: unknown) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

/** 8 kHz, 16 bit: silence, a tone as loud as a voice, silence. */
function spoken(seconds: number): Buffer {
  const [before, after] = [0.5, 1];
  const sound = Buffer.alloc(Math.round((before + seconds + after) * 8_000) * 2);
  for (let n = before * 8_000; n < (before + seconds) * 8_000; n += 1)
    sound.writeInt16LE(Math.round(6_000 * Math.sin(n / 3)), n * 2);
  return sound;
}

function listening(url: string, more: object = {}) {
  const said: { words: string; confidence: number }[] = [];
  const failures: string[] = [];
  const engine = recogniserSchema.parse({ engine: 'http', url, timeoutSeconds: 1, ...more });
  const recogniser = recogniserOf({ speech: { recognisers: { es: engine }, atOnce: 1 } }, keptLog());
  const hearing = recogniser?.listen({
    words: ['incidencia', 'solicitud'],
    language: 'es',
    heard: (words, confidence) => said.push({ words, confidence }),
    failed: (reason) => failures.push(reason),
  });
  if (!recogniser || !hearing) throw new Error('Nobody listens.');
  return { said, failures, recogniser, hearing };
}

test('a stretch of speech goes to the server as a file, and comes back as a word of the menu', async () => {
  const asked: { body: Buffer; key: string | undefined }[] = [];
  const url = await serving((request, body, response) => {
    asked.push({ body, key: request.headers.authorization });
    json(response, { text: ' Tengo una Incidencia. ', confidence: 0.8 });
  });
  vi.stubEnv('RECOGNISER_KEY', 'Bearer k');
  const { said, recogniser, hearing } = listening(url, {
    fields: { model: 'whisper-1' },
    secretHeaders: { Authorization: 'RECOGNISER_KEY' },
  });
  expect(recogniser.understands('es')).toBe(true);
  expect(recogniser.understands('en')).toBe(false);
  for (let at = 0, sound = spoken(0.8); at < sound.length; at += 320) hearing.feed(sound.subarray(at, at + 320));
  await expect.poll(() => said).toEqual([{ words: 'incidencia', confidence: 0.8 }]);
  const text = asked[0]?.body.toString('latin1') ?? '';
  expect(asked[0]?.key).toBe('Bearer k');
  for (const part of ['RIFF', 'whisper-1', 'incidencia, solicitud', 'name="language"']) expect(text).toContain(part);
  // The stretch with 0.3 s before it and 0.6 s of silence after it, and nothing of the rest.
  expect(asked[0]?.body.length).toBeGreaterThan(1.5 * 16_000);
  expect(asked[0]?.body.length).toBeLessThan(2 * 16_000);
});

test('silence asks nobody, and what is no word of the menu is told as it was said', async () => {
  let asked = 0;
  const url = await serving((_request, _body, response) => {
    asked += 1;
    json(response, { text: 'Buenos días' });
  });
  const { said, hearing } = listening(url);
  hearing.feed(Buffer.alloc(16_000 * 20));
  expect(asked).toBe(0);
  hearing.feed(spoken(0.5));
  await expect.poll(() => said).toEqual([{ words: 'Buenos días', confidence: 1 }]);
});

const failing: readonly [string, Answering][] = [
  ['answers 500', (_request, _body, response) => response.writeHead(500).end('no')],
  ['answers HTML', (_request, _body, response) => response.end('<html>')],
  ['answers 50 MB', (_request, _body, response) => response.end(Buffer.alloc(50_000_000, 32))],
  ['answers something else', (_request, _body, response) => json(response, { result: 'one' })],
  [
    'sends elsewhere',
    (_request, _body, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  ],
  ['hangs', () => undefined],
];

for (const [how, answering] of failing)
  test(`a server that ${how} is left after three times, and the caller has the keys`, async () => {
    let asked = 0;
    const url = await serving((...request) => {
      asked += 1;
      answering(...request);
    });
    const { said, failures, hearing } = listening(url);
    await expect
      .poll(
        () => {
          hearing.feed(spoken(0.4));
          return failures.length;
        },
        { timeout: 20_000, interval: 100 },
      )
      .toBe(1);
    expect(failures[0]).toContain(url);
    const before = asked;
    for (let again = 0; again < 5; again += 1) hearing.feed(spoken(0.4));
    expect([asked, before, said]).toEqual([3, 3, []]);
  });

test('so many callers at once as the settings allow; closing one gives its place', async () => {
  const { recogniser, hearing } = listening(await serving(() => undefined));
  const options = { words: ['a'], language: 'es', heard: () => undefined, failed: () => undefined };
  expect(recogniser.listen(options)).toBeNull();
  hearing.close();
  hearing.close();
  const next = recogniser.listen(options);
  expect(next).not.toBeNull();
  next?.close();
});

test('a secret that is not set is named at the start', () => {
  expect(() => listening('http://127.0.0.1:9/', { secretHeaders: { Authorization: 'NO_SUCH_KEY' } })).toThrow(
    /NO_SUCH_KEY/,
  );
});
