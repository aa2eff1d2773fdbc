import type { Conversation, Direct, Party } from '../call.ts';
import type { Target } from '../event.ts';
import { mayTake } from '../floor.ts';
import type { AgentId, QueueId } from '../ids.ts';
import { isOpen } from '../schedule.ts';
import type { Queue, User } from '../site.ts';
import { indexOf, isAgent } from '../site-index.ts';
import { floor, type Turn } from '../turn.ts';
import { isAllowed } from './callback-limits.ts';
import { isAttended, queueOf } from './queue.ts';
import { refuse } from './refuse.ts';

/** How long an outside number rings, in seconds. */
export const outsideRingSeconds = 45;

/** Where a call goes: into a queue, for one agent first perhaps, or out. */
export type Goal =
  | { readonly kind: 'queue'; readonly queue: Queue; readonly direct: Direct | null }
  | { readonly kind: 'number'; readonly number: string };

/**
 * A number that somebody wrote, as it is called from here (E.164).
 * @throws CentralitaError `no-outside-line`, `number-invalid`, `number-not-allowed`.
 */
export function numberOf(turn: Turn, written: string): string {
  const { trunk, region } = turn.site.outbound;
  if (trunk === null) refuse('no-outside-line', 'The site has no line for outside calls; set outbound.trunk.');
  const read = turn.numbers.read(written, region);
  if (!read) refuse('number-invalid', `"${written}" is no telephone number; write it with its country.`);
  if (read.premium || !isAllowed(turn.site, read.number))
    refuse('number-not-allowed', `${read.number} may not be dialled; see outbound.allowed of the site.`);
  return read.number;
}

/** The same for a flow; null where it may not be called. */
export function outsideNumber(turn: Turn, written: string): string | null {
  const { trunk, region } = turn.site.outbound;
  const read = trunk === null ? null : turn.numbers.read(written, region);
  return read && !read.premium && isAllowed(turn.site, read.number) ? read.number : null;
}

/**
 * Where a call of a queue would go by a person's wish.
 * @throws CentralitaError with a sentence when it cannot go there now.
 */
export function goalOf(turn: Turn, from: QueueId, to: Target, why: 'transfer' | 'move', self: AgentId | null): Goal {
  switch (to.kind) {
    case 'agent': {
      if (to.agentId === self) refuse('transfer-to-self', 'You have this call already; choose somebody else.');
      const user = userOf(turn, to.agentId);
      const agent = turn.world.agents.get(to.agentId);
      if (!isAgent(turn.site, to.agentId) || agent?.availability.kind !== 'available' || !agent.reachable)
        refuse('agent-away', `${user.name} takes no calls now; choose somebody else or a queue.`);
      const queue = existing(turn, from);
      return { kind: 'queue', queue, direct: { agentId: user.id, until: turn.now + queue.ringSeconds * 1000, why } };
    }
    case 'queue':
      return { kind: 'queue', queue: entrance(turn, existing(turn, to.queueId)), direct: null };
    case 'level-above':
      return { kind: 'queue', queue: entrance(turn, above(turn, from)), direct: null };
    case 'number':
      return { kind: 'number', number: numberOf(turn, to.number) };
  }
}

/**
 * Who is asked when an agent wants to consult: of a queue, who has been free for longest.
 * @throws CentralitaError with a sentence when nobody can be asked.
 */
export function partyOf(turn: Turn, { queueId, agentId: self }: Conversation, to: Target): Party['who'] {
  switch (to.kind) {
    case 'number':
      return { kind: 'number', number: numberOf(turn, to.number) };
    case 'agent':
      if (to.agentId === self) refuse('transfer-to-self', 'You have this call already; choose somebody else.');
      checkFree(turn, userOf(turn, to.agentId));
      return { kind: 'agent', agentId: to.agentId };
    default: {
      const queue = to.kind === 'queue' ? existing(turn, to.queueId) : above(turn, queueId);
      const free = queue.agents
        .flatMap((id) => turn.world.agents.get(id) ?? [])
        .filter((agent) => mayTake(turn.world, agent))
        .sort((a, b) => a.activitySince - b.activitySince);
      if (!free[0]) refuse('nobody-free', `Nobody of the queue ${queue.id} is free now; try again or transfer to it.`);
      return { kind: 'agent', agentId: free[0].id };
    }
  }
}

function userOf(turn: Turn, agentId: AgentId): User {
  const user = indexOf(turn.site).users.get(agentId);
  return user ?? refuse('unknown-agent', `There is no agent ${agentId}; reload the page to see who is there now.`);
}

/** A colleague who can be asked now; of supervisors, who take no calls of queues, whose telephone is there. */
function checkFree(turn: Turn, user: User): void {
  const agent = turn.world.agents.get(user.id);
  const takesCalls = isAgent(turn.site, user.id);
  if (!agent?.reachable || !(takesCalls || user.roles.includes('supervisor')))
    refuse('agent-away', `${user.name} takes no calls now; choose somebody else or a queue.`);
  if (agent.offer || agent.call || agent.wrapUp || turn.world.watching.has(user.id))
    refuse('agent-busy', `${user.name} is busy now; try again or choose somebody else.`);
  if (takesCalls && !mayTake(turn.world, agent))
    refuse('agent-away', `${user.name} takes no calls now; choose somebody else or a queue.`);
}

function existing(turn: Turn, queueId: QueueId): Queue {
  return queueOf(turn, queueId) ?? refuse('unknown-queue', `There is no queue ${queueId}; reload the page.`);
}

function above(turn: Turn, queueId: QueueId): Queue {
  const upper = existing(turn, queueId).escalatesTo;
  if (upper === null) refuse('no-level-above', `There is no level above the queue ${queueId}.`);
  return existing(turn, upper);
}

/** A queue that would take a call now. What it would send away again is told to the person instead. */
function entrance(turn: Turn, queue: Queue): Queue {
  if (queue.hours && !isOpen(queue.hours, turn.now))
    refuse('queue-closed', `The queue ${queue.id} is closed now; choose another.`);
  if (!isAttended(turn, queue.id))
    refuse('queue-unattended', `Nobody attends the queue ${queue.id} now; choose another.`);
  const waiting = floor(turn).queue(queue.id)?.waiting ?? 0;
  if (queue.maximum.length !== null && waiting >= queue.maximum.length)
    refuse('queue-full', `The queue ${queue.id} is full; choose another.`);
  return queue;
}
