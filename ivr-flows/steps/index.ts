import { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import type { References, StepType } from '../step.ts';
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
const stepTypes: readonly Bindable[] = [
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
  readonly exits: readonly string[];
  readonly optionalExits: readonly string[];
  /** Those to which only the caller's own act leads. */
  readonly callerExits: readonly string[];
  readonly references: References;
  readonly on: (context: FlowContext, input: FlowInput) => readonly FlowAction[];
};

/** The step; or what zod found wrong, with the settings that the type has; null: there is no such type. */
type Binding =
  | { readonly step: BoundStep }
  | { readonly issues: readonly z.core.$ZodIssue[]; readonly settings: readonly string[] };
type Bindable = {
  readonly type: string;
  /** The settings' JSON Schema. */
  readonly jsonSchema: () => Readonly<Record<string, unknown>>;
  readonly exits: (settings: unknown) => readonly string[] | null;
  readonly optionalExits: readonly string[];
  readonly bind: (settings: unknown) => Binding;
};

function bindable<Config>(stepType: StepType<Config>): Bindable {
  const jsonSchema = () => z.toJSONSchema(stepType.schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  return {
    type: stepType.type,
    jsonSchema,
    // A type whose ways out do not depend on its settings says so by not asking for them.
    exits: (settings) => (stepType.exits.length === 0 ? stepType.exits(settings as Config) : null),
    optionalExits: stepType.optionalExits ?? [],
    bind: (settings) => {
      const parsed = stepType.schema.safeParse(settings, { reportInput: true });
      if (!parsed.success) return { issues: parsed.error.issues, settings: Object.keys(jsonSchema().properties ?? {}) };
      const config = parsed.data;
      return {
        step: {
          type: stepType.type,
          listens: stepType.listens,
          listensInQueue: stepType.listensInQueue ?? false,
          optionalExits: stepType.optionalExits ?? [],
          exits: stepType.exits(config),
          callerExits: stepType.callerExits?.(config) ?? [],
          references: stepType.references(config),
          on: (context, input) => stepType.on(context, config, input),
        },
      };
    },
  };
}

export const stepTypeNames: readonly string[] = stepTypes.map(({ type }) => type);

/** A step type's part of the flow's JSON Schema: its settings, and the ways out that are always the same. */
export const stepShapes = () =>
  stepTypes.map(({ type, jsonSchema, exits, optionalExits }) => ({
    type,
    schema: jsonSchema(),
    exits: exits({}),
    optionalExits,
  }));

/** Checks a step's settings and joins them with its type; or says what is wrong with them. */
export function bindStep(type: string, settings: unknown): Binding | null {
  return stepTypes.find((one) => one.type === type)?.bind(settings) ?? null;
}
