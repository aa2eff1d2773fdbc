import type { Effect } from '../../services/core/effect.ts';
import type { Prompt } from '../../services/core/prompt.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { Given, WebAnswer } from './given.ts';

type Planned = { readonly at: number; readonly signal: Signal; readonly about: string };

/** How long an agent, or an outside number, lets it ring, in ms. */
const answersAfterMs = 2_000;

/** Asterisk, agents' telephones and web services, as they are told to be: what is asked of them comes back as signals. */
export class Outside {
  #planned: Planned[] = [];
  #web: readonly WebAnswer[];
  readonly #given: Given;
  readonly #promptMs: (prompt: Prompt, language: string) => number;

  constructor(given: Given, promptMs: (prompt: Prompt, language: string) => number) {
    this.#given = given;
    this.#promptMs = promptMs;
    this.#web = given.web;
  }

  answerWeb(answer: WebAnswer): void {
    this.#web = [...this.#web, answer];
  }

  times(): readonly number[] {
    return this.#planned.map(({ at }) => at);
  }

  /** What comes at that time; of several, what was planned first. */
  take(at: number): Signal | null {
    const index = this.#planned.findIndex((one) => one.at === at);
    const [found] = index < 0 ? [] : this.#planned.splice(index, 1);
    return found?.signal ?? null;
  }

  /** @returns the address of a web service that nobody was told of; null otherwise. */
  ask(effect: Effect, now: number): string | null {
    const plan = (ms: number, about: string, signal: Signal) => this.#planned.push({ at: now + ms, signal, about });
    switch (effect.type) {
      case 'answer-leg':
        plan(0, effect.legId, { type: 'leg-up', legId: effect.legId });
        break;
      case 'hang-up-leg':
        plan(0, effect.legId, { type: 'leg-gone', legId: effect.legId, cause: 16, causeText: '' });
        break;
      case 'play': {
        const { playbackId, prompts, language } = effect;
        const ms = prompts.reduce((sum, prompt) => sum + this.#promptMs(prompt, language), 0);
        plan(ms, playbackId, { type: 'playback-done', playbackId, failed: false });
        break;
      }
      case 'stop-play':
        this.#planned = this.#planned.filter(({ about }) => about !== effect.playbackId);
        break;
      case 'start-capture':
        plan(0, effect.captureId, { type: 'capture-running', captureId: effect.captureId, legId: effect.legId });
        break;
      case 'mute-capture':
        plan(0, effect.captureId, { type: 'capture-muted', captureId: effect.captureId, silent: effect.silent });
        break;
      case 'stop-capture':
        plan(0, effect.captureId, { type: 'capture-stopped', captureId: effect.captureId });
        break;
      case 'dial-agent':
        plan(0, effect.legId, { type: 'leg-ringing', legId: effect.legId });
        plan(answersAfterMs, effect.legId, { type: 'leg-up', legId: effect.legId });
        break;
      case 'dial-number':
        this.#dial(effect, plan);
        break;
      case 'web-request':
        return this.#ask(effect, plan);
      default:
    }
    return null;
  }

  #dial(
    { legId, ringSeconds }: Extract<Effect, { type: 'dial-number' }>,
    plan: (ms: number, about: string, signal: Signal) => void,
  ): void {
    plan(0, legId, { type: 'leg-ringing', legId });
    const gone = (cause: number): Signal => ({ type: 'leg-gone', legId, cause, causeText: '' });
    if (this.#given.outside === 'answers') plan(answersAfterMs, legId, { type: 'leg-up', legId });
    else if (this.#given.outside === 'busy') plan(answersAfterMs, legId, gone(17));
    else plan(ringSeconds * 1000, legId, gone(19));
  }

  #ask(
    { callId, requestId, url, timeoutMs }: Extract<Effect, { type: 'web-request' }>,
    plan: (ms: number, about: string, signal: Signal) => void,
  ): string | null {
    const index = this.#web.findIndex((one) => one.url === undefined || url.includes(one.url));
    const answer = this.#web[index];
    this.#web = this.#web.filter((_, at) => at !== index);
    const late = answer !== undefined && (answer.how === 'timeout' || answer.afterMs >= timeoutMs);
    const { status = null, body = null } = answer ?? {};
    const outcome = late
      ? { how: 'timeout' as const, status: null, body: null }
      : { how: answer?.how ?? 'failed', status, body };
    plan(late ? timeoutMs : (answer?.afterMs ?? 0), requestId, { type: 'web-answered', callId, requestId, ...outcome });
    return answer === undefined ? url : null;
  }
}
