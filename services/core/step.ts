import { decideCommand } from './decide/commands.ts';
import { compare } from './decide/compare.ts';
import { decideLeg } from './decide/legs.ts';
import { feed, promptDone } from './decide/menu.ts';
import { route } from './decide/offers.ts';
import { decidePresence } from './decide/presence.ts';
import { captureNotMuted, decideRecording, followRecordings } from './decide/recording.ts';
import { decideSite } from './decide/site.ts';
import { decideSpool } from './decide/spool.ts';
import { decideTimer } from './decide/timers.ts';
import { decideWeb } from './decide/web.ts';
import type { Effect } from './effect.ts';
import type { Event } from './event.ts';
import type { Draw } from './ids.ts';
import type { Signal } from './signal.ts';
import { beginTurn, emit, type Surroundings, type Turn } from './turn.ts';
import type { World } from './world.ts';

/**
 * The engine's one function: what a signal means now. Synchronous and deterministic: clock, ids and dice come in by `draw`.
 * The world has already taken in the events when it returns; they must be appended before the effects are asked for.
 * @throws CentralitaError when a person's command is refused; the world is then unchanged.
 */
export function step(
  world: World,
  signal: Signal,
  draw: Draw,
  surroundings: Surroundings,
): { readonly events: readonly Event[]; readonly effects: readonly Effect[] } {
  const turn = beginTurn(world, surroundings, draw);
  decide(turn, signal);
  for (let next = turn.followUps.shift(); next; next = turn.followUps.shift()) follow(turn, next);
  route(turn);
  followRecordings(turn);
  return { events: turn.events, effects: turn.effects };
}

/** A call that a queue, an agent or a number gave back, and that was put elsewhere in the same turn, stays there. */
function follow(turn: Turn, { callId, input }: Turn['followUps'][number]): void {
  if (turn.world.calls.get(callId)?.place.at === 'menu') feed(turn, callId, input);
}

function decide(turn: Turn, signal: Signal): void {
  switch (signal.type) {
    case 'leg-entered':
    case 'leg-ringing':
    case 'leg-up':
    case 'leg-hang-up-requested':
    case 'leg-gone':
    case 'leg-held':
    case 'leg-released':
    case 'digit':
    case 'digit-begun':
    case 'heard':
      decideLeg(turn, signal);
      break;
    case 'playback-done':
      promptDone(turn, signal.playbackId, signal.failed);
      break;
    case 'web-answered':
      decideWeb(turn, signal);
      break;
    case 'capture-running':
    case 'capture-failed':
    case 'capture-muted':
    case 'capture-stopped':
    case 'recording-sealed':
    case 'recording-not-sealed':
    case 'recording-published':
    case 'publication-dead':
    case 'recording-held':
    case 'recording-released':
    case 'recording-erased':
    case 'recording-scored':
    case 'evaluation-responded':
      decideRecording(turn, signal);
      break;
    case 'phone-reachable':
    case 'desk-present':
      decidePresence(turn, signal);
      break;
    case 'spool-seen':
      decideSpool(turn, signal);
      break;
    case 'asterisk-lost':
      if (turn.world.telephony) emit(turn, { type: 'asterisk-lost' });
      break;
    case 'asterisk-compared':
      compare(turn, signal);
      break;
    case 'effect-failed':
      emit(turn, {
        type: 'effect-failed',
        callId: null,
        effect: signal.effect,
        target: signal.target,
        reason: signal.reason,
      });
      if (signal.effect === 'mute-capture') captureNotMuted(turn, signal.target);
      break;
    case 'prompt-changed':
      emit(turn, signal);
      break;
    case 'site-changed':
      decideSite(turn, signal);
      break;
    case 'flows-changed':
      emit(turn, { type: 'flows-changed', changes: signal.changes, by: signal.by, note: signal.note });
      break;
    case 'timer':
      decideTimer(turn, signal.timerId);
      break;
    case 'command':
      decideCommand(turn, signal.by, signal.command);
      break;
  }
}
