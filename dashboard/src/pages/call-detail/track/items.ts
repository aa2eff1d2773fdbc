import type { CallDetail, CallLeg, TimelineEntry } from '../../../../../services/http/protocol.ts';

export const trackLanes = ['caller', 'flow', 'queue', 'agent', 'recording', 'sip'] as const;
export type TrackLane = (typeof trackLanes)[number];

export type ItemKind =
  | 'ring'
  | 'line'
  | 'key'
  | 'step'
  | 'prompt'
  | 'wait'
  | 'offer'
  | 'talk'
  | 'hold'
  | 'kept'
  | 'outside'
  | 'wrap-up'
  | 'part'
  | 'pause'
  | 'consent'
  | 'transfer'
  | 'end'
  | 'leg-ringing'
  | 'leg-up'
  | 'leg-moment';

/** Something on a lane. Times are ms since the first ring; one without a length is a mark. */
export type Item = {
  readonly id: string;
  readonly lane: TrackLane;
  /** Which line of the lane it stands on, from 0. */
  readonly row: number;
  readonly kind: ItemKind;
  readonly from: number;
  readonly to: number;
  /** The event that tells of it. */
  readonly seq: number;
  readonly entry: TimelineEntry | null;
  readonly leg: CallLeg | null;
  /** How it ended, where that is a matter of colour. */
  readonly tone: 'plain' | 'good' | 'bad';
  /** A word that needs no translation: a key, a text that was said, an exit. */
  readonly word: string;
};

type Draft = Omit<Item, 'row' | 'id' | 'leg' | 'tone' | 'word'> & Partial<Pick<Item, 'leg' | 'tone' | 'word' | 'row'>>;

/** All that a call's lanes show, of the same facts as its list of events. */
export function itemsOf(detail: CallDetail): readonly Item[] {
  const { call, timeline } = detail;
  const zero = call.rangAt;
  const last = Math.max(call.endedAt ?? 0, ...timeline.map((entry) => entry.at));
  const drafts = [
    ...spansOf(timeline, zero, last),
    ...stepsOf(detail, last),
    ...marksOf(timeline, zero),
    ...legsOf(detail, last),
  ];
  return inRows(drafts);
}

/** Where the call ends on the scale: with its last event. */
export function lengthOf({ call, timeline }: CallDetail): number {
  return Math.max(1_000, ...timeline.map((entry) => entry.at - call.rangAt), (call.endedAt ?? 0) - call.rangAt);
}

type Open = { readonly entry: TimelineEntry; readonly kind: ItemKind; readonly lane: TrackLane };

/** What begins with one event and ends with another, each known by a name. */
function spansOf(timeline: readonly TimelineEntry[], zero: number, last: number): readonly Draft[] {
  const open = new Map<string, Open>();
  const done: Draft[] = [];
  const begin = (name: string, kind: ItemKind, lane: TrackLane, entry: TimelineEntry) => {
    if (!open.has(name)) open.set(name, { entry, kind, lane });
  };
  const end = (name: string, at: number, tone: Item['tone'] = 'plain') => {
    const one = open.get(name);
    if (one === undefined) return;
    open.delete(name);
    const { entry, kind, lane } = one;
    const of = { from: entry.at - zero, to: at - zero, seq: entry.seq, entry, word: entry.text ?? '' };
    done.push({ ...of, kind, lane, tone });
  };
  const endTalk = (at: number) => {
    for (const name of ['talk', 'hold', 'kept', 'outside']) end(name, at);
  };
  for (const entry of timeline) {
    const { type, at, data } = entry;
    switch (type) {
      case 'call-rang':
        begin('ring', 'ring', 'caller', { ...entry, at: zero });
        break;
      case 'line-answered':
        end('ring', at);
        begin('line', 'line', 'caller', entry);
        break;
      case 'prompt-started':
        begin(`prompt ${String(data.playbackId)}`, 'prompt', 'flow', entry);
        break;
      case 'prompt-ended':
        end(`prompt ${String(data.playbackId)}`, at);
        break;
      case 'queue-entered':
        begin('wait', 'wait', 'queue', entry);
        break;
      case 'queue-left':
        end('wait', at, data.reason === 'answered' ? 'good' : data.reason === 'abandoned' ? 'bad' : 'plain');
        break;
      case 'offer-made':
        begin(`offer ${String(data.offerId ?? data.agentId)}`, 'offer', 'agent', entry);
        break;
      case 'offer-accepted':
        end(`offer ${String(data.offerId ?? data.agentId)}`, at, 'good');
        break;
      case 'offer-ended':
        end(`offer ${String(data.offerId ?? data.agentId)}`, at, data.how === 'cancelled' ? 'plain' : 'bad');
        break;
      case 'call-connected':
      case 'call-resumed':
      case 'agent-returned':
      case 'agent-replaced':
        endTalk(at);
        begin('talk', 'talk', 'agent', entry);
        break;
      case 'call-held':
        endTalk(at);
        begin('hold', 'hold', 'agent', entry);
        break;
      case 'agent-lost':
        endTalk(at);
        begin('kept', 'kept', 'agent', entry);
        break;
      case 'sent-outside':
        endTalk(at);
        begin('outside', 'outside', 'agent', entry);
        break;
      case 'agent-gave-up':
      case 'outside-failed':
        endTalk(at);
        break;
      case 'call-transferred':
        if (data.how === 'blind') endTalk(at);
        break;
      case 'wrap-up-began':
        begin('wrap-up', 'wrap-up', 'agent', entry);
        break;
      case 'wrap-up-ended':
        end('wrap-up', at);
        break;
      case 'recording-started':
        begin('part', 'part', 'recording', entry);
        break;
      case 'recording-stopped':
      case 'recording-failed':
        end('pause', at);
        end('part', at, type === 'recording-failed' ? 'bad' : 'plain');
        break;
      case 'recording-paused':
        begin('pause', 'pause', 'recording', entry);
        break;
      case 'recording-resumed':
        end('pause', at);
        break;
      case 'call-ended':
        endTalk(at);
        for (const name of ['ring', 'line', 'wait', 'pause', 'part']) end(name, at);
        break;
      default:
    }
  }
  for (const name of [...open.keys()]) end(name, last);
  return done;
}

function stepsOf({ call, steps, timeline }: CallDetail, last: number): readonly Draft[] {
  const entries = new Map(timeline.map((entry) => [entry.seq, entry]));
  return steps.map((one) => ({
    lane: 'flow',
    row: 0,
    kind: 'step',
    from: one.enteredAt - call.rangAt,
    // A queue's step goes on while the agent talks; what the caller passed in it ended with the answer.
    to: (one.answeredAt ?? one.leftAt ?? last) - call.rangAt,
    seq: one.seq,
    entry: entries.get(one.seq) ?? null,
    tone: one.how === 'left' ? 'bad' : 'plain',
    word: one.exit ?? '',
  }));
}

const marks: Readonly<Record<string, { readonly kind: ItemKind; readonly lane: TrackLane }>> = {
  'digit-pressed': { kind: 'key', lane: 'caller' },
  'consent-given': { kind: 'consent', lane: 'recording' },
  'consent-refused': { kind: 'consent', lane: 'recording' },
  'consent-withdrawn': { kind: 'consent', lane: 'recording' },
  'call-transferred': { kind: 'transfer', lane: 'agent' },
  'conference-began': { kind: 'transfer', lane: 'agent' },
  'consult-began': { kind: 'transfer', lane: 'agent' },
  'call-ended': { kind: 'end', lane: 'caller' },
};

function marksOf(timeline: readonly TimelineEntry[], zero: number): readonly Draft[] {
  return timeline.flatMap((entry): readonly Draft[] => {
    const mark = marks[entry.type];
    if (mark === undefined) return [];
    const at = entry.at - zero;
    const bad = entry.type === 'consent-refused' || entry.type === 'consent-withdrawn';
    const word = typeof entry.data.digit === 'string' ? entry.data.digit : '';
    return [{ ...mark, from: at, to: at, seq: entry.seq, entry, word, tone: bad ? 'bad' : 'plain' }];
  });
}

/** One line for each leg: how long it rang, how long it was up, and each message between. */
function legsOf({ call, legs, timeline }: CallDetail, last: number): readonly Draft[] {
  const seqAt = (at: number) => timeline.findLast((entry) => entry.at <= at)?.seq ?? 0;
  return legs.flatMap((leg, row) => {
    const at = (what: string) => leg.moments.find((one) => one.what === what)?.at;
    const invited = leg.moments[0]?.at ?? call.rangAt;
    const ended = at('ended') ?? last;
    const answered = at('answered');
    // Two lines a leg: how long above, what was sent below.
    const of = { lane: 'sip', row: row * 2, leg, entry: null } as const;
    const span = (kind: ItemKind, from: number, to: number): Draft => ({
      ...of,
      kind,
      from: from - call.rangAt,
      to: to - call.rangAt,
      seq: seqAt(from),
      word: '',
    });
    return [
      span('leg-ringing', invited, answered ?? ended),
      ...(answered === undefined ? [] : [span('leg-up', answered, ended)]),
      ...leg.moments.map((one) => ({
        ...span('leg-moment', one.at, one.at),
        row: row * 2 + 1,
        word: messageOf(leg, one),
      })),
    ];
  });
}

/** What SIP calls it. */
export function messageOf(leg: CallLeg, moment: CallLeg['moments'][number]): string {
  switch (moment.what) {
    case 'invited':
      return 'INVITE';
    case 'ringing':
      return '180';
    case 'answered':
      return '200';
    case 'hung-up':
      return farewell(leg, moment);
    case 'ended':
      return moment.cause === null ? farewell(leg, moment) : `Q.850 ${moment.cause}`;
  }
}

/** A call that is up is ended with BYE, one that rings is cancelled. */
const farewell = (leg: CallLeg, { at }: CallLeg['moments'][number]): string =>
  leg.moments.some((one) => one.what === 'answered' && one.at <= at) ? 'BYE' : 'CANCEL';

/** What would lie on each other goes to lines of its own: steps above, what was said below, offers side by side. */
function inRows(drafts: readonly Draft[]): readonly Item[] {
  const ends = new Map<TrackLane, number[]>();
  const least: Partial<Record<ItemKind, number>> = { prompt: 1 };
  return drafts
    .toSorted((one, other) => one.from - other.from || other.to - one.to)
    .map((draft, index) => {
      const fixed = draft.row ?? (draft.from === draft.to || draft.kind === 'pause' ? 0 : undefined);
      const rows = ends.get(draft.lane) ?? [];
      const from = least[draft.kind] ?? 0;
      let row = fixed ?? from;
      if (fixed === undefined) while ((rows[row] ?? Number.NEGATIVE_INFINITY) > draft.from) row += 1;
      if (fixed === undefined) rows[row] = draft.to;
      ends.set(draft.lane, rows);
      return { leg: null, tone: 'plain', word: '', ...draft, row, id: `${draft.kind}-${draft.seq}-${index}` };
    });
}

export function rowsIn(items: readonly Item[], lane: TrackLane): number {
  return Math.max(1, ...items.filter((one) => one.lane === lane).map((one) => one.row + 1));
}
