import type { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import type { Pace, References, StepType, StepVariables } from '../step.ts';
import { announce } from './announce.ts';
import { callback } from './callback.ts';
import { consent } from './consent.ts';
import { hangUp } from './hang-up.ts';
import { hours } from './hours.ts';
import { language } from './language.ts';
import { menu } from './menu.ts';
import { queue } from './queue.ts';
import { ring } from './ring.ts';
import { voicemail } from './voicemail.ts';

/** The registry: one line a step type. */
export const stepTypes: readonly Bindable[] = [
  bindable(announce),
  bindable(callback),
  bindable(consent),
  bindable(hangUp),
  bindable(hours),
  bindable(language),
  bindable(menu),
  bindable(queue),
  bindable(ring),
  bindable(voicemail),
];

/** A step type with the settings of one step of a flow. */
export type BoundStep = {
  readonly type: string;
  readonly listens: boolean;
  readonly listensInQueue: boolean;
  readonly cutByKeys: boolean;
  readonly exits: readonly string[];
  readonly optionalExits: readonly string[];
  readonly references: References;
  readonly variables: StepVariables;
  readonly pace: Pace;
  readonly exitsUnasked: readonly string[];
  /** The flow that a `sub-flow` goes into: its further ways out are those of that flow's `return` steps. */
  readonly goesInto: string | null;
  /** The way out that a `return` is. */
  readonly returns: string | null;
  /** By its own settings; a step that is typed into or says a sensitive variable is so too: see Flow. */
  readonly sensitive: boolean;
  readonly on: (context: FlowContext, input: FlowInput) => readonly FlowAction[];
};

type Binding = { readonly step: BoundStep } | { readonly reasons: readonly string[] };
type Bindable = {
  readonly type: string;
  readonly docs: string;
  readonly example: string;
  readonly schema: z.ZodType;
  readonly optionalExits: readonly string[];
  readonly bind: (settings: unknown) => Binding;
};

function bindable<Config>(stepType: StepType<Config>): Bindable {
  return {
    type: stepType.type,
    docs: stepType.docs,
    example: stepType.example,
    schema: stepType.schema,
    optionalExits: stepType.optionalExits ?? [],
    bind: (settings) => {
      const parsed = stepType.schema.safeParse(settings);
      if (!parsed.success)
        return { reasons: parsed.error.issues.map((issue) => `${issue.path.join('.') || '(step)'}: ${issue.message}`) };
      const config = parsed.data;
      return {
        step: {
          type: stepType.type,
          listens: stepType.listens,
          listensInQueue: stepType.listensInQueue ?? false,
          cutByKeys: stepType.cutByKeys ?? false,
          optionalExits: stepType.optionalExits ?? [],
          exits: stepType.exits(config),
          references: stepType.references(config),
          variables: stepType.variables?.(config) ?? { reads: [], sets: [], aloud: [] },
          pace: stepType.pace,
          exitsUnasked: stepType.exitsUnasked?.(config) ?? [],
          goesInto: stepType.goesInto?.(config) ?? null,
          returns: stepType.returns?.(config) ?? null,
          sensitive: stepType.sensitive?.(config) ?? false,
          on: (context, input) => stepType.on(context, config, input),
        },
      };
    },
  };
}

/** Checks a step's settings and joins them with its type; or says what is wrong with them. */
export function bindStep(type: string, settings: unknown): Binding {
  const found = stepTypes.find((one) => one.type === type);
  if (found) return found.bind(settings);
  return {
    reasons: [`type: there is no step type "${type}"; choose one of: ${stepTypes.map((one) => one.type).join(', ')}`],
  };
}
