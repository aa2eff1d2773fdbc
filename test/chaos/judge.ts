import type { Event } from '../../services/core/event.ts';

/** An event as it lies in the journal. */
export type Told = { readonly seq: number; readonly at: number; readonly event: Event };

/** What must never happen, as the journal tells it; a sentence for each time. */
export type Verdict = { readonly lostPlaces: readonly string[]; readonly doubleOffers: readonly string[] };

type Waiting = { readonly callId: string; readonly order: number; readonly seq: number };

/**
 * Reads a journal whose queues have no rule but first come, first served, and offer a call to one agent at a time:
 * nobody is offered before who came earlier, no caller enters twice, no agent has two offers or an offer in a call.
 */
export function judge(journal: readonly Told[]): Verdict {
  const lostPlaces: string[] = [];
  const doubleOffers: string[] = [];
  const queues = new Map<string, Waiting[]>();
  const offerOfCall = new Map<string, string>();
  const offerOfAgent = new Map<string, string>();
  const callOfAgent = new Map<string, string>();
  const numbers = new Set<string>();
  const free = (callId: string, agentId: string) => {
    offerOfCall.delete(callId);
    offerOfAgent.delete(agentId);
  };
  for (const { seq, event } of journal) {
    switch (event.type) {
      case 'call-rang':
        if (numbers.has(event.number)) lostPlaces.push(`${seq}: the call of ${event.number} was taken in twice`);
        numbers.add(event.number);
        break;
      case 'queue-entered': {
        const waiting = queues.get(event.queueId) ?? [];
        waiting.push({ callId: event.callId, order: event.order, seq });
        waiting.sort((one, other) => one.order - other.order || one.seq - other.seq);
        queues.set(event.queueId, waiting);
        break;
      }
      case 'queue-left': {
        const waiting = queues.get(event.queueId) ?? [];
        queues.set(
          event.queueId,
          waiting.filter((one) => one.callId !== event.callId),
        );
        break;
      }
      case 'offer-made': {
        const { callId, agentId, queueId } = event;
        if (offerOfCall.has(callId)) doubleOffers.push(`${seq}: ${callId} is offered to two`);
        if (offerOfAgent.has(agentId)) doubleOffers.push(`${seq}: ${agentId} has two offers`);
        if (callOfAgent.has(agentId)) doubleOffers.push(`${seq}: ${agentId} is in a call and has an offer`);
        for (const one of queues.get(queueId) ?? []) {
          if (one.callId === callId) break;
          if (!offerOfCall.has(one.callId)) lostPlaces.push(`${seq}: ${callId} overtook ${one.callId}`);
        }
        offerOfCall.set(callId, agentId);
        offerOfAgent.set(agentId, callId);
        break;
      }
      case 'offer-ended':
      case 'offer-accepted':
        free(event.callId, event.agentId);
        break;
      case 'call-connected':
        if (callOfAgent.has(event.agentId)) doubleOffers.push(`${seq}: ${event.agentId} is in two calls`);
        callOfAgent.set(event.agentId, event.callId);
        break;
      case 'agent-gave-up':
        callOfAgent.delete(event.agentId);
        break;
      case 'call-ended':
        for (const [agentId, callId] of callOfAgent) if (callId === event.callId) callOfAgent.delete(agentId);
        break;
      default:
    }
  }
  return { lostPlaces, doubleOffers };
}
