import type { Event, EventOf, QueueEnd } from '../../services/core/event.ts';
import type { AgentId, CallId, CaptureId, OfferId, QueueId } from '../../services/core/ids.ts';

export type Visit = {
  readonly queueId: QueueId;
  readonly visit: string;
  readonly day: string;
  readonly counted: boolean;
  readonly via: EventOf<'queue-entered'>['via'];
  readonly waitingSince: number;
  readonly enteredAt: number;
  order: number;
};

/** A queue's newest day, counted from the events alone. */
export type Figures = {
  readonly day: string;
  offered: number;
  answered: number;
  answeredWithin: number;
  waitMs: number;
  talks: number;
  talkMs: number;
  /** Counted visits of the day that have not ended. */
  waiting: number;
};

type Talk = { readonly queueId: QueueId; readonly agentId: AgentId; readonly since: number };
export type Standing = { readonly day: string; answered: number; talkMs: number };

/**
 * The books of a day, kept from the committed events alone and by rules of their own: what world and floor are held
 * against. Says itself what cannot be in a journal: a queue left that was not entered, a call that ends twice.
 */
export class Ledger {
  readonly calls = new Set<CallId>();
  readonly ended = new Set<CallId>();
  readonly visits = new Map<CallId, Visit>();
  readonly inQueue = new Map<QueueId, Set<CallId>>();
  readonly offers = new Map<OfferId, { readonly callId: CallId; readonly agentId: AgentId }>();
  readonly offersOf = new Map<CallId, Set<OfferId>>();
  readonly offerTo = new Map<AgentId, OfferId>();
  readonly consented = new Set<CallId>();
  /** What others than the caller have said of their voice, by call and party. */
  readonly said = new Map<CallId, Map<string, boolean>>();
  readonly paused = new Set<CallId>();
  /** Calls in a step in which what is typed is sensitive. */
  readonly sensitive = new Set<CallId>();
  readonly parts = new Map<CaptureId, CallId>();
  readonly figures = new Map<QueueId, Figures>();
  readonly standings = new Map<QueueId, Map<AgentId, Standing>>();
  readonly #talks = new Map<CallId, Talk>();
  readonly #kept = new Map<CallId, QueueId>();
  readonly #breach: (sentence: string) => void;

  constructor(breach: (sentence: string) => void) {
    this.#breach = breach;
  }

  take(event: Event, at: number): void {
    switch (event.type) {
      case 'call-rang':
      case 'callback-requested':
        if (this.calls.has(event.callId) || this.ended.has(event.callId))
          this.#breach(`4: call ${event.callId} begins twice`);
        this.calls.add(event.callId);
        break;
      case 'call-ended':
        this.#end(event.callId, at);
        break;
      case 'queue-entered':
        this.#enter(event, at);
        break;
      case 'queue-left':
        this.#leave(event);
        break;
      case 'priority-changed': {
        const visit = this.visits.get(event.callId);
        if (visit) visit.order = event.order;
        else this.#breach(`2: ${event.callId} has another priority and waits nowhere`);
        break;
      }
      case 'offer-made':
        this.#offer(event);
        break;
      case 'offer-accepted':
      case 'offer-ended':
        if (!this.offers.delete(event.offerId)) this.#breach(`1: offer ${event.offerId} ends and was not open`);
        this.offersOf.get(event.callId)?.delete(event.offerId);
        this.offerTo.delete(event.agentId);
        break;
      case 'step-entered':
        if (event.sensitive) this.sensitive.add(event.callId);
        else this.sensitive.delete(event.callId);
        break;
      case 'digit-pressed':
        if (this.sensitive.has(event.callId) && event.digit !== '•')
          this.#breach(`5: a key of ${event.callId} stands in the journal, and is sensitive`);
        break;
      case 'consent-given':
        this.consented.add(event.callId);
        break;
      case 'consent-refused':
      case 'consent-withdrawn':
        this.consented.delete(event.callId);
        break;
      case 'capture-asked':
        if (!this.consented.has(event.callId) && !event.silent?.caller)
          this.#breach(`5: ${event.captureId} is asked for without consent`);
        if (this.paused.has(event.callId)) this.#breach(`5: ${event.captureId} is asked for in a pause`);
        break;
      case 'party-consent-changed': {
        const said = this.said.get(event.callId) ?? new Map();
        said.set(event.party, event.consent === 'given');
        this.said.set(event.callId, said);
        break;
      }
      case 'pause-began':
        this.paused.add(event.callId);
        break;
      case 'pause-ended':
        if (!this.paused.delete(event.callId)) this.#breach(`5: a pause of ${event.callId} ends and never began`);
        break;
      case 'recording-started':
        this.parts.set(event.captureId, event.callId);
        break;
      case 'recording-stopped':
        if (!this.parts.delete(event.captureId)) this.#breach(`5: part ${event.captureId} ends and never began`);
        break;
      case 'recording-failed':
        this.parts.delete(event.captureId);
        break;
      default:
        this.#talk(event, at);
    }
  }

  #end(callId: CallId, at: number): void {
    if (!this.calls.delete(callId)) this.#breach(`4: call ${callId} ends and was not there`);
    this.ended.add(callId);
    if (this.visits.has(callId)) this.#breach(`2: call ${callId} ended and its place in the queue did not`);
    if ((this.offersOf.get(callId)?.size ?? 0) > 0) this.#breach(`1: call ${callId} ended and its offer did not`);
    this.offersOf.delete(callId);
    for (const [captureId, of] of this.parts)
      if (of === callId) this.#breach(`5: call ${callId} ended and its part ${captureId} did not`);
    this.consented.delete(callId);
    this.said.delete(callId);
    this.paused.delete(callId);
    this.sensitive.delete(callId);
    this.#talkEnds(callId, at);
    this.#kept.delete(callId);
  }

  #enter(event: EventOf<'queue-entered'>, at: number): void {
    const { callId, queueId, visit, day, order, via, waitingSince, returned } = event;
    if (this.visits.has(callId)) this.#breach(`2: call ${callId} enters ${queueId} and is in a queue`);
    this.#talkEnds(callId, at);
    this.visits.set(callId, { queueId, visit, day, order, via, waitingSince, enteredAt: at, counted: !returned });
    const inQueue = this.inQueue.get(queueId) ?? new Set();
    if (via === 'returned')
      for (const other of inQueue)
        if ((this.visits.get(other)?.order ?? order) < order)
          this.#breach(`2: ${callId}, whose agent was lost, stands behind ${other}`);
    inQueue.add(callId);
    this.inQueue.set(queueId, inQueue);
    if (returned) return;
    const figures = this.#figures(queueId, day);
    if (!figures) return;
    figures.offered += 1;
    figures.waiting += 1;
  }

  #leave(event: EventOf<'queue-left'>): void {
    const { callId, queueId, visit } = event;
    const open = this.visits.get(callId);
    if (open?.visit !== visit || open.queueId !== queueId) {
      this.#breach(`2: call ${callId} leaves ${queueId} where it was not`);
      return;
    }
    this.visits.delete(callId);
    this.inQueue.get(queueId)?.delete(callId);
    if (!open.counted) return;
    const figures = this.#figures(queueId, open.day);
    if (!figures) return;
    figures.waiting -= 1;
    const reason: QueueEnd = event.reason;
    if (reason !== 'answered') return;
    figures.answered += 1;
    if (event.withinTarget) figures.answeredWithin += 1;
    figures.waitMs += event.waitMs;
  }

  #offer({ offerId, callId, agentId }: EventOf<'offer-made'>): void {
    const other = this.offerTo.get(agentId);
    if (other) this.#breach(`1: agent ${agentId} is offered ${callId} while ${other} rings`);
    if (!this.visits.has(callId)) this.#breach(`2: call ${callId} is offered and waits nowhere`);
    this.offers.set(offerId, { callId, agentId });
    this.offerTo.set(agentId, offerId);
    const of = this.offersOf.get(callId) ?? new Set();
    of.add(offerId);
    this.offersOf.set(callId, of);
  }

  /** Null: a day that is over. */
  #figures(queueId: QueueId, day: string): Figures | null {
    const known = this.figures.get(queueId);
    if (known && known.day > day) return null;
    if (known?.day === day) return known;
    const fresh = { day, offered: 0, answered: 0, answeredWithin: 0, waitMs: 0, talks: 0, talkMs: 0, waiting: 0 };
    this.figures.set(queueId, fresh);
    return fresh;
  }

  #talk(event: Event, at: number): void {
    switch (event.type) {
      case 'call-connected': {
        this.#talkEnds(event.callId, at);
        const { queueId, agentId } = event;
        this.#talks.set(event.callId, { queueId, agentId, since: at });
        const standing = this.#standing(queueId, agentId);
        if (standing) standing.answered += 1;
        break;
      }
      case 'agent-lost': {
        const talk = this.#talks.get(event.callId);
        if (talk) this.#kept.set(event.callId, talk.queueId);
        this.#talkEnds(event.callId, at);
        break;
      }
      case 'agent-returned': {
        const queueId = this.#kept.get(event.callId);
        if (queueId !== undefined) this.#talks.set(event.callId, { queueId, agentId: event.agentId, since: at });
        break;
      }
      case 'agent-replaced': {
        const queueId = this.#talks.get(event.callId)?.queueId ?? this.#kept.get(event.callId);
        this.#talkEnds(event.callId, at);
        if (queueId !== undefined) this.#talks.set(event.callId, { queueId, agentId: event.agentId, since: at });
        break;
      }
      case 'call-transferred':
        if (event.how === 'blind') this.#talkEnds(event.callId, at);
        break;
      case 'agent-gave-up':
      case 'talk-ended':
      case 'sent-outside':
      case 'step-left':
        this.#talkEnds(event.callId, at);
        break;
      default:
    }
  }

  #talkEnds(callId: CallId, at: number): void {
    const talk = this.#talks.get(callId);
    if (!talk) return;
    this.#talks.delete(callId);
    const figures = this.figures.get(talk.queueId);
    if (!figures) return;
    figures.talks += 1;
    figures.talkMs += at - talk.since;
    const standing = this.#standing(talk.queueId, talk.agentId);
    if (standing) standing.talkMs += at - talk.since;
  }

  #standing(queueId: QueueId, agentId: AgentId): Standing | null {
    const day = this.figures.get(queueId)?.day;
    if (!day) return null;
    const ofQueue = this.standings.get(queueId) ?? new Map<AgentId, Standing>();
    this.standings.set(queueId, ofQueue);
    const known = ofQueue.get(agentId);
    if (known?.day === day) return known;
    const fresh = { day, answered: 0, talkMs: 0 };
    ofQueue.set(agentId, fresh);
    return fresh;
  }
}
