import { describe, expect, test } from 'vitest';
import { listenings } from '../../services/http/audio/listenings.ts';
import { rangeOf } from '../../services/http/audio/range.ts';
import { recordingAudio } from '../../services/http/audio/recording-audio.ts';
import { noon, rang } from '../store/support.ts';
import { audio, codeOf, type TestHttp, testHttp } from './support.ts';

async function sealed({ store }: TestHttp): Promise<void> {
  await store.journal.append([
    rang('c1', noon),
    { at: noon, event: { type: 'recording-started', callId: 'c1', recordingId: 'r1', captureId: 'p1' } },
    { at: noon, event: { type: 'recording-started', callId: 'c1', recordingId: 'r2', captureId: 'p2' } },
  ]);
  await store.recordings.saveSealed({
    recordingId: 'r1',
    callId: 'c1',
    path: 'r1.age',
    wrappedIdentity: new Uint8Array(1),
    recipient: 'age1',
    durationMs: 1,
    bytes: 100,
    sha256: 'ab',
    waveform: JSON.stringify({ stepMs: 100, left: [0, 1], right: [0.5, 0] }),
  });
}

const bytes = async (response: Response) => [...new Uint8Array(await response.arrayBuffer())];

describe('a recording', () => {
  test('is heard whole or in parts, and never kept', async () => {
    const house = await testHttp();
    await sealed(house);
    const cookie = await house.signIn('auditor');
    const whole = await house.ask('GET', '/api/recordings/r1/audio', { cookie });
    expect([whole.status, await bytes(whole)]).toEqual([200, [...audio]]);
    expect(whole.headers.get('cache-control')).toBe('no-store');
    expect(whole.headers.get('content-type')).toContain('audio/ogg');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const part = await house.ask('GET', '/api/recordings/r1/audio', { cookie, headers: { range: 'bytes=10-12' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-12/100']);
    expect(await bytes(part)).toEqual([10, 11, 12]);
    const beyond = await house.ask('GET', '/api/recordings/r1/audio', { cookie, headers: { range: 'bytes=100-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */100']);
    const head = await house.ask('HEAD', '/api/recordings/r1/audio', { cookie });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '100']);
  });

  test('is logged once per listening, with who, when and from where', async () => {
    const house = await testHttp();
    await sealed(house);
    const cookie = await house.signIn('supervisor');
    const hear = (range?: string, download = '') =>
      house
        .ask('GET', `/api/recordings/r1/audio${download}`, { cookie, headers: range === undefined ? {} : { range } })
        .then(bytes);
    // A browser looks at the beginning twice, then plays and seeks.
    await hear('bytes=0-');
    await hear('bytes=0-');
    await hear('bytes=50-');
    house.wait(60_000);
    await hear('bytes=20-30');
    await hear(undefined, '?download=1');
    const response = await house.ask('GET', '/api/recordings/r1/access', { cookie: await house.signIn('auditor') });
    const at = Date.parse('2026-03-10T11:00:00Z');
    const who = { userId: 'supervisor', userName: 'supervisor', address: '127.0.0.1' };
    expect(await response.json()).toEqual([
      { ...who, at, action: 'listened' },
      { ...who, at: at + 60_000, action: 'downloaded' },
    ]);
  });

  test('is not logged for who only looks at it or may not hear it', async () => {
    const house = await testHttp();
    await sealed(house);
    const cookie = await house.signIn('auditor');
    await house.ask('HEAD', '/api/recordings/r1/audio', { cookie });
    await house.ask('GET', '/api/recordings/r1/audio', { cookie: await house.signIn('agent') });
    await house.ask('GET', '/api/recordings/r1/waveform', { cookie });
    expect(await house.store.ledger.accesses('r1')).toEqual([]);
  });

  test('is downloaded under its name, as Opus or as WAV', async () => {
    const house = await testHttp();
    await sealed(house);
    const cookie = await house.signIn('auditor');
    const response = await house.ask('GET', '/api/recordings/r1/audio?format=wav&download=1', { cookie });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=r1.wav');
    expect(response.headers.get('content-type')).toBe('audio/wav');
  });

  test('that is not there, or not sealed, is told so', async () => {
    const house = await testHttp();
    await sealed(house);
    const cookie = await house.signIn('auditor');
    const asked = async (path: string) => {
      const response = await house.ask('GET', path, { cookie });
      return [response.status, await codeOf(response)];
    };
    for (const part of ['audio', 'waveform', 'access'])
      expect(await asked(`/api/recordings/none/${part}`)).toEqual([404, 'recording-not-found']);
    expect(await asked('/api/recordings/r2/audio')).toEqual([409, 'recording-not-sealed']);
    expect(await asked('/api/recordings/r2/waveform')).toEqual([409, 'recording-not-sealed']);
  });

  test('has a waveform', async () => {
    const house = await testHttp();
    await sealed(house);
    const response = await house.ask('GET', '/api/recordings/r1/waveform', { cookie: await house.signIn('auditor') });
    expect(await response.json()).toEqual({ stepMs: 100, left: [0, 1], right: [0.5, 0] });
  });

  test('is published again where a destination is', async () => {
    const house = await testHttp();
    await sealed(house);
    const cookie = await house.signIn('auditor');
    const publish = (destination: string) =>
      house.ask('POST', '/api/recordings/r1/publications', { cookie, body: { destination } });
    const done = await publish('archivo');
    expect([done.status, await done.json()]).toMatchObject([202, { destination: 'archivo', state: 'waiting' }]);
    expect(await codeOf(await publish('moon'))).toBe('destination-unknown');
    const list = await house.ask('GET', '/api/publications?state=waiting', { cookie });
    expect(await list.json()).toMatchObject([{ id: 'again', recordingId: 'r1' }]);
    expect(await (await house.ask('GET', '/api/publications?state=dead', { cookie })).json()).toEqual([]);
  });
});

describe('a Range header', () => {
  test.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=5-1', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['lines=0-1', null],
    [undefined, null],
  ])('%s', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });

  test.each(['bytes=100-', 'bytes=-0'])('%s is refused', (header) => {
    expect(() => rangeOf(header, 100)).toThrow(expect.objectContaining({ code: 'range-not-satisfiable' }));
  });
});

describe('a listening', () => {
  const from = (start: number, now: number, sessionId = 's1') =>
    ({ sessionId, recordingId: 'r1', action: 'listened', start, now }) as const;

  test('that begins in the middle is one all the same', () => {
    const heard = listenings();
    expect(heard.begins(from(1, 0))).toBe(true);
    expect(heard.begins(from(2, 1))).toBe(false);
  });

  test('from the beginning again is another', () => {
    const heard = listenings();
    expect([from(0, 0), from(0, 4_999), from(0, 5_000)].map(heard.begins)).toEqual([true, false, true]);
  });

  test('of another session is another, and so is one much later', () => {
    const heard = listenings();
    expect([from(0, 0), from(9, 1, 's2'), from(9, 31 * 60_000)].map(heard.begins)).toEqual([true, true, true]);
  });
});

describe('decrypted audio', () => {
  test('is made once for all ranges of a minute, and again after it or after a failure', async () => {
    let now = 0;
    let opened = 0;
    const kept = recordingAudio(
      {
        open: async () => {
          opened += 1;
          if (opened === 1) throw new Error('not yet');
          return audio;
        },
      },
      () => now,
    );
    await expect(kept.open('r1', 'ogg')).rejects.toThrow('not yet');
    await Promise.all([kept.open('r1', 'ogg'), kept.open('r1', 'ogg')]);
    expect(opened).toBe(2);
    now = 60_000;
    await kept.open('r1', 'ogg');
    expect(opened).toBe(3);
  });
});
