import type { Call, QueuePlace } from '../call.ts';
import type { Prompt } from '../prompt.ts';
import type { Queue } from '../site.ts';
import { ask, emit, floor, type Turn } from '../turn.ts';
import { play } from './prompts.ts';
import { expectedWait, nextOf, overflow, queueOf, releaseQueue, sendAway, setQueueTimer } from './queue.ts';

/** What cannot be done while a telephone rings, or a prompt plays, is tried again after so long, in ms. */
const againMs = 1_000;

/** A waiting call's timer came: what is due is done, and the timer set for what comes next. */
export function attendWaiting(turn: Turn, callId: string): void {
  const isDue = (at: number | null) => at !== null && at <= turn.now;
  const waiting = () => {
    const call = turn.world.calls.get(callId);
    const queue = call?.place.at === 'queue' ? queueOf(turn, call.place.queueId) : undefined;
    return call?.place.at === 'queue' && queue ? { call, place: call.place, queue } : null;
  };
  let now = waiting();
  if (!now) {
    // Its queue is gone for a moment only: `site-changed` is yet to come.
    ask(turn, { type: 'set-timer', timerId: `queue:${callId}`, at: turn.now + againMs });
    return;
  }
  const rings = now.place.offers.length > 0;
  if (isDue(now.place.agenda.limitAt) && !rings) {
    sendAway(turn, now.call, 'timeout');
    return;
  }
  if (isDue(now.place.agenda.overflowAt) && !rings && overflowAfterWait(turn, now.call, now.place, now.queue)) return;
  if (isDue(now.place.agenda.widenAt)) widen(turn, now.call, now.place, now.queue);
  now = waiting();
  if (now && isDue(now.place.agenda.announceAt)) announce(turn, now.call, now.queue);
  now = waiting();
  if (now && isDue(now.place.agenda.comfortAt) && !now.call.playing) comfort(turn, now.call, now.place, now.queue);
  now = waiting();
  const next = now && nextOf(now.place);
  if (next === null) return;
  if (next > turn.now) setQueueTimer(turn, callId);
  else ask(turn, { type: 'set-timer', timerId: `queue:${callId}`, at: turn.now + againMs });
}

function overflowAfterWait(turn: Turn, call: Call, place: QueuePlace, queue: Queue): boolean {
  const waitedSeconds = (turn.now - place.enteredAt) / 1000;
  const rule = queue.overflow.find(({ afterSeconds }) => afterSeconds !== undefined && afterSeconds <= waitedSeconds);
  return rule !== undefined && overflow(turn, call, rule.to);
}

/** The one agent was waited for long enough, or the strategy looks at more agents. */
function widen(turn: Turn, call: Call, place: QueuePlace, queue: Queue): void {
  const distribution = floor(turn).queue(queue.id)?.distribution;
  const widens = distribution?.widens ?? [];
  const { queueId } = place;
  if (place.direct) {
    const fromEntering = distribution?.widensFrom === 'entering';
    // The stages that passed meanwhile are not begun anew.
    const waited = turn.now - place.enteredAt;
    const stage = fromEntering ? widens.filter((ms) => ms <= waited).length : 0;
    const next = fromEntering ? widens[stage] : undefined;
    const widenAt = next === undefined ? null : place.enteredAt + next;
    emit(turn, { type: 'queue-widened', callId: call.id, queueId, stage, widenAt, direct: null });
    // Until now it waited for one who may not attend this queue at all.
    if (call.direction !== 'callback') releaseQueue(turn, queueId, 'no-agents');
    return;
  }
  const stage = place.stage + 1;
  const [before = 0, next] = [widens[place.stage], widens[stage]];
  const widenAt = next === undefined ? null : (place.agenda.widenAt ?? turn.now) + next - before;
  emit(turn, { type: 'queue-widened', callId: call.id, queueId, stage, widenAt, direct: null });
}

/** An agent by name did not take the call: anybody may now. */
export function freeFromAgent(turn: Turn, callId: string): void {
  const call = turn.world.calls.get(callId);
  const queue = call?.place.at === 'queue' ? queueOf(turn, call.place.queueId) : undefined;
  if (call?.place.at !== 'queue' || !queue || !call.place.direct) return;
  widen(turn, call, call.place, queue);
  setQueueTimer(turn, callId);
}

/** Tells a waiting caller the place and, when known, the expected wait. An offer in progress is not talked over. */
function announce(turn: Turn, call: Call, queue: Queue): void {
  const nextAnnounceAt = turn.now + queue.announceSeconds * 1000;
  const position = floor(turn).queue(queue.id)?.position(call.id) ?? 0;
  const expectedWaitSeconds = queue.announce.wait ? expectedWait(turn, queue, position) : null;
  const said = { callId: call.id, queueId: queue.id, position, expectedWaitSeconds, nextAnnounceAt };
  emit(turn, { type: 'queue-announced', ...said });
  const prompts = announcement(queue.announce.position ? position : null, expectedWaitSeconds);
  if (prompts.length > 0) play(turn, call.id, prompts);
}

function announcement(position: number | null, seconds: number | null): readonly Prompt[] {
  const text = (key: string): Prompt => ({ kind: 'text', key });
  const place: Prompt[] = position === null ? [] : [text('queue-position'), { kind: 'number', value: position }];
  if (seconds === null) return place;
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return [...place, text('queue-wait-under-a-minute')];
  return [...place, text('queue-wait'), { kind: 'number', value: minutes }, text('queue-minutes')];
}

/** Tells the next message of comfort. */
function comfort(turn: Turn, call: Call, place: QueuePlace, { id: queueId, comfort: messages }: Queue): void {
  if (!messages) return;
  const nextComfortAt = turn.now + messages.everySeconds * 1000;
  emit(turn, { type: 'queue-comforted', callId: call.id, queueId, nextComfortAt });
  const key = messages.prompts[place.comforted % messages.prompts.length];
  if (key) play(turn, call.id, [{ kind: 'text', key }]);
}

/** The announcement ended: music again. */
export function queueAnnounced(turn: Turn, call: Call): void {
  ask(turn, { type: 'start-music', legId: call.legId });
}
