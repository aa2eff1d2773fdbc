import type { QueuePlace } from './call.ts';
import type { CallId } from './ids.ts';
import type { Asked, Candidate, Distribution, Ready } from './router.ts';
import { dayOf } from './schedule.ts';
import type { Queue } from './site.ts';
import { SortedList } from './sorted-list.ts';

type Spot = { readonly order: number; readonly callId: CallId };
type Rank = {
  readonly rank: number;
  readonly idleSince: number;
  readonly position: number;
  readonly candidate: Candidate;
};

const bySpot = (one: Spot, other: Spot) =>
  one.order - other.order || (one.callId < other.callId ? -1 : one.callId > other.callId ? 1 : 0);
const byRank = (one: Rank, other: Rank) =>
  one.rank - other.rank ||
  (one.idleSince === other.idleSince ? one.position - other.position : one.idleSince < other.idleSince ? -1 : 1);

/** Who waits in a queue and who is ready for it. Changed only by the floor. */
export class QueueFloor {
  readonly queue: Queue;
  readonly distribution: Distribution;
  /** The local date whose standings the order of the ready is made of, and when it ends (ms since the epoch). */
  readonly day: string;
  readonly dayEnds: number;
  signedIn = 0;
  available = 0;
  readonly #waiting = new SortedList<Spot>(bySpot);
  /** Calls that want (more) offers, by what they want of an agent. */
  readonly #open = new Map<string, { readonly spots: SortedList<Spot>; readonly calls: Map<CallId, Asked> }>();
  readonly #spots = new Map<CallId, { readonly spot: Spot; readonly wants: string | null }>();
  readonly #ready = new Map<string, SortedList<Rank>>();
  readonly #ranks = new Map<string, { readonly rank: Rank; readonly profile: string }>();

  constructor(queue: Queue, distribution: Distribution, timeZone: string, now: number) {
    this.queue = queue;
    this.distribution = distribution;
    const { date, endsAt } = dayOf(now, timeZone);
    this.day = date;
    this.dayEnds = endsAt;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  get readyCount(): number {
    return this.#ranks.size;
  }

  /** Calls in the order in which they are served. */
  *calls(): Generator<CallId> {
    for (const { callId } of this.#waiting) yield callId;
  }

  /** The place (from 1) of a waiting call. */
  position(callId: CallId): number {
    const known = this.#spots.get(callId);
    return known ? this.#waiting.rank(known.spot) + 1 : 0;
  }

  /** The place (from 1) that a call with this order would have. */
  positionFor(order: number): number {
    return this.#waiting.rank({ order, callId: '' }) + 1;
  }

  /** The order of the call at the head, if any. */
  get headOrder(): number | null {
    return this.#waiting.first?.order ?? null;
  }

  /** An order that nobody has: equal ones go in the order of their entering. */
  freeOrder(wanted: number): number {
    let order = wanted;
    for (;;) {
      const next = this.#waiting.at(this.#waiting.rank({ order, callId: '' }));
      if (next?.order !== order) return order;
      order += 0.001;
    }
  }

  /** The open calls that go first of those wanting the same: whom an agent who became ready may serve. */
  *heads(): Generator<Asked> {
    for (const { spots, calls } of this.#open.values()) {
      const asked = spots.first && calls.get(spots.first.callId);
      if (asked) yield asked;
    }
  }

  /** Those who may take the call now. */
  readyFor(asked: Asked): Ready {
    const groups: Group[] = [];
    for (const [profile, list] of this.#ready) {
      const candidate = list.first?.candidate;
      if (candidate && this.distribution.admits(asked, candidate)) groups.push({ profile, list });
    }
    return readyView(groups);
  }

  addCall(asked: Asked): void {
    const { call, place } = asked;
    const spot = { order: place.order, callId: call.id };
    this.#waiting.add(spot);
    const wants = this.#isOpen(place) ? this.distribution.wants(asked) : null;
    this.#spots.set(call.id, { spot, wants });
    if (wants === null) return;
    const open = this.#open.get(wants) ?? { spots: new SortedList<Spot>(bySpot), calls: new Map() };
    open.spots.add(spot);
    open.calls.set(call.id, asked);
    this.#open.set(wants, open);
  }

  #isOpen(place: QueuePlace): boolean {
    return place.direct === null && place.offers.length < this.distribution.room(place.stage);
  }

  removeCall(callId: CallId): void {
    const known = this.#spots.get(callId);
    if (!known) return;
    this.#spots.delete(callId);
    this.#waiting.remove(known.spot);
    if (known.wants === null) return;
    const open = this.#open.get(known.wants);
    open?.spots.remove(known.spot);
    open?.calls.delete(callId);
    if (open?.calls.size === 0) this.#open.delete(known.wants);
  }

  addReady(candidate: Candidate): void {
    const profile = this.distribution.profile(candidate);
    const { idleSince, position } = candidate;
    const rank = { rank: this.distribution.rank(candidate), idleSince, position, candidate };
    const list = this.#ready.get(profile) ?? new SortedList<Rank>(byRank);
    list.add(rank);
    this.#ready.set(profile, list);
    this.#ranks.set(candidate.agent.id, { rank, profile });
  }

  removeReady(candidate: Candidate): void {
    const known = this.#ranks.get(candidate.agent.id);
    if (!known) return;
    this.#ranks.delete(candidate.agent.id);
    const list = this.#ready.get(known.profile);
    list?.remove(known.rank);
    if (list?.size === 0) this.#ready.delete(known.profile);
  }
}

type Group = { readonly profile: string; readonly list: SortedList<Rank> };

/** What a strategy sees of the groups that a call may go to; read at once, since the lists change. */
function readyView(groups: readonly Group[]): Ready {
  const [only] = groups;
  if (!only)
    return { size: 0, first: undefined, at: () => undefined, inOrder: () => [], groups: [], after: () => undefined };
  return {
    size: groups.reduce((sum, { list }) => sum + list.size, 0),
    first: least(groups.map(({ list }) => list.first))?.candidate,
    at: (index) => {
      let left = index;
      for (const { list } of groups) {
        if (left < list.size) return list.at(left)?.candidate;
        left -= list.size;
      }
      return undefined;
    },
    inOrder: () => merged(groups.map(({ list }) => list)),
    groups: groups.flatMap(({ profile, list }) =>
      list.first
        ? [{ profile, first: list.first.candidate, size: list.size, at: (index: number) => list.at(index)?.candidate }]
        : [],
    ),
    after: (rank) => {
      const next = groups.map(({ list }) => {
        // Everything at `rank` itself comes before this one.
        const { first } = list;
        const beyond = first && { ...first, rank, idleSince: Number.POSITIVE_INFINITY };
        return beyond && list.at(list.rank(beyond));
      });
      return least(next)?.candidate;
    },
  };
}

function least(ranks: readonly (Rank | undefined)[]): Rank | undefined {
  let best: Rank | undefined;
  for (const one of ranks) if (one && (!best || byRank(one, best) < 0)) best = one;
  return best;
}

function* merged(lists: readonly SortedList<Rank>[]): Generator<Candidate> {
  const open = lists.map((list) => {
    const rest = list[Symbol.iterator]();
    return { rest, next: rest.next() };
  });
  for (;;) {
    let first: (typeof open)[number] | undefined;
    for (const one of open)
      if (!one.next.done && (!first || first.next.done || byRank(one.next.value, first.next.value) < 0)) first = one;
    if (!first || first.next.done) return;
    yield first.next.value.candidate;
    first.next = first.rest.next();
  }
}
