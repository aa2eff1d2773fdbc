import type { Event } from '../../services/core/event.ts';
import { givenStep } from '../lab/given.ts';
import type { Heard, Lab } from '../lab/lab.ts';
import type { Said } from '../lab/said.ts';
import { type Say, style } from './terminal.ts';

type Sayer = (prompt: Heard['prompts'][number], language: string) => Said;

/** Tells a person what happens on a call of the lab, as it happens. */
export class Transcript {
  readonly #lab: Lab;
  readonly #sayer: Sayer;
  readonly #say: Say;
  readonly #from: number;
  #events = 0;
  #heard = 0;

  constructor(lab: Lab, sayer: Sayer, say: Say) {
    this.#lab = lab;
    this.#sayer = sayer;
    this.#say = say;
    this.#from = lab.now;
  }

  /** What has happened since it was last told. */
  tell(): void {
    const { events, heard } = this.#lab;
    for (; this.#events < events.length; this.#events += 1) {
      const event = events[this.#events];
      if (!event) continue;
      if (event.type === 'prompt-started') {
        const said = heard[this.#heard];
        this.#heard += 1;
        if (said)
          this.#line(style.cyan(`“${said.prompts.map((one) => this.#sayer(one, said.language).text).join(' ')}”`));
        continue;
      }
      const text = inWords(event);
      if (text !== null) this.#line(text);
    }
  }

  #line(text: string): void {
    const seconds = (this.#lab.now - this.#from) / 1000;
    this.#say(`${style.dim(`${seconds.toFixed(1).padStart(7)} s`)}  ${text}`);
  }
}

/** An event as a line; null for what nobody at the telephone notices. */
function inWords(event: Event): string | null {
  switch (event.type) {
    case 'step-entered':
      return event.step === givenStep ? null : style.bold(`→ ${event.step}`) + style.dim(` (${event.stepType})`);
    case 'digit-pressed':
      return `key ${event.digit}${event.ahead ? ' (ahead)' : ''}`;
    case 'speech-heard':
      return `heard "${event.words}"`;
    case 'language-chosen':
      return `language: ${event.language}`;
    case 'consent-given':
    case 'consent-refused':
      return event.type.replace('-', ' ');
    case 'variables-set':
      return Object.entries(event.values)
        .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
        .join(', ');
    case 'sub-flow-entered':
      return `into the flow ${event.flow}`;
    case 'sub-flow-left':
      return `back from the flow ${event.flow} by ${event.exit}`;
    case 'web-asked':
      return `asks ${event.method} ${event.host}`;
    case 'web-answered':
      return `the web service: ${event.how}${event.status === null ? '' : ` ${event.status}`}`;
    case 'queue-entered':
      return `waits in the queue ${event.queueId}, place ${event.position}`;
    case 'call-connected':
      return `talks with ${event.agentId}`;
    case 'talk-ended':
      return 'the agent hangs up';
    case 'voicemail-began':
    case 'message-began':
      return 'recording…';
    case 'callback-requested':
      return 'a call-back is noted';
    case 'survey-answered':
      return `rating: ${event.answer}`;
    case 'step-left':
      return event.step === givenStep ? null : style.dim(`← ${event.step}.${event.exit}`);
    case 'call-ended':
      return style.bold(`the call ends: ${event.reason} (${event.by}), ${event.result}`);
    default:
      return null;
  }
}
