import type { AgentId } from '../ids.ts';
import type { Signal } from '../signal.ts';
import { indexOf } from '../site-index.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { setAvailability, setPresenceTimers } from './availability.ts';
import { agentMissed } from './callback.ts';
import { callOfAgent, loseAgent, redialAgent } from './conversation.ts';
import { endOffer } from './offer-end.ts';
import { dropThird } from './third.ts';
import { dropWatcher, watcherOf } from './watching.ts';

/** The telephone or the page of an agent came or went. */
export function decidePresence(
  turn: Turn,
  signal: Extract<Signal, { type: 'phone-reachable' | 'desk-present' }>,
): void {
  const agentId = signal.userId;
  const user = indexOf(turn.site).users.get(agentId);
  const agent = turn.world.agents.get(agentId);
  // Supervisors with a telephone are known too: they listen and take calls. So is who was an agent and may be one again.
  if (!agent && !(user?.roles.includes('agent') || user?.phone)) return;
  if (signal.type === 'desk-present') {
    if ((agent?.present ?? false) !== signal.present)
      emit(turn, { type: signal.present ? 'desk-opened' : 'desk-closed', agentId });
    return;
  }
  if ((agent?.reachable ?? false) !== signal.reachable)
    emit(turn, { type: signal.reachable ? 'agent-reachable' : 'agent-unreachable', agentId });
  const call = callOfAgent(turn, agentId);
  if (signal.reachable) {
    if (call) redialAgent(turn, call);
    ask(turn, { type: 'cancel-timer', timerId: `away:${agentId}` });
    setPresenceTimers(turn, agentId);
    return;
  }
  setPresenceTimers(turn, agentId);
  const offer = agent?.offer ? turn.world.offers.get(agent.offer) : undefined;
  if (offer) endOffer(turn, offer, 'lost', 20);
  losePerson(turn, agentId, user?.phone === 'sip');
}

/**
 * The telephone is gone from whatever it was part of. A desk telephone may lose its registration and keep its media,
 * where it talks; a browser that unregistered is a page that closed.
 */
function losePerson(turn: Turn, agentId: AgentId, keepsMedia: boolean): void {
  const call = callOfAgent(turn, agentId);
  if (call?.place.at === 'conversation') {
    const { third } = call.place;
    if (call.place.agentId === agentId) {
      if (!keepsMedia) loseAgent(turn, call, 'page-closed');
    } else if (third && !(keepsMedia && third.state === 'here')) dropThird(turn, call, 'lost', 20);
  } else if (call?.place.at === 'calling' && !keepsMedia) agentMissed(turn, call, 20, 'lost');
  const watchedId = turn.world.watching.get(agentId);
  const watched = watchedId === undefined ? undefined : turn.world.calls.get(watchedId);
  const watcher = watched && watcherOf(watched, agentId);
  if (watcher && !(keepsMedia && watcher.state === 'here')) dropWatcher(turn, watched, watcher, 'lost');
}

/** The telephone that was lost has been there for a while: the agent is available again. */
export function heal(turn: Turn, agentId: AgentId): void {
  setAvailability(turn, agentId, { kind: 'available' }, { kind: 'system' });
}

/** The telephone has been gone for long: the agent is signed out, after the call if there is one. */
export function signOutAway(turn: Turn, agentId: AgentId): void {
  const agent = turn.world.agents.get(agentId);
  if (!agent || agent.reachable || agent.availability.kind === 'signed-out') return;
  setAvailability(turn, agentId, { kind: 'signed-out' }, { kind: 'system' });
}
