import { describe, expect, it } from 'vitest';
import { itemsOf, lengthOf, messageOf, rowsIn } from '../../dashboard/src/pages/call-detail/track/items.ts';
import {
  panned,
  placeOf,
  showing,
  ticksOf,
  wholeOf,
  zoomed,
} from '../../dashboard/src/pages/call-detail/track/scale.ts';
import { shapeOf } from '../../dashboard/src/pages/call-detail/track/wave-shape.ts';
import type { CallDetail, CallLeg, TimelineEntry } from '../../services/http/protocol.ts';

const zero = 1_000_000;
let seq = 0;
const entry = (at: number, type: string, data: object = {}, text?: string): TimelineEntry => {
  seq += 1;
  return { seq, at: zero + at, type, lane: 'flow', data: { ...data }, ...(text === undefined ? {} : { text }) };
};

const timeline = [
  entry(0, 'call-rang'),
  entry(200, 'line-answered'),
  entry(210, 'step-entered', { step: 'menu' }),
  entry(210, 'prompt-started', { playbackId: 'p1' }, 'Press one'),
  entry(2_000, 'digit-pressed', { digit: '2' }),
  entry(2_000, 'prompt-ended', { playbackId: 'p1' }),
  entry(2_000, 'queue-entered', { queueId: 'q' }),
  entry(2_100, 'offer-made', { offerId: 'o1', agentId: 'a' }),
  entry(2_100, 'offer-made', { offerId: 'o2', agentId: 'b' }),
  entry(5_000, 'offer-ended', { offerId: 'o1', agentId: 'a', how: 'missed' }),
  entry(6_000, 'offer-accepted', { offerId: 'o2', agentId: 'b' }),
  entry(6_000, 'queue-left', { queueId: 'q', reason: 'answered' }),
  entry(6_000, 'call-connected', { agentId: 'b' }),
  entry(6_100, 'recording-started', {}),
  entry(8_000, 'call-held', { agentId: 'b' }),
  entry(9_000, 'call-resumed', { agentId: 'b' }),
  entry(12_000, 'recording-stopped', {}),
  entry(12_000, 'call-ended', { by: 'caller' }),
];

const leg: CallLeg = {
  legId: 'l1',
  direction: 'in',
  party: { kind: 'caller', id: '600' },
  moments: [
    { at: zero, what: 'invited', cause: null },
    { at: zero + 200, what: 'answered', cause: null },
    { at: zero + 11_990, what: 'hung-up', cause: 16 },
    { at: zero + 12_000, what: 'ended', cause: 16 },
  ],
};

const step = { flow: 'f', version: 'v', step: 'menu', type: 'menu', keys: '2', exit: '2', how: 'exit' } as const;
const detail = {
  call: { rangAt: zero, endedAt: zero + 12_000 },
  timeline,
  steps: [{ ...step, seq: timeline[2]?.seq ?? 0, enteredAt: zero + 210, answeredAt: null, leftAt: zero + 2_000 }],
  legs: [leg],
} as unknown as CallDetail;

describe('the lanes of a call', () => {
  const items = itemsOf(detail);
  const of = (kind: string) => items.filter((one) => one.kind === kind);

  it('have each thing from where it began to where it ended', () => {
    const spans = ['ring', 'line', 'step', 'prompt', 'wait', 'offer', 'talk', 'hold', 'part'].map((kind) => [
      kind,
      ...of(kind).map(({ from, to, tone }) => `${from}-${to} ${tone}`),
    ]);
    expect(spans).toEqual([
      ['ring', '0-200 plain'],
      ['line', '200-12000 plain'],
      ['step', '210-2000 plain'],
      ['prompt', '210-2000 plain'],
      ['wait', '2000-6000 good'],
      ['offer', '2100-6000 good', '2100-5000 bad'],
      ['talk', '6000-8000 plain', '9000-12000 plain'],
      ['hold', '8000-9000 plain'],
      ['part', '6100-12000 plain'],
    ]);
    expect(of('key')).toMatchObject([{ from: 2_000, to: 2_000, word: '2' }]);
    expect(of('prompt')[0]?.word).toBe('Press one');
    expect(lengthOf(detail)).toBe(12_000);
  });

  it('put what would lie on each other on lines of its own', () => {
    expect(of('offer').map((one) => one.row)).toEqual([0, 1]);
    expect(of('talk').map((one) => one.row)).toEqual([0, 0]);
    expect(rowsIn(items, 'agent')).toBe(2);
    expect([of('step')[0]?.row, of('prompt')[0]?.row]).toEqual([0, 1]);
    expect(rowsIn(items, 'queue')).toBe(1);
    expect(rowsIn(items, 'sip')).toBe(2);
  });

  it('tell what went over the line as SIP calls it', () => {
    expect(of('leg-moment').map((one) => one.word)).toEqual(['INVITE', '200', 'BYE', 'Q.850 16']);
    expect(of('leg-ringing')).toMatchObject([{ from: 0, to: 200, lane: 'sip' }]);
    const [, , hungUp] = leg.moments;
    const unanswered = { ...leg, moments: leg.moments.filter((one) => one.what !== 'answered') };
    expect(hungUp && messageOf(unanswered, hungUp)).toBe('CANCEL');
  });

  it('go on to the last event while the call does', () => {
    const open = { ...detail, call: { ...detail.call, endedAt: null }, timeline: timeline.slice(0, 7) };
    const line = itemsOf(open).find((one) => one.kind === 'line');
    expect(line).toMatchObject({ from: 200, to: 2_000 });
  });
});

describe('the scale', () => {
  const whole = wholeOf(100_000);

  it('comes closer about a place that stays', () => {
    const closer = zoomed(whole, whole, 40_000, 0.5);
    expect(placeOf(closer, 40_000)).toBeCloseTo(placeOf(whole, 40_000), 6);
    expect(closer.to - closer.from).toBeCloseTo((whole.to - whole.from) / 2, 6);
    expect(zoomed(closer, whole, 40_000, 100)).toEqual(whole);
    const closest = zoomed(whole, whole, 0, 1e-9);
    expect(closest.to - closest.from).toBe(250);
  });

  it('never leaves the call', () => {
    const view = { from: 90_000, to: 100_000 };
    expect(panned(view, whole, 1e9).to).toBe(whole.to);
    expect(panned(view, whole, -1e9).from).toBe(whole.from);
    expect(panned(whole, whole, 500)).toEqual(whole);
    expect(showing(view, whole, 95_000)).toBe(view);
    const moved = showing(view, whole, 10_000);
    expect(moved.from <= 10_000 && moved.to >= 10_000).toBe(true);
  });

  it('is marked at round times', () => {
    expect(ticksOf({ from: -100, to: 9_000 }, 10)).toEqual([
      0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000,
    ]);
    expect(ticksOf({ from: 61_000, to: 61_900 }, 10).slice(0, 2)).toEqual([61_000, 61_100]);
  });

  it('draws the sound where it was taken, and no more of it than is in sight', () => {
    const peaks = [0, 1, 0.5, 0];
    expect(shapeOf(peaks, -1, 100, 1_000, { from: 1_000, to: 1_400 })).toBe(
      'M0.000,1L0.000,1.000L25.000,0.000L50.000,0.500L75.000,1.000L100.000,1Z',
    );
    expect(shapeOf(peaks, 1, 100, 1_000, { from: 5_000, to: 6_000 })).toBe('');
    const long = shapeOf(
      Array.from({ length: 100_000 }, () => 0.5),
      1,
      50,
      0,
      { from: 0, to: 5_000_000 },
    );
    expect(long.split('L').length).toBeLessThan(1_300);
  });
});
