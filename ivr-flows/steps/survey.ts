import { z } from 'zod';
import type { FlowAction } from '../../services/core/flow.ts';
import { promptsOf, type StepType } from '../step.ts';

const schema = z.strictObject({
  questions: z
    .array(
      z
        .strictObject({
          id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
          prompts: z.array(z.string()).min(1),
          /** The keys that answer. */
          from: z.int().min(0).max(9).default(1),
          to: z.int().min(0).max(9).default(5),
        })
        .refine(({ from, to }) => from < to, 'the scale ends before it begins'),
    )
    .min(1)
    .max(10),
  /** Which share of the callers is asked, from 0 to 1. */
  share: z.number().min(0).max(1).default(1),
  /** Said before the first question. */
  introduction: z.array(z.string()).default([]),
  /** Said before a question is repeated after a wrong key. */
  wrongPrompt: z.string().optional(),
  timeoutSeconds: z.number().min(1).max(60).default(5),
  /** Wrong keys, or silences, until a question is passed over. */
  wrongLimit: z.int().min(1).max(10).default(3),
  silenceLimit: z.int().min(1).max(10).default(2),
});
type Config = z.infer<typeof schema>;
type Memory = { readonly question: number; readonly wrong: number; readonly silent: number; readonly answers: number };

/** Asks how satisfied the caller is, one key a question. Who says nothing to a question is asked no more. */
export const survey: StepType<Config> = {
  type: 'survey',
  docs: 'Asks a share of the callers how satisfied they are, one key a question; put it after a queue by `after-talk`.',
  example: `
survey:
  type: survey
  questions: [{ id: satisfaction, prompts: [menu-person], from: 1, to: 5 }]
  share: 0.5
  wrongPrompt: wrong-key
  exits: { done: next }
`,
  pace: 'asks',
  exitsUnasked: () => ['done', 'skipped', 'silence'],
  schema,
  exits: () => ['done'],
  optionalExits: ['skipped', 'silence'],
  references: ({ questions, introduction, wrongPrompt }) => ({
    prompts: [...introduction, ...questions.flatMap(({ prompts }) => prompts), ...(wrongPrompt ? [wrongPrompt] : [])],
    queues: [],
  }),
  listens: true,
  cutByKeys: true,
  on: (context, config, input) => {
    const memory = (context.data ?? { question: 0, wrong: 0, silent: 0, answers: 0 }) as Memory;
    switch (input.type) {
      case 'enter':
        // Begun anew after a restart: who was chosen stays so.
        if (context.data === null && context.random() >= config.share)
          return [{ do: 'exit', exit: 'skipped', or: 'done' }];
        return [{ do: 'answer' }, ...ask(config, memory, memory.question === 0 ? config.introduction : [])];
      case 'prompt-done':
        return [{ do: 'remember', data: memory, wakeAt: context.now + config.timeoutSeconds * 1000 }];
      case 'wake': {
        const silent = memory.silent + 1;
        if (silent < config.silenceLimit) return ask(config, { ...memory, silent });
        return [{ do: 'exit', exit: 'silence', or: 'done' }];
      }
      case 'digit':
        return answered(config, memory, input.digit);
      default:
        return [];
    }
  },
};

function ask(config: Config, memory: Memory, before: readonly string[] = []): readonly FlowAction[] {
  const question = config.questions[memory.question];
  if (!question) return [{ do: 'stop-play' }, { do: 'exit', exit: 'done' }];
  return [
    { do: 'remember', data: memory, wakeAt: null },
    { do: 'play', prompts: promptsOf([...before, ...question.prompts]) },
  ];
}

function answered(config: Config, memory: Memory, digit: string): readonly FlowAction[] {
  const question = config.questions[memory.question];
  if (!question) return [];
  const answer = /^\d$/.test(digit) ? Number(digit) : Number.NaN;
  const next = { question: memory.question + 1, wrong: 0, silent: 0, answers: memory.answers };
  if (answer >= question.from && answer <= question.to)
    return [{ do: 'survey', question: question.id, answer }, ...ask(config, { ...next, answers: memory.answers + 1 })];
  const wrong = memory.wrong + 1;
  if (wrong >= config.wrongLimit) return ask(config, next);
  return ask(config, { ...memory, wrong }, config.wrongPrompt ? [config.wrongPrompt] : []);
}
