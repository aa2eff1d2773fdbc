import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config/paths.ts';
import { loadSite } from '../../config/site.ts';
import { loadFlows } from '../../ivr-flows/loader.ts';
import type { Call } from '../../services/core/call.ts';
import type { Effect } from '../../services/core/effect.ts';
import type { Event, EventType } from '../../services/core/event.ts';
import { type Floor, floorOf } from '../../services/core/floor.ts';
import type { Draw } from '../../services/core/ids.ts';
import type { Command, Signal } from '../../services/core/signal.ts';
import type { Site } from '../../services/core/site.ts';
import { step } from '../../services/core/step.ts';
import type { Surroundings } from '../../services/core/turn.ts';
import { memoryVault } from '../../services/core/vault.ts';
import { emptyWorld, type World } from '../../services/core/world.ts';
import { numbers } from '../../services/numbers.ts';
import { router } from '../../services/routing/index.ts';

const prompts = (language: string) =>
  new Set(
    Object.keys(
      JSON.parse(readFileSync(join(projectRoot(), 'config', 'languages', 'prompts', `${language}.json`), 'utf8')),
    ),
  );

/** Keys of the language files, by language. */
export const demoPrompts = (): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(['es', 'en'].map((language) => [language, prompts(language)]));

/** The demo site and its flow, as shipped. */
export function demoSurroundings(change: (site: Site) => Site = (site) => site): Surroundings {
  const root = projectRoot();
  const site = change(loadSite(join(root, 'config', 'demo-site', 'site.yaml')));
  const archive = mkdtempSync(join(tmpdir(), 'centralita-flows-'));
  const flows = loadFlows(join(root, 'ivr-flows', 'flows'), archive, {
    queues: new Set(site.queues.map((queue) => queue.id)),
    skills: new Set(site.skills.map((skill) => skill.id)),
    prompts: new Map(['es', 'en'].map((language) => [language, prompts(language)])),
  });
  rmSync(archive, { recursive: true });
  return { site, flows, router, numbers, vault: memoryVault() };
}

/** A seeded random number in [0, 1): mulberry32. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The production `step` on a virtual clock: tests send signals and read what was committed and asked for. */
export class Scene {
  readonly world: World = emptyWorld();
  readonly events: Event[] = [];
  readonly effects: Effect[] = [];
  readonly timers = new Map<string, number>();
  readonly surroundings: Surroundings;
  readonly #random: () => number;
  #id = 0;
  /** Wednesday, 4 November 2026, 10:00 in Madrid. */
  now = Date.UTC(2026, 10, 4, 9, 0, 0);

  constructor(surroundings: Surroundings = demoSurroundings(), seed = 1) {
    this.surroundings = surroundings;
    this.#random = dice(seed);
    this.send({
      type: 'asterisk-compared',
      startedAt: 1,
      legs: [],
      bridges: [],
      playbacks: [],
      reachable: [],
    });
  }

  floor(): Floor {
    const { site, router } = this.surroundings;
    return floorOf(this.world, site, router, this.now);
  }

  /** The calls that wait in a queue, in order. */
  waiting(queueId: string): readonly string[] {
    return [...(this.floor().queue(queueId)?.calls() ?? [])];
  }

  /** Steps one signal; returns its events. */
  send(signal: Signal): readonly Event[] {
    const draw: Draw = {
      now: this.now,
      random: this.#random,
      id: (kind) => {
        this.#id += 1;
        return `${kind}-${this.#id}`;
      },
    };
    const { events, effects } = step(this.world, signal, draw, this.surroundings);
    this.events.push(...events);
    for (const effect of effects) {
      this.effects.push(effect);
      if (effect.type === 'set-timer') this.timers.set(effect.timerId, effect.at);
      if (effect.type === 'cancel-timer') this.timers.delete(effect.timerId);
    }
    return events;
  }

  /** Lets time pass; timers come when they are due. */
  pass(seconds: number): void {
    const until = this.now + seconds * 1000;
    for (;;) {
      const next = [...this.timers].sort((a, b) => a[1] - b[1])[0];
      if (!next || next[1] > until) break;
      this.timers.delete(next[0]);
      this.now = Math.max(this.now, next[1]);
      this.send({ type: 'timer', timerId: next[0] });
    }
    this.now = until;
  }

  signIn(...agents: readonly string[]): void {
    for (const userId of agents) {
      this.send({ type: 'phone-reachable', userId, reachable: true });
      this.command(userId, { name: 'set-availability', availability: { kind: 'available' } });
    }
  }

  command(userId: string, command: Command): readonly Event[] {
    const roles = this.surroundings.site.users.find((user) => user.id === userId)?.roles ?? [];
    return this.send({ type: 'command', by: { userId, roles }, command });
  }

  /** A call rings on the demo line; returns its leg. */
  ring(legId: string, dialled = '1000'): void {
    this.send({ type: 'leg-entered', legId, dialled, callerNumber: '600111222', callerName: '', since: this.now });
  }

  call(legId: string): Call {
    const role = this.world.legs.get(legId);
    const call = role && this.world.calls.get(role.callId);
    if (!call) throw new Error(`No live call on leg ${legId}`);
    return call;
  }

  press(legId: string, ...digits: readonly string[]): void {
    for (const digit of digits) this.send({ type: 'digit', legId, digit });
  }

  /** The prompt that plays to the leg ends by itself. */
  promptEnds(legId: string): void {
    const playbackId = this.call(legId).playing;
    if (!playbackId) throw new Error(`Nothing plays to ${legId}`);
    this.send({ type: 'playback-done', playbackId, failed: false });
  }

  /** Through ring, welcome and language (es), consent as given, and the menu's key. */
  toQueue(legId: string, { consent = '1', key = '1' } = {}): void {
    this.ring(legId);
    this.pass(1);
    this.promptEnds(legId);
    this.press(legId, '1', consent);
    const capture = this.call(legId).recording?.capture;
    if (capture) this.send({ type: 'capture-running', captureId: capture.captureId, legId });
    this.press(legId, key);
  }

  /** The leg on which an agent is being offered a call. */
  offeredLeg(agentId: string): string {
    const offer = [...this.world.offers.values()].find((one) => one.agentId === agentId);
    if (!offer) throw new Error(`No offer to ${agentId}`);
    return offer.legId;
  }

  answer(agentId: string): string {
    const legId = this.offeredLeg(agentId);
    this.send({ type: 'leg-ringing', legId });
    this.send({ type: 'leg-up', legId });
    return legId;
  }

  types(): readonly EventType[] {
    return this.events.map((event) => event.type);
  }

  last<T extends EventType>(type: T): Extract<Event, { type: T }> {
    const found = this.events.findLast((event) => event.type === type);
    if (!found) throw new Error(`No event ${type} among ${this.types().join(', ')}`);
    return found as Extract<Event, { type: T }>;
  }

  asked<T extends Effect['type']>(type: T): readonly Extract<Effect, { type: T }>[] {
    return this.effects.filter((effect) => effect.type === type) as Extract<Effect, { type: T }>[];
  }
}
