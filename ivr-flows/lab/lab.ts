import type { Call } from '../../services/core/call.ts';
import type { Effect } from '../../services/core/effect.ts';
import type { Event, EventOf, EventType } from '../../services/core/event.ts';
import type { Numbers } from '../../services/core/numbers.ts';
import type { Prompt } from '../../services/core/prompt.ts';
import type { Router } from '../../services/core/router.ts';
import type { Command, Signal } from '../../services/core/signal.ts';
import type { Site } from '../../services/core/site.ts';
import { step } from '../../services/core/step.ts';
import type { Surroundings } from '../../services/core/turn.ts';
import type { Value } from '../../services/core/variable.ts';
import { memoryVault } from '../../services/core/vault.ts';
import { emptyWorld, type World } from '../../services/core/world.ts';
import type { Flow, FlowStep } from '../flow.ts';
import { flowRunner } from '../interpreter.ts';
import { type Given, givenStep, type WebAnswer, withGiven } from './given.ts';
import { agentOf, labSite, lineFlows, linesBefore, staffOf } from './lab-site.ts';
import { Outside } from './outside.ts';

export type LabOptions = {
  /** The flow that is tried. */
  readonly flow: Flow;
  /** Those that it may go into. */
  readonly others: readonly Flow[];
  readonly site: Site;
  readonly router: Router;
  readonly numbers: Numbers;
  /** How long a prompt takes to say, in ms. */
  readonly promptMs: (prompt: Prompt, language: string) => number;
  readonly given: Given;
};

/** Something the caller heard. */
export type Heard = { readonly at: number; readonly prompts: readonly Prompt[]; readonly language: string };

const leg = 'caller';

/**
 * One caller on the production engine, with a virtual clock and an outside that does as it is told: no telephones, no
 * Asterisk. Time passes only by `next` and `advance`.
 */
export class Lab {
  /** Of the caller's call alone, in order. */
  readonly events: Event[] = [];
  readonly heard: Heard[] = [];
  /** Web requests to which no answer was given. */
  readonly unanswered: string[] = [];
  /** Of the flow itself; what is sensitive is `•`. */
  variables: Readonly<Record<string, Value>> = {};
  readonly #world: World = emptyWorld();
  readonly #timers = new Map<string, number>();
  readonly #outside: Outside;
  readonly #surroundings: Surroundings;
  readonly #dialled: string;
  readonly #options: LabOptions;
  readonly #exits: { flow: string; step: string; exit: string; led: string }[] = [];
  #watcher: () => void = () => undefined;
  #callId: string | null = null;
  #consent: Call['consent'] = 'unknown';
  #ids = 0;
  #now: number;

  constructor(options: LabOptions) {
    this.#options = options;
    const { given, site: real, router, numbers } = options;
    const { site, dialled } = labSite(real, options.flow.name, given);
    const flow = withGiven(options.flow, given);
    const flows = [flow, ...options.others].map((one) => this.#watched(one)).concat(lineFlows(real));
    const current = new Map(flows.map(({ name, version }) => [name, version]));
    this.#dialled = dialled;
    this.#now = given.now;
    this.#outside = new Outside(given, options.promptMs);
    this.#surroundings = {
      site,
      router,
      numbers,
      flows: flowRunner(flows, current),
      vault: memoryVault(),
      hears: () => given.hears,
    };
    this.#send({ type: 'asterisk-compared', startedAt: 1, legs: [], bridges: [], playbacks: [], reachable: [] });
    for (const { id } of real.queues) this.#staff(id);
    for (const [index, line] of linesBefore(given).entries()) this.#enter(`before-${index}`, line, '');
  }

  /** Ms since the epoch. */
  get now(): number {
    return this.#now;
  }

  /** Null once it has ended, and before it has come in. */
  get call(): Call | null {
    return this.#callId === null ? null : (this.#world.calls.get(this.#callId) ?? null);
  }

  get ended(): EventOf<'call-ended'> | null {
    return this.last('call-ended');
  }

  last<T extends EventType>(type: T): EventOf<T> | null {
    return (this.events.findLast((event) => event.type === type) as EventOf<T> | undefined) ?? null;
  }

  /** The steps that the call has gone through; those of another flow with its name before them. */
  get path(): readonly string[] {
    return this.events.flatMap((event) =>
      event.type === 'step-entered' && event.step !== givenStep ? [this.#named(event.flow, event.step)] : [],
    );
  }

  /** The ways out taken; `led`: the one by which the flow led on, where that was another one. */
  get exits(): readonly {
    readonly flow: string;
    readonly step: string;
    readonly exit: string;
    readonly led: string;
  }[] {
    return this.#exits;
  }

  /** Whether a key pressed now is for the step that the call is in. */
  get listens(): boolean {
    const { call } = this;
    if (!call?.step) return false;
    const { flow, version } = call.inFlow;
    const described = this.#surroundings.flows.describe(flow, version, call.step.step);
    if (call.place.at === 'menu') return described?.listens ?? false;
    return call.place.at === 'queue' && (described?.listensInQueue ?? false);
  }

  /** Whether something is being said to the caller. */
  get speaks(): boolean {
    return this.call?.playing != null;
  }

  /** Called after everything that happens on the call, at its time. */
  watch(watcher: () => void): void {
    this.#watcher = watcher;
  }

  /** What a further web request is answered. */
  answerWeb(answer: WebAnswer): void {
    this.#outside.answerWeb(answer);
  }

  /** The telephone rings in. */
  ring(): void {
    this.#enter(leg, this.#dialled, this.#options.given.caller);
  }

  press(digit: string): void {
    this.#send({ type: 'digit', legId: leg, digit });
  }

  say(words: string): void {
    this.#send({ type: 'heard', legId: leg, words, confidence: 1 });
  }

  hangUp(): void {
    this.#send({ type: 'leg-hang-up-requested', legId: leg, cause: 16 });
    this.#send({ type: 'leg-gone', legId: leg, cause: 16, causeText: '' });
  }

  /** The agent of the conversation hangs up. */
  agentHangsUp(): boolean {
    const place = this.call?.place;
    if (place?.at !== 'conversation') return false;
    this.#send({ type: 'leg-hang-up-requested', legId: place.agentLegId, cause: 16 });
    this.#send({ type: 'leg-gone', legId: place.agentLegId, cause: 16, causeText: '' });
    return true;
  }

  /** Who was on a break is ready now. */
  agentsReady(): void {
    for (const { id } of this.#options.site.queues)
      if (staffOf(this.#options.given, id) === 'busy')
        this.#command(id, { name: 'set-availability', availability: { kind: 'available' } });
  }

  get consent(): Call['consent'] {
    return this.#consent;
  }

  /** When the next thing happens; null: nothing is planned. */
  get nextAt(): number | null {
    const times = [...this.#timers.values(), ...this.#outside.times()];
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** Lets the next thing happen, and gives the timer that it was, or what came from outside; null when nothing is planned. */
  next(): string | null {
    const at = this.nextAt;
    if (at === null) return null;
    this.#now = Math.max(this.#now, at);
    const timer = [...this.#timers].find(([, due]) => due === at);
    if (timer) {
      this.#timers.delete(timer[0]);
      this.#send({ type: 'timer', timerId: timer[0] });
      return timer[0];
    }
    const signal = this.#outside.take(at);
    if (signal) this.#send(signal);
    return signal?.type ?? '';
  }

  /** Lets time pass until then. */
  advance(until: number): void {
    for (let at = this.nextAt; at !== null && at <= until; at = this.nextAt) this.next();
    this.#now = Math.max(this.#now, until);
  }

  /** The flow, noting which ways out its steps take: the journal does not tell by which other one it was led on. */
  #watched(flow: Flow): Flow {
    const steps = [...flow.steps].map(([id, step]): [string, FlowStep] => [
      id,
      {
        ...step,
        on: (context, input) => {
          const actions = step.on(context, input);
          for (const action of actions)
            if (action.do === 'exit' && id !== givenStep) {
              const led = step.next[action.exit] === undefined ? (action.or ?? action.exit) : action.exit;
              this.#exits.push({ flow: flow.name, step: id, exit: action.exit, led });
            }
          return actions;
        },
      },
    ]);
    return { ...flow, steps: new Map(steps) };
  }

  #named(flow: string | undefined, id: string): string {
    return flow === undefined || flow === this.#options.flow.name ? id : `${flow}/${id}`;
  }

  #enter(legId: string, dialled: string, callerNumber: string): void {
    const callerName = legId === leg ? this.#options.given.callerName : '';
    this.#send({ type: 'leg-entered', legId, dialled, callerNumber, callerName, since: this.#now });
  }

  #staff(queueId: string): void {
    const staff = staffOf(this.#options.given, queueId);
    if (staff === 'none') return;
    this.#send({ type: 'phone-reachable', userId: agentOf(queueId), reachable: true });
    this.#command(queueId, { name: 'set-availability', availability: { kind: 'available' } });
    const reason = this.#options.site.breakReasons[0]?.id ?? '';
    if (staff === 'busy') this.#command(queueId, { name: 'set-availability', availability: { kind: 'break', reason } });
  }

  #command(queueId: string, command: Command): void {
    this.#send({ type: 'command', by: { userId: agentOf(queueId), roles: ['agent'] }, command });
  }

  #send(signal: Signal): void {
    const draw = {
      now: this.#now,
      random: () => this.#options.given.dice,
      id: (kind: string) => {
        this.#ids += 1;
        return `${kind}-${this.#ids}`;
      },
    };
    const { events, effects } = step(this.#world, signal, draw, this.#surroundings);
    for (const event of events) {
      if (event.type === 'call-rang' && event.legId === leg) this.#callId = event.callId;
      if ('callId' in event && event.callId === this.#callId && this.#callId !== null) this.events.push(event);
    }
    for (const effect of effects) this.#ask(effect);
    this.#look();
    this.#watcher();
  }

  #ask(effect: Effect): void {
    if (effect.type === 'set-timer') this.#timers.set(effect.timerId, effect.at);
    else if (effect.type === 'cancel-timer') this.#timers.delete(effect.timerId);
    else {
      if (effect.type === 'play' && effect.legId === leg)
        this.heard.push({ at: this.#now, prompts: effect.prompts, language: effect.language });
      const asked = this.#outside.ask(effect, this.#now);
      if (asked !== null) this.unanswered.push(asked);
    }
  }

  /** The variables of the flow itself, not of one that it is in. */
  #look(): void {
    const { call } = this;
    if (call) this.#consent = call.consent;
    if (!call || call.frames.length > 0) return;
    const { variables } = this.#options.flow;
    const kept = [...variables.keys()].filter(
      (name) => this.#surroundings.vault.get(call.id, `0/${name}`) !== undefined,
    );
    const defaults = [...variables].flatMap(([name, one]) =>
      one.default === undefined ? [] : [[name, one.default] as const],
    );
    this.variables = {
      ...Object.fromEntries(defaults),
      ...call.variables,
      ...Object.fromEntries(kept.map((name) => [name, '•'])),
    };
  }
}
