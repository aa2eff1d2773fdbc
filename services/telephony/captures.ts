import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sides, sameSides } from '../core/consent.ts';
import type { Effect } from '../core/effect.ts';
import type { CaptureId, LegId } from '../core/ids.ts';
import type { Signal } from '../core/signal.ts';
import { type AmiAction, type AmiAnswer, AmiError } from './ami.ts';
import { isNotFound } from './ari/errors.ts';
import type { AriRequest } from './ari/requests.ts';

type StartCapture = Extract<Effect, { type: 'start-capture' }>;

export type CaptureOptions = {
  readonly ami: (action: AmiAction) => Promise<AmiAnswer>;
  readonly ari: AriRequest;
  readonly spoolDir: string;
  readonly tell: (signal: Signal) => void;
  /** Resolves when those who are leaving a call now are heard no more; null where nobody leaves. */
  readonly departed: () => Promise<unknown> | null;
};

/**
 * Asterisk silences a side where MixMonitor reads it, not where the voice comes in: what somebody said last still waits
 * there (up to 100 ms, `AST_AUDIOHOOK_SYNC_TOLERANCE`) and would be kept if the silence ended at once.
 */
const QUEUED_MS = 200;
const both: Sides = { caller: true, others: true };

/** What runs on a leg. */
type Running = {
  readonly captureId: CaptureId;
  /** MixMonitor's own id where it was begun here; the promise keeps mute and stop behind the start. */
  readonly id: Promise<string> | null;
  /** What Asterisk was last asked to silence; of what an earlier controller asked nothing is known. */
  silent: Sides;
};

/**
 * Takes the audio of a leg with MixMonitor: raw 16-bit, stereo, what comes from the leg on the left and what it hears on
 * the right. It goes on while the controller is down, so its id is kept where Asterisk keeps it too: on the channel.
 */
export class Captures {
  readonly #options: CaptureOptions;
  readonly #running = new Map<LegId, Running>();

  constructor(options: CaptureOptions) {
    this.#options = options;
  }

  async start({ captureId, recordingId, legId, silent }: StartCapture): Promise<void> {
    const { ami, spoolDir, tell, departed } = this.#options;
    const file = join(spoolDir, plainName(recordingId), `${plainName(captureId)}.raw`);
    mkdirSync(join(spoolDir, recordingId), { recursive: true, mode: 0o700 });
    const begin = async () => {
      const cleared = this.clear(legId);
      const options = `Di(${variableOf(captureId)})`;
      const begun = ami({ Action: 'MixMonitor', Channel: legId, File: file, Options: options });
      // Behind it on the same line, before Asterisk has the first frame: what is to be silent is so from the first sample.
      const hushed = silent.caller || silent.others ? this.#silence(legId, silent) : null;
      const [, answer] = await Promise.all([cleared, begun, hushed]);
      return answer.mixmonitorid ?? '';
    };
    // It may begin because somebody without consent leaves: not before that person has left.
    const left = departed();
    const id = left === null ? begin() : left.then(begin);
    this.#running.set(legId, { captureId, id, silent });
    try {
      await id;
      tell({ type: 'capture-running', captureId, legId });
    } catch (error) {
      this.#forget(captureId, legId);
      throw error;
    }
  }

  /** Ends one left of a controller that crashed; that there is none is no error. */
  readonly clear = async (legId: LegId): Promise<void> => {
    await this.#options.ami({ Action: 'StopMixMonitor', Channel: legId }).catch(ignoreRefusal);
  };

  /**
   * Writes silence instead of a side, or of both, in the same length. A silence begins at once. It ends when those who are
   * leaving have left and what was said before has been read; a later request takes the place of one that still waits.
   */
  async mute(captureId: CaptureId, legId: LegId, silent: Sides): Promise<void> {
    const before = this.#of(captureId, legId) ?? { captureId, id: null, silent: both };
    const least = { caller: before.silent.caller || silent.caller, others: before.silent.others || silent.others };
    const own: Running = { ...before, silent: least };
    this.#running.set(legId, own);
    await own.id;
    if (!sameSides(least, silent)) {
      if (!sameSides(least, before.silent)) await this.#silence(legId, least);
      await this.#options.departed();
      await sleep(QUEUED_MS, undefined, { ref: false });
      if (this.#running.get(legId) !== own) return;
      own.silent = silent;
    }
    await this.#silence(legId, silent);
    this.#options.tell({ type: 'capture-muted', captureId, silent });
  }

  /** Nothing of this leg is kept from now on, whatever takes it. That nothing does is no error. */
  async silenceAll(legId: LegId): Promise<boolean> {
    const running = this.#running.get(legId);
    // The end of a silence that still waits is waited for no longer.
    if (running) this.#running.set(legId, { ...running, silent: both });
    return this.#silence(legId, both).then(
      () => true,
      (error) => {
        ignoreRefusal(error);
        return false;
      },
    );
  }

  async #silence(legId: LegId, { caller, others }: Sides): Promise<void> {
    const set = (Direction: 'read' | 'write' | 'both', muted: boolean) =>
      this.#options.ami({ Action: 'MixMonitorMute', Channel: legId, Direction, State: muted ? '1' : '0' });
    // What a leg sends is what Asterisk reads of it.
    if (caller === others) await set('both', caller);
    else await Promise.all([set('read', caller), set('write', others)]);
  }

  /** Stops exactly this capture. One that ended with its leg has stopped as well. */
  async stop(captureId: CaptureId, legId: LegId): Promise<void> {
    const { ami, tell } = this.#options;
    const id = await (this.#of(captureId, legId)?.id?.catch(() => null) ?? this.#idOnChannel(captureId, legId));
    this.#forget(captureId, legId);
    if (id) await ami({ Action: 'StopMixMonitor', Channel: legId, MixMonitorID: id }).catch(ignoreRefusal);
    tell({ type: 'capture-stopped', captureId });
  }

  /** The leg has ended, and what ran on it. */
  legEnded(legId: LegId): void {
    this.#running.delete(legId);
  }

  #of(captureId: CaptureId, legId: LegId): Running | undefined {
    const running = this.#running.get(legId);
    return running?.captureId === captureId ? running : undefined;
  }

  #forget(captureId: CaptureId, legId: LegId): void {
    if (this.#of(captureId, legId)) this.#running.delete(legId);
  }

  /** The id of a capture that an earlier controller began. */
  async #idOnChannel(captureId: CaptureId, legId: LegId): Promise<string | null> {
    try {
      const parameters = { channelId: legId, variable: variableOf(captureId) };
      return (await this.#options.ari('GET /channels/{channelId}/variable', parameters)).value;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }
}

function variableOf(captureId: CaptureId): string {
  return `CENTRALITA_${plainName(captureId).replaceAll('-', '_')}`;
}

/** An id as a file name; what could leave the folder or begin another option is refused. */
function plainName(id: string): string {
  if (/^[\w-]+$/.test(id)) return id;
  throw new AmiError('ami-value', `The id "${id}" cannot name a file; use letters, digits and hyphens.`);
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof AmiError) || error.code !== 'ami-refused') throw error;
}
