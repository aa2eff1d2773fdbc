import { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import { promptsOf } from '../step.ts';

/** A key a caller can press in a question. */
export const keySchema = z.string().regex(/^[0-9*#]$/, 'is not a key: write one of 0-9, * or #, in quotes');

/** Settings that every question by key shares. */
export const askSettings = {
  /** Keys of the language files, in order. */
  prompts: z.array(z.string()).min(1),
  /** Said before the question is repeated after a wrong key. */
  wrongPrompt: z.string().optional(),
  /** How long a key is waited for after the prompt, in seconds. */
  timeoutSeconds: z.number().min(1).max(60).default(5),
  /** Wrong keys until the way out `wrong`. */
  wrongLimit: z.int().min(1).max(10).default(3),
  /** Silences until the way out `silence`. */
  silenceLimit: z.int().min(1).max(10).default(2),
};

export type AskSettings = {
  readonly prompts: readonly string[];
  readonly wrongPrompt?: string | undefined;
  readonly timeoutSeconds: number;
  readonly wrongLimit: number;
  readonly silenceLimit: number;
};

type Memory = { readonly wrong: number; readonly silent: number };

/**
 * The turn of a question by key: asked, repeated on silence and after a wrong key, given up after the limits.
 * `chosen` says what a key means, or null when it means nothing here; `gaveUp` what happens at a limit.
 */
export function ask(
  context: FlowContext,
  config: AskSettings,
  input: FlowInput,
  chosen: (digit: string) => readonly FlowAction[] | null,
  gaveUp: (how: 'wrong' | 'silence') => readonly FlowAction[],
): readonly FlowAction[] {
  const memory = (context.data ?? { wrong: 0, silent: 0 }) as Memory;
  const remember = (change: Partial<Memory>, wakeAt: number | null = null): FlowAction => ({
    do: 'remember',
    data: { ...memory, ...change },
    wakeAt,
  });
  const question: FlowAction = { do: 'play', prompts: promptsOf(config.prompts) };
  switch (input.type) {
    case 'enter':
      // A key typed ahead answers before the question is heard.
      // Before the line is answered, keys are not sure to come.
      return context.ahead > 0 ? [{ do: 'answer' }] : [{ do: 'answer' }, question];
    case 'prompt-done':
      return [remember({}, context.now + config.timeoutSeconds * 1000)];
    case 'wake': {
      const silent = memory.silent + 1;
      return silent >= config.silenceLimit ? gaveUp('silence') : [remember({ silent }), question];
    }
    case 'digit': {
      const actions = chosen(input.digit);
      if (actions) return [{ do: 'stop-play' }, ...actions];
      const wrong = memory.wrong + 1;
      if (wrong >= config.wrongLimit) return gaveUp('wrong');
      const said = config.wrongPrompt ? [config.wrongPrompt, ...config.prompts] : config.prompts;
      return [remember({ wrong }), { do: 'play', prompts: promptsOf(said) }];
    }
    default:
      return [];
  }
}

/** All language keys a question may say. */
export const askPrompts = (config: AskSettings): readonly string[] =>
  config.wrongPrompt ? [...config.prompts, config.wrongPrompt] : config.prompts;
