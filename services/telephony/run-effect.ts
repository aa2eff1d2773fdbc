import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect } from '../core/effect.ts';
import type { Signal } from '../core/signal.ts';
import { AriError, isLinkFault, isNotFound } from './ari/errors.ts';
import type { AriRequest } from './ari/requests.ts';
import type { Captures } from './captures.ts';
import { dialAgent } from './dial-agent.ts';
import { dialNumber } from './dial-number.ts';
import { DIALLED_ENTRY, STASIS_APP } from './names.ts';
import { mediaOf } from './prompts.ts';

/** Effects that Asterisk carries out; timers are ours, and web services and recognisers are asked by others. */
export type AsteriskEffect = Exclude<Effect, { readonly type: OtherEffect }>;
type OtherEffect = 'set-timer' | 'cancel-timer' | 'web-request' | 'start-listening' | 'stop-listening';

/** A prompt that cannot be stopped yet is tried again so often, so far apart: 1 s in all. */
const STOP_AGAIN = 50;
const STOP_AGAIN_MS = 20;

export type EffectOptions = {
  readonly ari: AriRequest;
  readonly captures: Captures;
  readonly tell: (signal: Signal) => void;
};

/**
 * Asks Asterisk for an effect. The request is on its way when this returns, so effects keep their order; what fails
 * comes back as a signal. What failed for want of a connection and the next comparison tells (a leg that was never
 * dialled, a prompt that never played) is left to it.
 */
export function runEffect(options: EffectOptions, effect: AsteriskEffect): void {
  ask(options, effect).catch((error: unknown) => {
    const signal = failureOf(effect, error);
    if (signal) options.tell(signal);
  });
}

async function ask({ ari, captures, tell }: EffectOptions, effect: AsteriskEffect): Promise<unknown> {
  switch (effect.type) {
    case 'ring-leg':
      return ari('POST /channels/{channelId}/ring', { channelId: effect.legId });
    case 'answer-leg':
      return ari('POST /channels/{channelId}/answer', { channelId: effect.legId });
    case 'hang-up-leg': {
      const reason = effect.reason === 'answered-elsewhere' ? 'answered_elsewhere' : effect.reason;
      return ari('DELETE /channels/{channelId}', { channelId: effect.legId, reason });
    }
    case 'set-language':
      return setVariable(ari, effect.legId, 'CHANNEL(language)', effect.language);
    case 'take-leg':
      return setVariable(ari, effect.legId, 'TIMEOUT(absolute)', '0');
    case 'play': {
      const { legId: channelId, playbackId, language: lang } = effect;
      const media = effect.prompts.flatMap((prompt) => mediaOf(prompt, lang));
      if (media.length === 0) return tell({ type: 'playback-done', playbackId, failed: false });
      return ari('POST /channels/{channelId}/play/{playbackId}', { channelId, playbackId, media, lang });
    }
    case 'stop-play':
      return stopPlay(ari, effect.playbackId);
    case 'play-silence':
      return ari('POST /channels/{channelId}/silence', { channelId: effect.legId });
    case 'start-music':
      return ari('POST /channels/{channelId}/moh', { channelId: effect.legId });
    case 'stop-music':
      return ari('DELETE /channels/{channelId}/moh', { channelId: effect.legId });
    case 'dial-agent':
      return dialAgent(ari, effect);
    case 'dial-number':
      return dialNumber(ari, effect);
    case 'snoop':
      return snoop(ari, effect);
    case 'make-bridge': {
      const { bridgeId, legs } = effect;
      const made = ari('POST /bridges/{bridgeId}', { bridgeId, type: 'mixing,dtmf_events' }).catch((error) => {
        // It is there already: asked for a second time after a lost connection.
        if (!(error instanceof AriError) || error.status !== 409) throw error;
      });
      const joined = legs.map((channel) =>
        ari('POST /bridges/{bridgeId}/addChannel', { bridgeId, channel: [channel] }),
      );
      return Promise.all([made, ...joined]);
    }
    case 'add-to-bridge':
      return ari('POST /bridges/{bridgeId}/addChannel', { bridgeId: effect.bridgeId, channel: [effect.legId] });
    case 'remove-from-bridge':
      return ari('POST /bridges/{bridgeId}/removeChannel', { bridgeId: effect.bridgeId, channel: [effect.legId] });
    case 'destroy-bridge':
      return ari('DELETE /bridges/{bridgeId}', { bridgeId: effect.bridgeId });
    case 'start-capture':
      return captures.start(effect);
    case 'mute-capture':
      return captures.mute(effect.captureId, effect.legId, effect.silent);
    case 'clear-captures':
      return captures.clear(effect.legId);
    case 'stop-capture':
      return captures.stop(effect.captureId, effect.legId);
  }
}

/** Hears what the leg says and hears; what is said into it goes to that leg alone. */
async function snoop(ari: AriRequest, effect: Extract<AsteriskEffect, { type: 'snoop' }>): Promise<void> {
  await ari('POST /channels/{channelId}/snoop/{snoopId}', {
    channelId: effect.legId,
    snoopId: effect.snoopId,
    spy: 'both',
    whisper: effect.whisper ? 'out' : 'none',
    app: STASIS_APP,
    appArgs: DIALLED_ENTRY,
  }).catch((error) => {
    // It is there already: asked for a second time.
    if (!(error instanceof AriError) || error.status !== 409) throw error;
  });
}

function setVariable(ari: AriRequest, channelId: string, variable: string, value: string): Promise<undefined> {
  return ari('POST /channels/{channelId}/variable', { channelId, variable, value });
}

/**
 * Stops a prompt. Asterisk refuses with 500 while it is just opening the prompt's first file: left at that, the prompt
 * would play to its end, and with it everything that is asked of the leg after it, all other legs' requests included,
 * because Asterisk carries out the requests of a websocket one after the other.
 */
async function stopPlay(ari: AriRequest, playbackId: string): Promise<undefined> {
  for (let again = 0; ; again += 1) {
    try {
      return await ari('DELETE /playbacks/{playbackId}', { playbackId });
    } catch (error) {
      const isOpening = error instanceof AriError && error.status === 500;
      if (!isOpening || again === STOP_AGAIN) throw error;
      await sleep(STOP_AGAIN_MS);
    }
  }
}

/** What a failure is to the engine; null when it is no news. */
function failureOf(effect: AsteriskEffect, error: unknown): Signal | null {
  const reason = error instanceof Error ? error.message : String(error);
  switch (effect.type) {
    case 'hang-up-leg':
    case 'stop-play':
    case 'play-silence':
    case 'stop-music':
    case 'destroy-bridge':
      if (isNotFound(error)) return null;
      break;
    case 'remove-from-bridge':
      // 422: the leg is not in that bridge.
      if (isNotFound(error) || (error instanceof AriError && error.status === 422)) return null;
      break;
    case 'take-leg':
    case 'ring-leg':
    case 'answer-leg':
      // The first things asked of a leg: one that went before its entry was replayed has no other farewell.
      if (isNotFound(error))
        return { type: 'leg-gone', legId: effect.legId, cause: 16, causeText: 'gone before taken' };
      // 409: the dialplan's way out of a long outage was quicker, and has the caller now.
      if (error instanceof AriError && error.status === 409)
        return { type: 'leg-gone', legId: effect.legId, cause: 17, causeText: 'taken back by the dialplan' };
      break;
    case 'dial-agent':
    case 'dial-number':
      if (isLinkFault(error)) return null;
      return { type: 'leg-gone', legId: effect.legId, cause: causeOfRefusal(error), causeText: reason };
    case 'snoop':
      // Without it nobody hears: it is gone like a telephone, and the next comparison tells what a lost link swallowed.
      if (isLinkFault(error)) return null;
      return { type: 'leg-gone', legId: effect.snoopId, cause: 38, causeText: reason };
    case 'play':
      return isLinkFault(error) ? null : { type: 'playback-done', playbackId: effect.playbackId, failed: true };
    case 'start-capture':
      return { type: 'capture-failed', captureId: effect.captureId, reason };
    default:
  }
  return { type: 'effect-failed', effect: effect.type, target: targetOf(effect), reason };
}

/** Q.850: 20 the telephone is not registered, 38 something is out of order. */
function causeOfRefusal(error: unknown): number {
  return error instanceof AriError && error.code === 'ari-refused' ? 20 : 38;
}

function targetOf(effect: AsteriskEffect): string {
  if ('captureId' in effect) return effect.captureId;
  if ('legId' in effect) return effect.legId;
  return 'bridgeId' in effect ? effect.bridgeId : effect.playbackId;
}
