import { describe, expect, it } from 'vitest';
import { checkText } from '../../ivr-flows/check/index.ts';
import type { Known } from '../../ivr-flows/flow.ts';
import type { Bench } from '../../ivr-flows/lab/run-test.ts';
import { journeyOf } from '../../ivr-flows/what-if/journey.ts';
import type { Written } from '../../ivr-flows/what-if/replay.ts';
import { whatIf } from '../../ivr-flows/what-if/what-if.ts';
import type { Event } from '../../services/core/event.ts';
import { numbers } from '../../services/numbers.ts';
import { router } from '../../services/routing/index.ts';
import { siteOf } from '../support/site.ts';

const text = `flow: mesa
language: es
start: menu
steps:
  menu:
    type: menu
    prompts: [elija]
    keys: { "1": incidents, "2": requests }
    exits: { incidents: incidents, requests: requests, silence: bye, wrong: bye }
  incidents: { type: queue, queue: general, exits: { no-agents: bye } }
  requests: { type: queue, queue: ventas, exits: { no-agents: bye } }
  bye: { type: hang-up, prompts: [adios] }
`;
const known: Known = {
  queues: new Set(['general', 'ventas']),
  prompts: new Map([['es', new Set(['elija', 'adios'])]]),
};
function written(of: string): Written {
  const { flow, whole, problems } = checkText(of, 'mesa.yaml', of === text ? 'v1' : 'v2', known);
  if (!flow || !whole) throw new Error(JSON.stringify(problems));
  return { flow, whole };
}
const before = written(text);
const queue = (id: string) => ({ id, name: { es: id }, service: 'mesa', agents: [] });
const bench = (flow: Written['flow']): Bench => ({
  flows: [flow],
  site: siteOf({
    queues: [queue('general'), queue('ventas')],
    breakReasons: [{ id: 'lunch', name: { es: 'Comida' } }],
  }),
  router,
  numbers,
  texts: new Map([['es', { elija: 'Elija una opción.', adios: 'Adiós.' }]]),
});

const morning = Date.parse('2026-11-20T09:00:00Z');
type Deed =
  | readonly [second: number, what: 'enter' | 'leave' | 'key', which: string]
  | readonly [second: number, what: 'end', by: 'caller' | 'agent' | 'system']
  | readonly [second: number, what: 'talk'];

/** A call of the day as the journal has it. */
function call(callId: string, deeds: readonly Deed[]) {
  let step = '';
  const events = deeds.map(([second, what, which]): { at: number; event: Event } => {
    const at = morning + second * 1_000;
    switch (what) {
      case 'enter':
        step = which;
        return { at, event: { type: 'step-entered', callId, step, stepType: 'menu', label: {} } };
      case 'leave':
        return { at, event: { type: 'step-left', callId, step, exit: which } };
      case 'key':
        return { at, event: { type: 'digit-pressed', callId, digit: which, ahead: false } };
      case 'talk':
        return {
          at,
          event: {
            type: 'call-connected',
            callId,
            agentId: 'ana',
            queueId: 'general',
            bridgeId: 'b',
            agentLegId: 'l2',
          },
        };
      default:
        return { at, event: { type: 'call-ended', callId, by: which } as Event };
    }
  });
  const rang: Event = {
    ...{ type: 'call-rang', callId, legId: 'l1', direction: 'inbound', number: '+34600100200', callerName: '' },
    ...{ dialled: '1000', serviceId: 'mesa', flow: 'mesa', flowVersion: 'v1', language: 'es', rangAt: morning },
  };
  const journey = journeyOf([{ at: morning, event: rang }, ...events]);
  if (!journey) throw new Error('These calls have ended.');
  return journey;
}

const pressed = (key: string, exit: string): Deed[] => [
  [0, 'enter', 'menu'],
  [4, 'key', key],
  [4, 'leave', exit],
  [4, 'enter', exit],
];
const day = [
  call('answered', [...pressed('1', 'incidents'), [30, 'talk'], [90, 'end', 'caller']]),
  call('other-key', [...pressed('2', 'requests'), [20, 'talk'], [99, 'end', 'agent']]),
  call('gave-up', [...pressed('2', 'requests'), [44, 'end', 'caller']]),
  call('silent', [
    [0, 'enter', 'menu'],
    [16, 'leave', 'silence'],
    [16, 'enter', 'bye'],
    [18, 'end', 'system'],
  ]),
  call('left', [
    [0, 'enter', 'menu'],
    [3, 'end', 'caller'],
  ]),
  call('wrong-first', [
    [0, 'enter', 'menu'],
    [3, 'key', '9'],
    [7, 'key', '2'],
    [7, 'leave', 'requests'],
    [7, 'enter', 'requests'],
    [30, 'talk'],
    [60, 'end', 'caller'],
  ]),
];
const through = (changed: string, calls = day) => {
  const after = written(changed);
  return whatIf(calls, after, (version) => (version === 'v1' ? before : null), bench(after.flow));
};

describe('the calls of a day', () => {
  it('go as they went through the same flow', () => {
    const { differ, exits } = through(text);
    expect(differ).toBe(0);
    expect(exits.every((one) => one.was === one.would)).toBe(true);
  });

  it('go elsewhere by the one key that is changed, and no others do', () => {
    const changed = text.replace('"2": requests', '"2": incidents').replace('requests: requests, ', '');
    const { differ, exits, list } = through(changed.replace(/ {2}requests: .*\n/, ''));
    expect(differ).toBe(3);
    expect(list.map(({ callId }) => callId)).toEqual(['other-key', 'gave-up', 'wrong-first']);
    expect(list[0]).toEqual({
      ...{ callId: 'other-key', number: '+34600100200', rangAt: morning, at: 0, step: 'menu', end: 'unknown' },
      was: [
        { step: 'menu', exit: 'requests' },
        { step: 'requests', exit: null },
      ],
      would: [
        { step: 'menu', exit: 'incidents' },
        { step: 'incidents', exit: null },
      ],
    });
    expect(exits).toEqual([
      { step: 'menu', exit: 'incidents', was: 1, would: 4 },
      { step: 'incidents', exit: null, was: 1, would: 4 },
      { step: 'menu', exit: 'requests', was: 3, would: 0 },
      { step: 'requests', exit: null, was: 3, would: 0 },
      { step: 'menu', exit: 'silence', was: 1, would: 1 },
      { step: 'bye', exit: null, was: 1, would: 1 },
      { step: 'menu', exit: null, was: 1, would: 1 },
    ]);
  });

  it('go elsewhere where a way out leads elsewhere', () => {
    const { list } = through(
      text.replace('requests: requests', 'requests: incidents').replace(/ {2}requests: \{.*\n/, ''),
    );
    expect(list.map(({ callId, at, step, end }) => [callId, at, step, end])).toEqual([
      ['other-key', 1, 'incidents', 'unknown'],
      ['gave-up', 1, 'incidents', 'unknown'],
      ['wrong-first', 1, 'incidents', 'unknown'],
    ]);
  });

  it('take their keys along to the step that stands in the place of theirs', () => {
    const { list } = through(text.replace('start: menu', 'start: main').replace('  menu:', '  main:'), day.slice(0, 1));
    expect(list.map(({ would, end }) => [would, end])).toEqual([
      [
        [
          { step: 'main', exit: 'incidents' },
          { step: 'incidents', exit: null },
        ],
        'as-then',
      ],
    ]);
  });

  it('end where somebody hung up who would have been elsewhere by then', () => {
    const patient = call('patient', [
      [0, 'enter', 'menu'],
      [9, 'end', 'caller'],
    ]);
    const changed = text.replace('    keys:', '    timeoutSeconds: 2\n    silenceLimit: 1\n    keys:');
    expect(through(changed, [patient]).list.map(({ would, end }) => [would, end])).toEqual([
      [
        [
          { step: 'menu', exit: 'silence' },
          { step: 'bye', exit: null },
        ],
        'left',
      ],
    ]);
  });

  it('end where nobody knows what the caller would press', () => {
    const asked = `${text.replace('start: menu', 'start: ask')}  ask:
    type: menu
    prompts: [elija]
    keys: { "1": yes }
    exits: { yes: menu, silence: menu, wrong: menu }
`;
    const { differ, list } = through(asked, day.slice(0, 1));
    expect(differ).toBe(1);
    expect(list[0]).toMatchObject({ at: 0, step: 'ask', would: [{ step: 'ask', exit: null }], end: 'unknown' });
  });
});

describe('the journey of a call', () => {
  it('has the keys typed ahead where they were taken', () => {
    const ahead = journeyOf([
      ...[
        {
          at: 0,
          event: { type: 'call-rang', callId: 'c', direction: 'inbound', flow: 'mesa', language: 'es' } as Event,
        },
      ],
      ...[
        { at: 0, event: { type: 'step-entered', callId: 'c', step: 'hola', stepType: 'announce', label: {} } as Event },
      ],
      ...[{ at: 500, event: { type: 'digit-pressed', callId: 'c', digit: '2', ahead: true } as Event }],
      ...[{ at: 900, event: { type: 'step-left', callId: 'c', step: 'hola', exit: 'done' } as Event }],
      ...[
        { at: 900, event: { type: 'step-entered', callId: 'c', step: 'menu', stepType: 'menu', label: {} } as Event },
      ],
      ...[{ at: 900, event: { type: 'ahead-taken', callId: 'c' } as Event }],
      ...[{ at: 950, event: { type: 'call-ended', callId: 'c', by: 'caller' } as Event }],
    ]);
    expect(ahead?.passages.map(({ step, keys, hungUp }) => [step, keys, hungUp])).toEqual([
      ['hola', [], false],
      ['menu', [{ digit: '2', afterMs: 0 }], true],
    ]);
  });

  it('is none of a call that has not ended, and none of a call-back', () => {
    const rang = { type: 'call-rang', callId: 'c', direction: 'inbound', flow: 'mesa', language: 'es' } as Event;
    expect(journeyOf([{ at: 0, event: rang }])).toBeNull();
    const back = { ...rang, direction: 'callback' } as Event;
    expect(
      journeyOf([
        { at: 0, event: back },
        { at: 1, event: { type: 'call-ended', callId: 'c' } as Event },
      ]),
    ).toBeNull();
  });
});
