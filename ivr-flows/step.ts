import type { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../services/core/flow.ts';
import type { Prompt } from '../services/core/prompt.ts';
import type { VariableType } from '../services/core/variable.ts';

/** What a step does about an input: read its context, return what it asks for. Pure. */
export type StepHandler<Config> = (context: FlowContext, config: Config, input: FlowInput) => readonly FlowAction[];

/** What a step names outside itself: checked when the flow is loaded. */
export type References = {
  readonly prompts: readonly string[];
  readonly queues: readonly string[];
  readonly skills?: readonly string[];
  readonly calendars?: readonly string[];
  readonly lists?: readonly string[];
  readonly tables?: readonly { readonly table: string; readonly columns: readonly string[] }[];
  readonly agents?: readonly string[];
  /** Outside numbers that are written out. */
  readonly numbers?: readonly string[];
  readonly flows?: readonly string[];
  /** Secrets of the settings. */
  readonly secrets?: readonly string[];
};

/** What a step does with variables. */
export type StepVariables = {
  /** `types`: those that will do; any where it is missing. */
  readonly reads: readonly { readonly name: string; readonly types?: readonly VariableType[] }[];
  /** `types`: those that it can fill; any where it is missing. */
  readonly sets: readonly { readonly name: string; readonly types?: readonly VariableType[] }[];
  /** Typed by the caller or said aloud there: where one of them is sensitive, so is the step. */
  readonly aloud: readonly string[];
};

/** What a caller must do for a step to be left: `asks` for a key or a word; `waits`, time passes; nothing. */
export type Pace = 'at-once' | 'waits' | 'asks';

/** *Step type*: one node type of a flow. One file each, one line in steps/index.ts. */
export type StepType<Config> = {
  readonly type: string;
  /** One sentence for the documentation, in English. */
  readonly docs: string;
  /** The step as it stands in a flow, with its exits; tested. Queues, lists and so on are those of the demo site. */
  readonly example: string;
  /** The step's settings in the flow file, besides `type`, `label` and `exits`. */
  readonly schema: z.ZodType<Config>;
  /** Ways out; the flow file must lead each somewhere. */
  readonly exits: (config: Config) => readonly string[];
  readonly references: (config: Config) => References;
  readonly variables?: (config: Config) => StepVariables;
  readonly pace: Pace;
  /** Ways out that are taken without the caller doing anything. Missing: none of a step that asks, all of another. */
  readonly exitsUnasked?: (config: Config) => readonly string[];
  /** Whether keys are for this step: it then takes those typed ahead too. */
  readonly listens: boolean;
  /** Ways out that may be left out of the flow file: the step's handler says which other one is taken then. */
  readonly optionalExits?: readonly string[];
  /** Of a `sub-flow`: its further ways out are the names of the `return` steps of that flow. */
  readonly goesInto?: (config: Config) => string;
  /** Of a `return`: the way out that it is for the step that went into its flow. */
  readonly returns?: (config: Config) => string;
  /** Whether any key ends what the step says, and the step then does something about the key: it is cut short as soon as the key goes down. */
  readonly cutByKeys?: boolean;
  /** Whether keys pressed in a queue are for this step. */
  readonly listensInQueue?: boolean;
  /** Whether what is typed and said there is sensitive, whatever its variables are. */
  readonly sensitive?: (config: Config) => boolean;
  readonly on: StepHandler<Config>;
};

/** The prompts of a list of keys; `key@language` says one in another language than the call's. */
export function promptsOf(keys: readonly string[]): readonly Prompt[] {
  return keys.map((written) => {
    const [key = '', language] = written.split('@');
    return language ? { kind: 'text', key, language } : { kind: 'text', key };
  });
}
