import { describe, expect, test } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import type { AriError } from '../../services/telephony/ari/errors.ts';
import type { Captures } from '../../services/telephony/captures.ts';
import { callerId } from '../../services/telephony/dial-agent.ts';
import { type AsteriskEffect, runEffect } from '../../services/telephony/run-effect.ts';
import { elsewhere, fakeAri, lost, notFound, refused, timedOut } from './support/fake-ari.ts';

async function run(effects: readonly AsteriskEffect[], answers: Readonly<Record<string, unknown>> = {}) {
  const ari = fakeAri(answers);
  const told: Signal[] = [];
  const options = { ari: ari.request, captures: {} as Captures, tell: (signal: Signal) => told.push(signal) };
  for (const effect of effects) runEffect(options, effect);
  const askedAtOnce = ari.asked.length;
  await new Promise(setImmediate);
  return { ...ari, told, askedAtOnce };
}

const dial = {
  type: 'dial-agent',
  legId: 'leg-2',
  userId: 'ana',
  callId: 'call-1',
  callerNumber: '600111222',
  callerName: 'Ana',
  ringSeconds: 15,
  purpose: 'offer',
} as const;
const dialOut = {
  type: 'dial-number',
  legId: 'leg-2',
  number: '+34911222333',
  trunk: 'provider',
  callerId: '+34910000000',
  ringSeconds: 45,
  callId: 'call-1',
} as const;
const snoop = { type: 'snoop', snoopId: 'leg-2', legId: 'leg-1', whisper: false } as const;
const play = {
  type: 'play',
  playbackId: 'p1',
  legId: 'c1',
  language: 'es',
  prompts: [
    { kind: 'text', key: 'welcome' },
    { kind: 'number', value: 3 },
    { kind: 'digits', value: '600' },
  ],
} as const;

describe('requests', () => {
  test('go out in the order of the effects, before anything was answered', async () => {
    const { asked, askedAtOnce, told } = await run([
      { type: 'take-leg', legId: 'c1' },
      { type: 'set-language', legId: 'c1', language: 'en' },
      { type: 'answer-leg', legId: 'c1' },
      play,
      { type: 'stop-play', playbackId: 'p1' },
      { type: 'hang-up-leg', legId: 'c1', reason: 'answered-elsewhere' },
    ]);
    expect(asked).toEqual([
      ['POST /channels/{channelId}/variable', { channelId: 'c1', variable: 'TIMEOUT(absolute)', value: '0' }],
      ['POST /channels/{channelId}/variable', { channelId: 'c1', variable: 'CHANNEL(language)', value: 'en' }],
      ['POST /channels/{channelId}/answer', { channelId: 'c1' }],
      [
        'POST /channels/{channelId}/play/{playbackId}',
        {
          channelId: 'c1',
          playbackId: 'p1',
          media: ['sound:centralita/welcome', 'sound:digits/3', 'digits:600'],
          lang: 'es',
        },
      ],
      ['DELETE /playbacks/{playbackId}', { playbackId: 'p1' }],
      ['DELETE /channels/{channelId}', { channelId: 'c1', reason: 'answered_elsewhere' }],
    ]);
    expect(askedAtOnce).toBe(asked.length);
    expect(told).toEqual([]);
  });

  test('dial an agent with the call in a header', async () => {
    const { asked, bodies } = await run([dial, { ...dial, legId: 'leg-3', purpose: 'resume' }]);
    expect(asked[0]?.[1]).toEqual({
      channelId: 'leg-2',
      endpoint: 'PJSIP/agent-ana',
      app: 'centralita',
      appArgs: 'agent',
      callerId: '"Ana" <600111222>',
      timeout: 15,
    });
    expect(bodies).toEqual([
      {
        variables: {
          'PJSIP_HEADER(add,X-Centralita-Call)': 'call-1',
          'PJSIP_HEADER(add,X-Centralita-Purpose)': 'offer',
        },
      },
      {
        variables: {
          'PJSIP_HEADER(add,X-Centralita-Call)': 'call-1',
          'PJSIP_HEADER(add,X-Centralita-Purpose)': 'resume',
        },
      },
    ]);
  });

  test('call an outside number through its line', async () => {
    const { asked } = await run([dialOut, { ...dialOut, number: '+34911@elsewhere/x' }]);
    expect(asked[0]?.[1]).toEqual({
      channelId: 'leg-2',
      endpoint: 'PJSIP/+34911222333@trunk-provider',
      app: 'centralita',
      appArgs: 'agent',
      callerId: '"" <+34910000000>',
      timeout: 45,
    });
    expect(asked[1]?.[1]).toMatchObject({ endpoint: 'PJSIP/+34911@trunk-provider' });
  });

  test('listen to a leg, and speak to it alone when it whispers', async () => {
    const { asked } = await run([snoop, { ...snoop, whisper: true }]);
    const listen = { channelId: 'leg-1', snoopId: 'leg-2', spy: 'both', app: 'centralita', appArgs: 'agent' };
    expect(asked).toEqual([
      ['POST /channels/{channelId}/snoop/{snoopId}', { ...listen, whisper: 'none' }],
      ['POST /channels/{channelId}/snoop/{snoopId}', { ...listen, whisper: 'out' }],
    ]);
  });

  test("a caller's name cannot say more than a name", () => {
    expect(callerId('Eve" <1>\r\nX: y', '+34 600')).toBe('"Eve 1X: y" <+34600>');
  });

  test('make a bridge and let each leg in', async () => {
    const { asked } = await run([{ type: 'make-bridge', bridgeId: 'b1', legs: ['c1', 'leg-2'] }]);
    expect(asked.map(([operation, parameters]) => [operation.split('/').at(-1), parameters])).toEqual([
      ['{bridgeId}', { bridgeId: 'b1', type: 'mixing,dtmf_events' }],
      ['addChannel', { bridgeId: 'b1', channel: ['c1'] }],
      ['addChannel', { bridgeId: 'b1', channel: ['leg-2'] }],
    ]);
  });
});

describe('failures', () => {
  const failing = (effect: AsteriskEffect, operation: string, error: AriError, ...told: readonly Signal[]) =>
    [`${effect.type}: ${error.message}`, effect, operation, error, told] as const;
  const gone = (cause: number, causeText: string): Signal => ({ type: 'leg-gone', legId: 'leg-2', cause, causeText });
  const originate = 'POST /channels/{channelId}';
  const variable = 'POST /channels/{channelId}/variable';
  const playing = 'POST /channels/{channelId}/play/{playbackId}';
  const bridge = 'POST /bridges/{bridgeId}';
  const leave = 'POST /bridges/{bridgeId}/removeChannel';

  test.each([
    failing(dial, originate, refused, gone(20, 'Allocation failed')),
    failing(dial, originate, timedOut, gone(38, 'no answer')),
    failing(dial, originate, lost),
    failing(dialOut, originate, refused, gone(20, 'Allocation failed')),
    failing(dialOut, originate, lost),
    failing(snoop, 'POST /channels/{channelId}/snoop/{snoopId}', notFound, gone(38, 'not found')),
    failing(snoop, 'POST /channels/{channelId}/snoop/{snoopId}', lost),
    failing(snoop, 'POST /channels/{channelId}/snoop/{snoopId}', elsewhere),
    failing(play, playing, notFound, { type: 'playback-done', playbackId: 'p1', failed: true }),
    failing(play, playing, lost),
    failing({ type: 'hang-up-leg', legId: 'c1', reason: 'normal' }, 'DELETE /channels/{channelId}', notFound),
    failing({ type: 'stop-play', playbackId: 'p1' }, 'DELETE /playbacks/{playbackId}', notFound),
    failing({ type: 'stop-music', legId: 'c1' }, 'DELETE /channels/{channelId}/moh', notFound),
    failing({ type: 'destroy-bridge', bridgeId: 'b1' }, 'DELETE /bridges/{bridgeId}', notFound),
    failing({ type: 'remove-from-bridge', bridgeId: 'b1', legId: 'c1' }, leave, notFound),
    failing({ type: 'take-leg', legId: 'leg-2' }, variable, notFound, gone(16, 'gone before taken')),
    failing(
      { type: 'ring-leg', legId: 'leg-2' },
      'POST /channels/{channelId}/ring',
      notFound,
      gone(16, 'gone before taken'),
    ),
    failing(
      { type: 'answer-leg', legId: 'leg-2' },
      'POST /channels/{channelId}/answer',
      elsewhere,
      gone(17, 'taken back by the dialplan'),
    ),
    failing({ type: 'make-bridge', bridgeId: 'b1', legs: [] }, bridge, refused, {
      type: 'effect-failed',
      effect: 'make-bridge',
      target: 'b1',
      reason: 'Allocation failed',
    }),
    failing({ type: 'answer-leg', legId: 'c1' }, 'POST /channels/{channelId}/answer', lost, {
      type: 'effect-failed',
      effect: 'answer-leg',
      target: 'c1',
      reason: 'the connection broke',
    }),
  ])('%s', async (_, effect, operation, error, signals) => {
    const { told } = await run([effect], { [operation]: error });
    expect(told).toEqual(signals);
  });

  test('a dial that nobody confirmed is called off', async () => {
    const { asked } = await run([dial], { [originate]: timedOut });
    expect(asked.at(-1)).toEqual(['DELETE /channels/{channelId}', { channelId: 'leg-2' }]);
  });

  test('a prompt whose name could leave the folder is not played', async () => {
    const prompts = [{ kind: 'text', key: '../../etc/passwd' }] as const;
    const { asked, told } = await run([{ ...play, prompts }]);
    expect(asked).toEqual([]);
    expect(told).toEqual([{ type: 'playback-done', playbackId: 'p1', failed: true }]);
  });

  test('a prompt that is just opening is stopped once it can be', async () => {
    let refusals = 2;
    const { asked, told } = await run([{ type: 'stop-play', playbackId: 'p1' }], {
      'DELETE /playbacks/{playbackId}': () => {
        refusals -= 1;
        return refusals >= 0 ? refused : undefined;
      },
    });
    await expect.poll(() => asked.length).toBe(3);
    expect(told).toEqual([]);
  });

  test('nothing to play is played', async () => {
    const { told } = await run([{ ...play, prompts: [] }]);
    expect(told).toEqual([{ type: 'playback-done', playbackId: 'p1', failed: false }]);
  });
});
