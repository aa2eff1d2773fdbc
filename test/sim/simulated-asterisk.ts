import type { Effect } from '../../services/core/effect.ts';
import type { Signal } from '../../services/core/signal.ts';

type Leg = {
  up: boolean;
  readonly inbound: boolean;
  readonly userId: string | null;
  agentState: 'ringing' | 'up' | null;
};

/**
 * An Asterisk that obeys ARI's contract on a virtual clock: ids are ours, answers come late, a playback ends when it is
 * over or stopped, a capture is confirmed some time after it was asked for. It keeps its legs while the controller is
 * away, and forgets all when it is restarted.
 */
export class SimulatedAsterisk {
  readonly legs = new Map<string, Leg>();
  readonly bridges = new Map<string, Set<string>>();
  readonly playbacks = new Map<string, string>();
  readonly captures = new Map<string, { legId: string; muted: boolean }>();
  readonly reachable = new Set<string>();
  startedAt = 1;
  connected = true;
  /** Signals on their way, with the time at which they arrive. */
  readonly #coming: { at: number; signal: Signal; legId: string | null }[] = [];
  readonly #random: () => number;
  readonly #now: () => number;

  constructor(random: () => number, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  run(effect: Effect): void {
    if (!this.connected) return;
    switch (effect.type) {
      case 'answer-leg': {
        const leg = this.legs.get(effect.legId);
        if (leg) leg.up = true;
        break;
      }
      case 'hang-up-leg':
        this.drop(effect.legId, 16, false);
        break;
      case 'play':
        if (this.legs.has(effect.legId)) {
          this.playbacks.set(effect.playbackId, effect.legId);
          this.#later(
            500 + this.#random() * 4000,
            { type: 'playback-done', playbackId: effect.playbackId, failed: false },
            effect.legId,
          );
        } else this.#later(5, { type: 'playback-done', playbackId: effect.playbackId, failed: true }, null);
        break;
      case 'stop-play':
        if (this.playbacks.delete(effect.playbackId))
          this.#later(5, { type: 'playback-done', playbackId: effect.playbackId, failed: false }, null);
        break;
      case 'dial-agent':
        if (!this.reachable.has(effect.userId)) {
          this.#later(5, { type: 'leg-gone', legId: effect.legId, cause: 20, causeText: '' }, null);
          break;
        }
        this.legs.set(effect.legId, { up: false, inbound: false, userId: effect.userId, agentState: 'ringing' });
        this.#later(10, { type: 'leg-ringing', legId: effect.legId }, effect.legId);
        if (effect.purpose === 'resume') this.#later(200, { type: 'leg-up', legId: effect.legId }, effect.legId);
        break;
      case 'make-bridge':
        this.bridges.set(effect.bridgeId, new Set(effect.legs.filter((legId) => this.legs.has(legId))));
        break;
      case 'add-to-bridge':
        this.bridges.get(effect.bridgeId)?.add(effect.legId);
        break;
      case 'remove-from-bridge':
        this.bridges.get(effect.bridgeId)?.delete(effect.legId);
        break;
      case 'destroy-bridge':
        this.bridges.delete(effect.bridgeId);
        break;
      case 'start-capture':
        if (this.legs.has(effect.legId) && this.#random() < 0.97) {
          this.captures.set(effect.captureId, { legId: effect.legId, muted: false });
          this.#later(5 + this.#random() * 50, { type: 'capture-running', captureId: effect.captureId }, effect.legId);
        } else this.#later(5, { type: 'capture-failed', captureId: effect.captureId, reason: 'no channel' }, null);
        break;
      case 'mute-capture': {
        const capture = this.captures.get(effect.captureId);
        if (capture) capture.muted = effect.muted;
        this.#later(5, { type: 'capture-muted', captureId: effect.captureId, muted: effect.muted }, null);
        break;
      }
      case 'stop-capture':
        this.captures.delete(effect.captureId);
        this.#later(5, { type: 'capture-stopped', captureId: effect.captureId }, null);
        break;
      default:
    }
  }

  /** A leg ends; `far`: because its person hung up. */
  drop(legId: string, cause: number, far: boolean): void {
    if (!this.legs.delete(legId)) return;
    for (const inside of this.bridges.values()) inside.delete(legId);
    for (const [id, capture] of this.captures) if (capture.legId === legId) this.captures.delete(id);
    for (const [id, on] of this.playbacks) if (on === legId) this.playbacks.delete(id);
    if (far) this.#later(1, { type: 'leg-hang-up-requested', legId, cause }, null);
    this.#later(2, { type: 'leg-gone', legId, cause, causeText: '' }, null);
  }

  emit(signal: Signal): void {
    this.#later(1, signal, null);
  }

  #later(ms: number, signal: Signal, legId: string | null): void {
    this.#coming.push({ at: this.#now() + ms, signal, legId });
  }

  /** The next signal due until `until`; events of a socket that is away are lost, as the real ones are. */
  next(until: number): { at: number; signal: Signal } | null {
    let found: { at: number; signal: Signal; legId: string | null } | undefined;
    for (const one of this.#coming) if (one.at <= until && (!found || one.at < found.at)) found = one;
    if (!found) return null;
    this.#coming.splice(this.#coming.indexOf(found), 1);
    const { at, signal, legId } = found;
    if (signal.type === 'playback-done') this.playbacks.delete(signal.playbackId);
    const leg = legId === null ? undefined : this.legs.get(legId);
    if (legId !== null && !leg) return this.next(until);
    if (signal.type === 'leg-up' && leg) leg.up = true;
    return this.connected ? { at, signal } : this.next(until);
  }

  compared(): Signal {
    return {
      type: 'asterisk-compared',
      startedAt: this.startedAt,
      legs: [...this.legs].map(([legId, { up, inbound }]) => ({
        legId,
        up,
        ...(inbound ? { inbound: { dialled: '1000', callerNumber: '600', callerName: '' } } : {}),
      })),
      bridges: [...this.bridges].map(([bridgeId, legs]) => ({ bridgeId, legs: [...legs] })),
      playbacks: [...this.playbacks.keys()],
      reachable: [...this.reachable],
    };
  }

  restart(): void {
    this.startedAt += 1;
    for (const what of [this.legs, this.bridges, this.playbacks, this.captures, this.reachable]) what.clear();
    this.#coming.length = 0;
  }
}
