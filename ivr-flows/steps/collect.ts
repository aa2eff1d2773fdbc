import { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import type { Prompt } from '../../services/core/prompt.ts';
import { promptsOf, type StepType } from '../step.ts';
import { keySchema } from './ask.ts';
import { type Check, checked, checkSchema, typesOf } from './collect-check.ts';
import { variableSchema } from './values.ts';

const length = z
  .strictObject({ min: z.int().min(1).max(40).default(1), max: z.int().min(1).max(40).default(20) })
  .refine(({ min, max }) => min <= max, 'min is more than max');

const schema = z
  .strictObject({
    prompts: z.array(z.string()).min(1),
    /** The variable that holds what was typed. */
    variable: variableSchema,
    length: length.prefault({}),
    /** The key that ends it. With `none`, the length or a pause does. */
    terminator: z.enum(['#', '*', 'none']).default('#'),
    check: checkSchema.optional(),
    /** Masked in the journal, kept in memory alone, and not recorded. */
    sensitive: z.boolean().default(false),
    /** Reads what was typed back, and takes it after a yes; of what is sensitive, the last digits alone. */
    confirm: z
      .strictObject({
        before: z.array(z.string()).min(1),
        after: z.array(z.string()).min(1),
        yes: keySchema.default('1'),
        no: keySchema.default('2'),
        lastDigits: z.int().min(1).max(4).default(4),
      })
      .optional(),
    /** Said before the question is repeated, when what was typed will not do. */
    wrongPrompt: z.string().optional(),
    /** How long the first key is waited for after the prompt, and each further one, in seconds. */
    timeoutSeconds: z.number().min(1).max(60).default(6),
    betweenSeconds: z.number().min(1).max(30).default(4),
    wrongLimit: z.int().min(1).max(10).default(3),
    silenceLimit: z.int().min(1).max(10).default(2),
  })
  .refine(
    ({ confirm }) => confirm === undefined || confirm.yes !== confirm.no,
    'confirm.yes and confirm.no are one key',
  );
type Config = z.infer<typeof schema>;

/** `typed` and `value` stay empty where they are sensitive: the vault has them. */
type Memory = {
  readonly stage: 'typing' | 'confirming';
  readonly typed: string;
  readonly value: string;
  readonly wrong: number;
  readonly silent: number;
};
const nothing: Memory = { stage: 'typing', typed: '', value: '', wrong: 0, silent: 0 };

/** How long the terminator is waited for once no further digit can come, in ms. */
const lastKeyMs = 1_000;

/** Takes digits into a variable: asked, checked, read back if wanted, asked again. */
export const collect: StepType<Config> = {
  type: 'collect',
  docs: 'Takes digits into a variable: with their length, their end, a check and a confirmation; masked where sensitive.',
  example: `
collect:
  type: collect
  prompts: [callback-enter]
  variable: order
  length: { min: 4, max: 8 }
  check: { kind: pattern, pattern: "[1-9]\\\\d*" }
  wrongPrompt: wrong-key
  confirm: { before: [callback-number], after: [callback-confirm] }
  exits: { done: next, wrong: next, silence: next }
`,
  pace: 'asks',
  exitsUnasked: () => ['silence'],
  schema,
  exits: () => ['done', 'wrong', 'silence'],
  references: ({ prompts, confirm, wrongPrompt, check }) => ({
    prompts: [
      ...prompts,
      ...(confirm ? [...confirm.before, ...confirm.after] : []),
      ...(wrongPrompt ? [wrongPrompt] : []),
    ],
    queues: [],
    lists: check?.kind === 'list' ? [check.list] : [],
    tables: check?.kind === 'table' ? [{ table: check.table, columns: [] }] : [],
  }),
  variables: ({ variable, check }) => ({
    reads: [],
    sets: [{ name: variable, types: typesOf(check) }],
    aloud: [variable],
  }),
  sensitive: ({ sensitive }) => sensitive,
  listens: true,
  cutByKeys: true,
  on: (context, config, input) => {
    const memory = (context.data ?? nothing) as Memory;
    switch (input.type) {
      case 'enter':
        // A key typed ahead answers before the question is heard.
        if (context.ahead > 0) return [{ do: 'answer' }];
        return [{ do: 'answer' }, ...(memory.stage === 'typing' ? question(config, memory) : wrong(config, memory))];
      case 'prompt-done':
        return [remember(memory, context.now + config.timeoutSeconds * 1000)];
      case 'wake':
        return paused(context, config, memory);
      case 'digit':
        return memory.stage === 'typing'
          ? typing(context, config, memory, input)
          : confirming(context, config, memory, input);
      default:
        return [];
    }
  },
};

type Digit = Extract<FlowInput, { type: 'digit' }>;

const remember = (data: Memory, wakeAt: number | null = null): FlowAction => ({ do: 'remember', data, wakeAt });
const typedSoFar = (context: FlowContext, memory: Memory): string =>
  context.sensitive ? (context.kept('typed') ?? '') : memory.typed;

/** Puts what was typed where it belongs: into the vault, or into the step's memory. */
function write(context: FlowContext, memory: Memory, what: 'typed' | 'value', text: string): [Memory, FlowAction[]] {
  if (!context.sensitive) return [{ ...memory, [what]: text }, []];
  return [{ ...memory, [what]: '' }, [{ do: 'keep', name: what, value: text === '' ? null : text }]];
}

function question(config: Config, memory: Memory, before: readonly string[] = []): readonly FlowAction[] {
  return [
    { do: 'keep', name: 'typed', value: null },
    remember({ ...memory, stage: 'typing', typed: '', value: '' }),
    { do: 'play', prompts: promptsOf([...before, ...config.prompts]) },
  ];
}

function wrong(config: Config, memory: Memory): readonly FlowAction[] {
  const counted = { ...memory, wrong: memory.wrong + 1 };
  if (counted.wrong >= config.wrongLimit) return [{ do: 'exit', exit: 'wrong' }];
  return question(config, counted, config.wrongPrompt ? [config.wrongPrompt] : []);
}

function typing(context: FlowContext, config: Config, memory: Memory, { digit }: Digit): readonly FlowAction[] {
  const {
    terminator,
    length: { min, max },
    betweenSeconds,
  } = config;
  const before = typedSoFar(context, memory);
  if (digit === terminator) return finished(context, config, memory, before);
  // A star begins anew; a key that means nothing here is passed over.
  if (!/^\d$/.test(digit) && digit !== '*')
    return [{ do: 'stop-play' }, remember(memory, context.now + config.timeoutSeconds * 1000)];
  const typed = digit === '*' ? '' : before + digit;
  if (typed.length > max) return wrong(config, memory);
  if (typed.length === max && (min === max || terminator === 'none')) return finished(context, config, memory, typed);
  const [next, kept] = write(context, { ...memory, silent: 0 }, 'typed', typed);
  const wait = typed.length === max ? lastKeyMs : betweenSeconds * 1000;
  return [{ do: 'stop-play' }, ...kept, remember(next, context.now + wait)];
}

function finished(context: FlowContext, config: Config, memory: Memory, typed: string): readonly FlowAction[] {
  const value = typed.length < config.length.min ? null : checked(context, config.check, typed);
  if (value === null) return [{ do: 'stop-play' }, ...wrong(config, memory)];
  if (!config.confirm) return [{ do: 'stop-play' }, ...done(config, value)];
  const [next, kept] = write(context, { ...memory, stage: 'confirming', typed: '' }, 'value', value);
  const forget: FlowAction = { do: 'keep', name: 'typed', value: null };
  return [{ do: 'stop-play' }, forget, ...kept, remember(next), readBack(context, config, value)];
}

const done = (config: Config, value: string): readonly FlowAction[] => [
  { do: 'set', values: { [config.variable]: value } },
  { do: 'exit', exit: 'done' },
];

function readBack(context: FlowContext, config: Config, value: string): FlowAction {
  const { before = [], after = [], lastDigits = 4 } = config.confirm ?? {};
  const said = saidOf(context, config.check, context.sensitive ? value.slice(-lastDigits) : value);
  return { do: 'play', prompts: [...promptsOf(before), said, ...promptsOf(after)], secret: context.sensitive };
}

function saidOf(context: FlowContext, check: Check | undefined, value: string): Prompt {
  if (context.sensitive) return { kind: 'digits', value: value.replace(/\D/g, '') };
  if (check?.kind === 'date' || check?.kind === 'time') return { kind: check.kind, value };
  return { kind: 'digits', value: value.replace(/\D/g, '') };
}

function confirming(context: FlowContext, config: Config, memory: Memory, { digit }: Digit): readonly FlowAction[] {
  const value = context.sensitive ? context.kept('value') : memory.value;
  // Lost with a restart.
  if (value === undefined) return wrong(config, memory);
  if (digit === config.confirm?.yes) return [{ do: 'stop-play' }, ...done(config, value)];
  // The end of a number that was long enough without it.
  if (digit === config.terminator) return [remember(memory, context.now + config.timeoutSeconds * 1000)];
  return [{ do: 'stop-play' }, ...wrong(config, memory)];
}

/** Who stops typing has typed it; who says nothing is asked again. */
function paused(context: FlowContext, config: Config, memory: Memory): readonly FlowAction[] {
  const typed = typedSoFar(context, memory);
  if (memory.stage === 'typing' && typed !== '') return finished(context, config, memory, typed);
  const counted = { ...memory, silent: memory.silent + 1 };
  if (counted.silent >= config.silenceLimit) return [{ do: 'exit', exit: 'silence' }];
  const value = context.sensitive ? context.kept('value') : memory.value;
  if (memory.stage === 'typing' || value === undefined) return question(config, counted);
  return [remember(counted), readBack(context, config, value)];
}
