import type { Sides } from '../../services/core/consent.ts';
import type { Effect } from '../../services/core/effect.ts';
import type { BridgeId, CaptureId, LegId, PlaybackId, UserId } from '../../services/core/ids.ts';
import type { Prompt } from '../../services/core/prompt.ts';
import type { LegSeen, Signal } from '../../services/core/signal.ts';
import type { Compared } from '../../services/telephony/reconcile.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import { Link } from './link.ts';

export type SimulatedLeg = {
  readonly kind: 'inbound' | 'agent' | 'number' | 'snoop';
  readonly userId: UserId | null;
  readonly inbound: LegSeen['inbound'];
  up: boolean;
  bridge: BridgeId | null;
  music: boolean;
  /** The leg that a snoop hears. */
  readonly of: LegId | null;
};

/** The controller's end of the link. */
export type Controller = {
  readonly tell: (signal: Signal) => void;
  readonly playbacksKnown: () => readonly PlaybackId[];
};

/** Who sits at the telephones: told what happens there. */
export type Hearers = {
  readonly heard: (legId: LegId, prompts: readonly Prompt[]) => void;
  readonly dialled: (legId: LegId, effect: Extract<Effect, { type: 'dial-agent' | 'dial-number' }>) => void;
  readonly joined: (bridgeId: BridgeId, legId: LegId) => void;
};

/**
 * An Asterisk that obeys ARI's contract on a virtual clock: ids are ours; requests are carried out in their order, at
 * once or late; what fails says so as services/telephony/run-effect.ts makes of it; what is under way when a connection
 * breaks may be carried out all the same, and its answer is lost. It keeps its legs while the controller is away, and
 * forgets all when it is restarted.
 */
export class SimulatedAsterisk {
  readonly legs = new Map<LegId, SimulatedLeg>();
  readonly bridges = new Map<BridgeId, Set<LegId>>();
  /** What plays, by the leg it plays to; the first is heard. */
  readonly playbacks = new Map<PlaybackId, LegId>();
  readonly captures = new Map<CaptureId, { readonly legId: LegId; silent: Sides }>();
  readonly reachable = new Set<UserId>();
  startedAt = 1;
  /** How likely a leg dies right before something is asked of it. */
  dying = 0;
  readonly link: Link;
  readonly #hearers: Hearers;
  #waiting = 0;
  #lastAt = 0;
  readonly #clock: Clock;
  readonly #chance: Chance;

  constructor(clock: Clock, chance: Chance, controller: Controller, hearers: Hearers) {
    this.#clock = clock;
    this.#chance = chance;
    this.#hearers = hearers;
    this.link = new Link(clock, chance, {
      tell: controller.tell,
      playbacksKnown: controller.playbacksKnown,
      readLegs: () => this.#readLegs(),
      readRest: (legs, asked) => this.#readRest(legs, asked),
    });
  }

  /** Requests of one turn. */
  run(effects: readonly Effect[]): void {
    const chance = this.#chance;
    const { epoch, process } = this.link;
    if (this.#waiting === 0 && !chance.is(0.2)) {
      for (const effect of effects) this.#request(effect, epoch, process);
      return;
    }
    const late = chance.is(0.1) ? chance.between(10, 300) : chance.between(0, 5);
    this.#lastAt = Math.max(this.#lastAt, this.#clock.now + late);
    this.#waiting += 1;
    this.#clock.at(this.#lastAt, () => {
      this.#waiting -= 1;
      for (const effect of effects) this.#request(effect, epoch, process);
    });
  }

  #request(effect: Effect, epoch: number, process: number): void {
    const { link } = this;
    if (effect.type === 'clear-captures') {
      for (const [id, { legId }] of this.captures) if (legId === effect.legId) this.captures.delete(id);
      return;
    }
    if (effect.type === 'start-capture' || effect.type === 'mute-capture' || effect.type === 'stop-capture') {
      // Asked over AMI, which is a connection of its own; what a killed process asked last may be lost.
      if (process === link.process || this.#chance.is(0.5)) this.#capture(effect, process);
      return;
    }
    if (link.connected && epoch === link.epoch) {
      if ('legId' in effect && this.dying > 0 && this.#chance.is(this.dying))
        this.drop(effect.legId, 44, this.#chance.is(0.5));
      this.#do(effect);
      return;
    }
    // Under way when the connection broke: carried out or not, nobody hears of it.
    if (!link.connected && epoch + 1 === link.epoch && this.#chance.is(0.5)) this.#do(effect);
    if (effect.type === 'dial-agent' || effect.type === 'dial-number' || effect.type === 'play') return;
    link.answer({ type: 'effect-failed', effect: effect.type, target: '', reason: 'not connected' }, process, '');
  }

  #capture(effect: Extract<Effect, { type: `${string}-capture` }>, process: number): void {
    const { captureId, legId } = effect;
    const answer = (signal: Signal) => this.link.answer(signal, process, captureId);
    switch (effect.type) {
      case 'start-capture': {
        // What an earlier controller left running on the leg is stopped first.
        for (const [id, capture] of this.captures) if (capture.legId === legId) this.captures.delete(id);
        const failed = this.#chance.is(0.03);
        // Not answered in time, and begun all the same.
        if (this.legs.has(legId) && (!failed || this.#chance.is(0.3)))
          this.captures.set(captureId, { legId, silent: effect.silent });
        if (failed || !this.legs.has(legId)) answer({ type: 'capture-failed', captureId, reason: 'refused' });
        else answer({ type: 'capture-running', captureId, legId });
        break;
      }
      case 'mute-capture': {
        const capture = this.captures.get(captureId);
        if (!capture) {
          answer({ type: 'effect-failed', effect: effect.type, target: captureId, reason: 'refused' });
          break;
        }
        capture.silent = effect.silent;
        answer({ type: 'capture-muted', captureId, silent: effect.silent });
        break;
      }
      case 'stop-capture':
        this.captures.delete(captureId);
        answer({ type: 'capture-stopped', captureId });
        break;
    }
  }

  #do(effect: Effect): void {
    const leg = 'legId' in effect ? this.legs.get(effect.legId) : undefined;
    switch (effect.type) {
      case 'ring-leg':
      case 'take-leg':
      case 'answer-leg':
        if (!leg) this.#gone(effect.legId, 16, null);
        else if (effect.type === 'answer-leg' && !leg.up) {
          leg.up = true;
          this.link.news({ type: 'leg-up', legId: effect.legId }, effect.legId);
        }
        break;
      case 'hang-up-leg':
        this.drop(effect.legId, 16, false);
        break;
      case 'play':
        this.#play(effect, leg);
        break;
      case 'stop-play':
        this.#playEnds(effect.playbackId);
        break;
      case 'start-music':
        if (leg) leg.music = true;
        else this.#failed(effect, effect.legId);
        break;
      case 'stop-music':
        if (leg) leg.music = false;
        break;
      case 'set-language':
        if (!leg || this.#chance.is(0.001)) this.#failed(effect, effect.legId);
        break;
      case 'dial-agent':
      case 'dial-number':
        this.#dial(effect);
        break;
      case 'snoop':
        this.#snoop(effect);
        break;
      case 'make-bridge':
        if (!this.bridges.has(effect.bridgeId)) this.bridges.set(effect.bridgeId, new Set());
        for (const legId of effect.legs) this.#join(effect, effect.bridgeId, legId);
        break;
      case 'add-to-bridge':
        this.#join(effect, effect.bridgeId, effect.legId);
        break;
      case 'remove-from-bridge':
        if (leg?.bridge === effect.bridgeId) this.#leave(effect.legId, leg);
        break;
      case 'destroy-bridge':
        for (const legId of this.bridges.get(effect.bridgeId) ?? []) {
          const inside = this.legs.get(legId);
          if (inside) inside.bridge = null;
        }
        this.bridges.delete(effect.bridgeId);
        break;
      default:
    }
  }

  #failed(effect: Effect, target: string): void {
    this.link.news({ type: 'effect-failed', effect: effect.type, target, reason: 'refused' });
  }

  #gone(legId: LegId, cause: number, after: LegId | null): void {
    this.link.news({ type: 'leg-gone', legId, cause, causeText: '' }, after);
  }

  #play({ playbackId, legId, prompts }: Extract<Effect, { type: 'play' }>, leg: SimulatedLeg | undefined): void {
    if (!leg || this.#chance.is(0.002)) {
      this.link.news({ type: 'playback-done', playbackId, failed: true }, leg ? legId : null);
      return;
    }
    this.playbacks.set(playbackId, legId);
    this.#clock.in(this.#chance.between(300, 4_000), () => this.#playEnds(playbackId));
    this.#hearers.heard(legId, prompts);
  }

  #playEnds(playbackId: PlaybackId): void {
    const legId = this.playbacks.get(playbackId);
    if (legId === undefined) return;
    this.playbacks.delete(playbackId);
    this.link.news({ type: 'playback-done', playbackId, failed: false }, legId);
  }

  #dial(effect: Extract<Effect, { type: 'dial-agent' | 'dial-number' }>): void {
    const { legId } = effect;
    // It is dialled already.
    if (this.legs.has(legId)) return;
    const userId = effect.type === 'dial-agent' ? effect.userId : null;
    if ((userId !== null && !this.reachable.has(userId)) || this.#chance.is(0.002)) {
      this.#gone(legId, userId === null ? 38 : 20, null);
      return;
    }
    const kind = userId === null ? 'number' : 'agent';
    this.legs.set(legId, { kind, userId, inbound: undefined, up: false, bridge: null, music: false, of: null });
    this.link.news({ type: 'leg-ringing', legId }, legId, 10);
    this.#clock.in(effect.ringSeconds * 1000, () => {
      if (this.legs.get(legId)?.up === false) this.drop(legId, 19, false);
    });
    this.#hearers.dialled(legId, effect);
  }

  #snoop(effect: Extract<Effect, { type: 'snoop' }>): void {
    const { snoopId, legId } = effect;
    if (!this.legs.has(legId)) {
      this.#failed(effect, snoopId);
      return;
    }
    if (this.legs.has(snoopId)) return;
    this.legs.set(snoopId, {
      kind: 'snoop',
      userId: null,
      inbound: undefined,
      up: true,
      bridge: null,
      music: false,
      of: legId,
    });
    this.link.news({ type: 'leg-up', legId: snoopId }, snoopId);
  }

  #join(effect: Effect, bridgeId: BridgeId, legId: LegId): void {
    const leg = this.legs.get(legId);
    const bridge = this.bridges.get(bridgeId);
    if (!leg || !bridge) {
      this.#failed(effect, legId);
      return;
    }
    if (leg.bridge !== null && leg.bridge !== bridgeId) this.#leave(legId, leg);
    leg.bridge = bridgeId;
    bridge.add(legId);
    this.#hearers.joined(bridgeId, legId);
  }

  #leave(legId: LegId, leg: SimulatedLeg): void {
    if (leg.bridge !== null) this.bridges.get(leg.bridge)?.delete(legId);
    leg.bridge = null;
  }

  /** A caller's leg comes in from the dialplan. */
  enter(legId: LegId, inbound: NonNullable<LegSeen['inbound']>): void {
    this.legs.set(legId, { kind: 'inbound', userId: null, inbound, up: false, bridge: null, music: false, of: null });
    this.link.news({ type: 'leg-entered', legId, ...inbound, since: this.#clock.now }, legId);
  }

  /** The telephone at a leg that we dialled is picked up. */
  pickUp(legId: LegId): void {
    const leg = this.legs.get(legId);
    if (!leg || leg.up) return;
    leg.up = true;
    this.link.news({ type: 'leg-up', legId }, legId);
  }

  press(legId: LegId, digit: string): void {
    if (!this.legs.has(legId)) return;
    // Over a line of its own, which may be away.
    if (this.#chance.is(0.9)) this.link.news({ type: 'digit-begun', legId }, legId);
    this.#clock.in(this.#chance.between(40, 400), () => {
      if (this.legs.has(legId)) this.link.news({ type: 'digit', legId, digit }, legId);
    });
  }

  setReachable(userId: UserId, reachable: boolean): void {
    if (reachable) this.reachable.add(userId);
    else this.reachable.delete(userId);
    this.link.news({ type: 'phone-reachable', userId, reachable }, `phone-${userId}`);
  }

  /** A leg ends; `far`: because its person hung up. */
  drop(legId: LegId, cause: number, far: boolean): void {
    const leg = this.legs.get(legId);
    if (!leg) return;
    this.legs.delete(legId);
    this.#leave(legId, leg);
    for (const [id, capture] of this.captures) if (capture.legId === legId) this.captures.delete(id);
    for (const [id, on] of this.playbacks) if (on === legId) this.#playEnds(id);
    if (far) this.link.news({ type: 'leg-hang-up-requested', legId, cause }, legId);
    this.#gone(legId, cause, legId);
    if (leg.kind === 'snoop') return;
    for (const [id, { of }] of this.legs) if (of === legId) this.drop(id, 16, false);
  }

  #readLegs(): Compared['legs'] {
    return [...this.legs].map(([legId, { up, inbound }]) => ({ legId, up, ...(inbound ? { inbound } : {}) }));
  }

  #readRest(legs: Compared['legs'], playbacksAsked: readonly PlaybackId[]): Compared {
    return {
      type: 'asterisk-compared',
      startedAt: this.startedAt,
      legs,
      bridges: [...this.bridges].map(([bridgeId, inside]) => ({ bridgeId, legs: [...inside] })),
      playbacks: playbacksAsked.filter((id) => this.playbacks.has(id)),
      reachable: [...this.reachable],
    };
  }

  restart(): void {
    this.startedAt += 1;
    for (const what of [this.legs, this.bridges, this.playbacks, this.captures, this.reachable]) what.clear();
    this.link.forget();
  }
}
