import type { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../services/core/flow.ts';
import type { Prompt } from '../services/core/prompt.ts';

/** What a step does about an input: read its context, return what it asks for. Pure. */
export type StepHandler<Config> = (context: FlowContext, config: Config, input: FlowInput) => readonly FlowAction[];

/** What a step names outside itself: checked when the flow is loaded. */
export type References = {
  readonly prompts: readonly string[];
  readonly queues: readonly string[];
  readonly skills?: readonly string[];
  readonly lists?: readonly string[];
  readonly calendars?: readonly string[];
  readonly numbers?: readonly string[];
  readonly secrets?: readonly string[];
  readonly tables?: readonly string[];
  readonly flows?: readonly string[];
};

/** *Step type*: one node type of a flow. One file each, one line in steps/index.ts. */
export type StepType<Config> = {
  readonly type: string;
  /** The step's settings in the flow file, besides `type`, `label` and `exits`. */
  readonly schema: z.ZodType<Config>;
  /** Ways out; the flow file must lead each somewhere. */
  readonly exits: (config: Config) => readonly string[];
  readonly references: (config: Config) => References;
  /** Whether keys are for this step: it then takes those typed ahead too. */
  readonly listens: boolean;
  /** Ways out that may be left out of the flow file: the step's handler says which other one is taken then. */
  readonly optionalExits?: readonly string[];
  /**
   * Ways out to which only the caller's own act leads, such as a key: no circle that leads through one goes round by
   * itself. Silence is no act. Default: none.
   */
  readonly callerExits?: (config: Config) => readonly string[];
  /** Whether keys pressed in a queue are for this step. */
  readonly listensInQueue?: boolean;
  readonly on: StepHandler<Config>;
};

/** The prompts of a list of keys; `key@language` says one in another language than the call's. */
export function promptsOf(keys: readonly string[]): readonly Prompt[] {
  return keys.map((written) => {
    const [key = '', language] = written.split('@');
    return language ? { kind: 'text', key, language } : { kind: 'text', key };
  });
}
