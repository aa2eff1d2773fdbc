import { setTimeout as sleep } from 'node:timers/promises';
import type { LegId } from '../core/ids.ts';
import type { LegSeen, Signal } from '../core/signal.ts';
import type { World } from '../core/world.ts';
import type { Logger } from '../ports.ts';
import { isLinkFault, isNotFound } from './ari/errors.ts';
import type { AriRequest } from './ari/requests.ts';
import { APOLOGY_CONTEXT } from './names.ts';
import { type Compared, compareWithAsterisk } from './reconcile.ts';

export type StandstillOptions = {
  readonly ari: AriRequest;
  /** Whatever takes a leg's sound takes silence; false when nothing does. Rejects when it cannot be said. */
  readonly silenceAll: (legId: LegId) => Promise<boolean>;
  readonly world: () => World;
  readonly tell: (signal: Signal) => void;
  readonly logger: Logger;
  /** How long a caller who is alone hears music before the apology, in ms. */
  readonly patienceMs: number;
};

const LOOK_EVERY_MS = 1_000;
/** Q.850: busy. */
const BUSY = 17;

/**
 * While nothing can be written down, nothing can be decided, and this is all that is done, by what Asterisk has and not
 * by the world, which may be ahead of the journal:
 * - Nothing is recorded: a consent taken back now could not be kept. The length stays.
 * - Nobody is left in silence: a caller with whom nobody is hears music, and then the dialplan's apology and a busy tone.
 * People who talk with each other go on. What was done is told as signals, which wait with all others for the engine;
 * the comparison that follows puts the rest right.
 */
export class Standstill {
  readonly #options: StandstillOptions;
  #stop: AbortController | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: StandstillOptions) {
    this.#options = options;
  }

  begin(): void {
    if (this.#stop) return;
    this.#stop = new AbortController();
    this.#looking = this.#watch(this.#stop.signal);
  }

  /** Resolves when nothing of it is under way any more. Idempotent. */
  async end(): Promise<void> {
    this.#stop?.abort();
    this.#stop = null;
    await this.#looking;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const aloneSince = new Map<LegId, number>();
    const silenced = new Set<LegId>();
    while (!signal.aborted) {
      try {
        const seen = await compareWithAsterisk(this.#options.ari, this.#options.world());
        await Promise.all([
          ...seen.legs.filter(({ legId }) => !silenced.has(legId)).map(({ legId }) => this.#silence(legId, silenced)),
          this.#comfort(seen, aloneSince),
        ]);
      } catch (error) {
        // Without Asterisk nothing is taken of anybody either; a request that failed is made again at the next look.
        if (!isLinkFault(error)) this.#options.logger.error({ err: error }, 'telephony: the standstill is not bridged');
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #silence(legId: LegId, silenced: Set<LegId>): Promise<void> {
    const { silenceAll, world, tell } = this.#options;
    const isTaken = await silenceAll(legId);
    silenced.add(legId);
    if (!isTaken) return;
    for (const [captureId, callId] of world().captures) {
      const capture = world().calls.get(callId)?.recording?.capture;
      if (capture?.legId === legId) tell({ type: 'capture-muted', captureId, silent: { caller: true, others: true } });
    }
  }

  async #comfort(seen: Compared, aloneSince: Map<LegId, number>): Promise<void> {
    const { ari, tell, patienceMs } = this.#options;
    const alone = seen.legs.filter((leg) => this.#isAlone(leg, seen)).map(({ legId }) => legId);
    for (const legId of aloneSince.keys()) if (!alone.includes(legId)) aloneSince.delete(legId);
    const now = performance.now();
    for (const legId of alone) {
      const since = aloneSince.get(legId);
      if (since === undefined) {
        aloneSince.set(legId, now);
        await isThere(ari('POST /channels/{channelId}/moh', { channelId: legId }));
      } else if (now - since >= patienceMs) {
        const to = { context: APOLOGY_CONTEXT, extension: 's', priority: 1 };
        if (!(await isThere(ari('POST /channels/{channelId}/continue', { channelId: legId, ...to })))) continue;
        tell({ type: 'leg-gone', legId, cause: BUSY, causeText: 'sent away: disk full', sentAway: true });
      }
    }
  }

  /**
   * A caller who is ours, with nobody in the same bridge. Somebody on hold, or kept for an agent, hears music already and
   * is expected by a person. A call that still rings without being taken has the dialplan's own way out.
   */
  #isAlone({ legId, inbound, up }: LegSeen, { bridges, legs }: Compared): boolean {
    const { legs: known, calls } = this.#options.world();
    const role = known.get(legId);
    if (!inbound || (role === undefined && !up)) return false;
    if (bridges.some((bridge) => bridge.legs.includes(legId) && bridge.legs.length > 1)) return false;
    const place = role && calls.get(role.callId)?.place;
    const partner = place && 'agentLegId' in place ? place.agentLegId : null;
    return place?.at !== 'kept' && !legs.some((leg) => leg.legId === partner);
  }
}

/** False when the leg is gone. */
async function isThere(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
