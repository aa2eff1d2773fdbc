import { flowRunner } from '../../../ivr-flows/interpreter.ts';
import { readFlow } from '../../../ivr-flows/loader.ts';
import { expectedWait } from '../../../services/core/decide/queue.ts';
import type { Effect } from '../../../services/core/effect.ts';
import type { Event } from '../../../services/core/event.ts';
import { floorOf } from '../../../services/core/floor.ts';
import type { Draw } from '../../../services/core/ids.ts';
import type { Signal } from '../../../services/core/signal.ts';
import { step } from '../../../services/core/step.ts';
import { beginTurn, type Surroundings } from '../../../services/core/turn.ts';
import { memoryVault } from '../../../services/core/vault.ts';
import { emptyWorld } from '../../../services/core/world.ts';
import { numbers } from '../../../services/numbers.ts';
import { router } from '../../../services/routing/index.ts';
import { siteOf } from '../../support/site.ts';

const queueId = 'cola';
/** Wednesday, 4 November 2026, in ms since the epoch: where the virtual clock begins. */
const beginning = Date.UTC(2026, 10, 4);

function surroundingsFor(agents: number): Surroundings {
  const ids = Array.from({ length: agents }, (_, index) => `a${index}`);
  const site = siteOf({
    services: [
      {
        id: 'mesa',
        name: 'Mesa',
        client: 'Empresa',
        numbers: ['1000'],
        flow: 'cola',
        holder: 'Empresa',
        hours: { timeZone: 'UTC', week: {}, holidays: [] },
      },
    ],
    queues: [
      {
        id: queueId,
        name: { es: 'Cola' },
        service: 'mesa',
        agents: ids,
        wrapUpSeconds: 0,
        announce: { position: false, wait: false },
      },
    ],
    users: ids.map((id) => ({ id, login: id, name: id, roles: ['agent' as const], phone: 'sip' as const })),
  });
  const label = { es: 'Cola', en: 'Queue' };
  const written = {
    flow: 'cola',
    language: 'es',
    start: 'queue',
    steps: {
      queue: { type: 'queue', label, queue: queueId, exits: { 'no-agents': 'end' } },
      end: { type: 'hang-up', label, prompts: [] },
    },
  };
  const known = {
    queues: new Set([queueId]),
    skills: new Set<string>(),
    prompts: new Map([['es', new Set<string>()]]),
  };
  const flow = readFlow(written, 'cola.yaml', '1', known);
  return { site, flows: flowRunner([flow], new Map([['cola', '1']])), router, numbers, vault: memoryVault() };
}

/** What the centre tells of its calls, by the number each was given. */
export type Heard = {
  /** An agent and the caller talk; `waitMs` as the journal has it. */
  readonly connected: (call: number, waitMs: number) => void;
};

/**
 * The production engine's `step`, with the real flow interpreter, queue, router and floor, on a virtual clock. Telephones
 * answer at once. No journal, no Asterisk.
 */
export class Centre {
  readonly #world = emptyWorld();
  readonly #surroundings: Surroundings;
  readonly #heard: Heard;
  readonly #draw: { now: number; readonly id: Draw['id']; readonly random: () => number };
  #id = 0;
  #call = 0;

  constructor(agents: number, heard: Heard, random: () => number) {
    this.#surroundings = surroundingsFor(agents);
    this.#heard = heard;
    const id = (kind: string) => {
      if (kind === 'call') return `call-${this.#call}`;
      this.#id += 1;
      return `${kind}-${this.#id}`;
    };
    this.#draw = { now: beginning, id, random };
    this.#send({ type: 'asterisk-compared', startedAt: 1, legs: [], bridges: [], playbacks: [], reachable: [] });
    for (const { id: userId, roles } of this.#surroundings.site.users) {
      this.#send({ type: 'phone-reachable', userId, reachable: true });
      const command = { name: 'set-availability', availability: { kind: 'available' } } as const;
      this.#send({ type: 'command', by: { userId, roles }, command });
    }
  }

  /** A call comes in at so many seconds of the virtual clock. */
  arrive(call: number, seconds: number): void {
    this.#draw.now = beginning + seconds * 1000;
    this.#call = call;
    const legId = `c${call}`;
    const said = { dialled: '1000', callerNumber: '', callerName: '', since: this.#draw.now };
    this.#send({ type: 'leg-entered', legId, ...said });
  }

  /** The caller hangs up: after the conversation, or out of patience. */
  leave(call: number, seconds: number): void {
    this.#draw.now = beginning + seconds * 1000;
    this.#send({ type: 'leg-gone', legId: `c${call}`, cause: 16, causeText: '' });
  }

  /** What a caller who entered last would be told (s); null: not known yet. */
  expectedWait(): number | null {
    const { site } = this.#surroundings;
    const [queue] = site.queues;
    const position = floorOf(this.#world, site, router, this.#draw.now).queue(queueId)?.waiting ?? 0;
    return queue ? expectedWait(beginTurn(this.#world, this.#surroundings, this.#draw), queue, position) : null;
  }

  #send(signal: Signal): void {
    const { events, effects } = step(this.#world, signal, this.#draw, this.#surroundings);
    for (const event of events) this.#read(event);
    for (const effect of effects) this.#do(effect);
  }

  #read(event: Event): void {
    if (event.type === 'queue-left' && event.reason === 'answered')
      this.#heard.connected(Number(event.callId.slice(5)), event.waitMs);
  }

  #do(effect: Effect): void {
    if (effect.type === 'dial-agent') this.#send({ type: 'leg-up', legId: effect.legId });
  }
}
