import { z } from 'zod';
import type { CallbackNumber, FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import { promptsOf, type StepType } from '../step.ts';
import { keySchema } from './ask.ts';

const prompts = (key: string) => z.array(z.string()).min(1).default([key]);

const schema = z.strictObject({
  /** Said before the number; then the question whether that is the one. */
  number: prompts('callback-number'),
  confirm: prompts('callback-confirm'),
  /** Asks for a number, ended by `#`. */
  enter: prompts('callback-enter'),
  /** Said of a number that is none or may not be called, and of one that has been asked for too often. */
  invalid: prompts('callback-invalid'),
  limit: prompts('callback-limit'),
  yes: keySchema.default('1'),
  other: keySchema.default('2'),
  /** How long a key is waited for, in seconds. */
  timeoutSeconds: z.number().min(1).max(60).default(6),
  /** Wrong keys and numbers, or silences, until the way out `refused`. */
  wrongLimit: z.int().min(1).max(10).default(3),
  silenceLimit: z.int().min(1).max(10).default(2),
});
type Config = z.infer<typeof schema>;

/** `number`: the one that waits for a yes; null while one is being typed. */
type Memory = {
  readonly number: string | null;
  readonly typed: string;
  readonly wrong: number;
  readonly silent: number;
};

const nothing: Memory = { number: null, typed: '', wrong: 0, silent: 0 };
/** An E.164 number with its country in the long form; more keys are no number. */
const longestTyped = 17;

/**
 * Offers to call back in the caller's turn: on the number that the network gave, or on one that is typed. Who hides the
 * number must type one. `done`: the place goes on without the caller. `refused`: no number was found, or none may be
 * called: a flow that leads it back to the queue costs the caller nothing.
 */
export const callback: StepType<Config> = {
  type: 'callback',
  docs: 'Offers to call back in the turn of a caller who left the queue by a key.',
  example: `
callback:
  type: callback
  exits: { done: next, refused: next }
`,
  pace: 'asks',
  exitsUnasked: () => ['refused'],
  schema,
  exits: () => ['done', 'refused'],
  references: ({ number, confirm, enter, invalid, limit }) => ({
    prompts: [...number, ...confirm, ...enter, ...invalid, ...limit],
    queues: [],
  }),
  listens: true,
  cutByKeys: true,
  on: (context, config, input) => {
    const memory = (context.data ?? nothing) as Memory;
    switch (input.type) {
      case 'enter': {
        if (!context.hasPlace) return refused;
        const shown = context.callbackTo(context.callerNumber);
        if (!('refused' in shown)) return confirm(config, memory, shown);
        return shown.refused === 'limit' ? enter(config, memory, config.limit) : enter(config, memory);
      }
      case 'prompt-done':
        return [remember(memory, context.now + config.timeoutSeconds * 1000)];
      case 'wake':
        return silence(context, config, memory);
      case 'digit':
        return memory.number === null ? typed(context, config, memory, input) : chosen(context, config, memory, input);
      default:
        return [];
    }
  },
};

const refused: readonly FlowAction[] = [{ do: 'exit', exit: 'refused' }];
const remember = (data: Memory, wakeAt: number | null = null): FlowAction => ({ do: 'remember', data, wakeAt });

function confirm(config: Config, memory: Memory, to: Exclude<CallbackNumber, { refused: string }>): FlowAction[] {
  const prompts = [
    ...promptsOf(config.number),
    { kind: 'digits', value: to.spoken } as const,
    ...promptsOf(config.confirm),
  ];
  return [remember({ ...memory, number: to.number, typed: '' }), { do: 'play', prompts }];
}

function enter(config: Config, memory: Memory, before: readonly string[] = []): FlowAction[] {
  return [
    remember({ ...memory, number: null, typed: '' }),
    { do: 'play', prompts: promptsOf([...before, ...config.enter]) },
  ];
}

/** The same question again, or the end of it. */
function wrong(
  context: FlowContext,
  config: Config,
  memory: Memory,
  why: CallbackNumber & { refused: string },
): readonly FlowAction[] {
  const counted = { ...memory, wrong: memory.wrong + 1 };
  if (counted.wrong >= config.wrongLimit) return refused;
  const again = memory.number === null ? null : context.callbackTo(memory.number);
  if (again && !('refused' in again)) return confirm(config, counted, again);
  return enter(config, counted, why.refused === 'limit' ? config.limit : config.invalid);
}

type Digit = Extract<FlowInput, { type: 'digit' }>;

function chosen(context: FlowContext, config: Config, memory: Memory, { digit }: Digit): readonly FlowAction[] {
  if (digit === config.other) return [{ do: 'stop-play' }, ...enter(config, memory)];
  if (digit !== config.yes) return wrong(context, config, memory, { refused: 'invalid' });
  const to = context.callbackTo(memory.number ?? '');
  if ('refused' in to) return wrong(context, config, { ...memory, number: null }, to);
  return [{ do: 'stop-play' }, { do: 'callback', number: to.number }, { do: 'exit', exit: 'done' }];
}

function typed(context: FlowContext, config: Config, memory: Memory, { digit }: Digit): readonly FlowAction[] {
  if (digit === '#') return finished(context, config, memory);
  // A star begins anew.
  const now = digit === '*' ? '' : memory.typed + digit;
  if (now.length > longestTyped) return wrong(context, config, memory, { refused: 'invalid' });
  const wakeAt = context.now + config.timeoutSeconds * 1000;
  return [{ do: 'stop-play' }, remember({ ...memory, typed: now, silent: 0 }, wakeAt)];
}

function finished(context: FlowContext, config: Config, memory: Memory): readonly FlowAction[] {
  const to = context.callbackTo(memory.typed);
  return 'refused' in to ? wrong(context, config, memory, to) : confirm(config, memory, to);
}

/** Who stops typing has typed the number; who says nothing is asked again. */
function silence(context: FlowContext, config: Config, memory: Memory): readonly FlowAction[] {
  if (memory.number === null && memory.typed !== '') return finished(context, config, memory);
  const counted = { ...memory, silent: memory.silent + 1 };
  if (counted.silent >= config.silenceLimit) return refused;
  const again = memory.number === null ? null : context.callbackTo(memory.number);
  return again && !('refused' in again) ? confirm(config, counted, again) : enter(config, counted);
}
