import { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import type { Pace, References, StepType, StepVariables } from '../step.ts';
import { announce } from './announce.ts';
import { branch } from './branch.ts';
import { callback } from './callback.ts';
import { collect } from './collect.ts';
import { consent } from './consent.ts';
import { experiment } from './experiment.ts';
import { hangUp } from './hang-up.ts';
import { hours } from './hours.ts';
import { http } from './http.ts';
import { language } from './language.ts';
import { lookUp } from './look-up.ts';
import { menu } from './menu.ts';
import { queue } from './queue.ts';
import { record } from './record.ts';
import { returnStep } from './return.ts';
import { ring } from './ring.ts';
import { say } from './say.ts';
import { set } from './set.ts';
import { subFlow } from './sub-flow.ts';
import { survey } from './survey.ts';
import { transfer } from './transfer.ts';
import { voicemail } from './voicemail.ts';

/** The registry: one line a step type. */
export const stepTypes: readonly Bindable[] = [
  bindable(announce),
  bindable(branch),
  bindable(callback),
  bindable(collect),
  bindable(consent),
  bindable(experiment),
  bindable(hangUp),
  bindable(hours),
  bindable(http),
  bindable(language),
  bindable(lookUp),
  bindable(menu),
  bindable(queue),
  bindable(record),
  bindable(returnStep),
  bindable(ring),
  bindable(say),
  bindable(set),
  bindable(subFlow),
  bindable(survey),
  bindable(transfer),
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

/** The step; or what zod found wrong, with the names of the settings that the type has. */
type Binding =
  | { readonly step: BoundStep }
  | { readonly issues: readonly z.core.$ZodIssue[]; readonly settings: readonly string[] };
type Bindable = {
  readonly type: string;
  readonly docs: string;
  readonly example: string;
  readonly schema: z.ZodType;
  /** Null: they depend on the settings. */
  readonly fixedExits: readonly string[] | null;
  readonly optionalExits: readonly string[];
  readonly bind: (settings: unknown) => Binding;
};

function bindable<Config>(stepType: StepType<Config>): Bindable {
  return {
    type: stepType.type,
    docs: stepType.docs,
    example: stepType.example,
    schema: stepType.schema,
    // A type whose ways out do not depend on its settings says so by not asking for them.
    fixedExits: stepType.exits.length === 0 && !stepType.goesInto ? stepType.exits({} as Config) : null,
    optionalExits: stepType.optionalExits ?? [],
    bind: (settings) => {
      const parsed = stepType.schema.safeParse(settings, { reportInput: true });
      if (!parsed.success) return { issues: parsed.error.issues, settings: settingsOf(stepType.schema) };
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

export const stepTypeNames: readonly string[] = stepTypes.map(({ type }) => type);

/** The names of the settings that a schema knows. */
function settingsOf(schema: z.ZodType): readonly string[] {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const parts = [shape, ...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];
  return [...new Set(parts.flatMap((part) => Object.keys(part.properties ?? {})))];
}

/** Checks a step's settings and joins them with its type, or says what is wrong with them; null: there is no such type. */
export function bindStep(type: string, settings: unknown): Binding | null {
  return stepTypes.find((one) => one.type === type)?.bind(settings) ?? null;
}
