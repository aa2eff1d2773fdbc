import { z } from 'zod';
import type { LocalText } from '../services/core/site.ts';
import type { BoundStep } from './steps/index.ts';

/** A step of a flow, ready to run. */
export type FlowStep = BoundStep & { readonly label: LocalText; readonly next: Readonly<Record<string, string>> };

export type VariableType = (typeof variableTypes)[number];
export const variableTypes = ['text', 'number', 'boolean', 'date', 'time', 'phone'] as const;

/** *Variable*: a value of one call. What is `sensitive` is never logged, journalled or recorded. */
export type Variable = {
  readonly type: VariableType;
  readonly default?: string | number | boolean | undefined;
  readonly sensitive?: boolean | undefined;
};

/** *Flow*: the menu graph, checked and ready to run. */
export type Flow = {
  readonly name: string;
  readonly version: string;
  readonly description: LocalText;
  readonly language: string;
  readonly start: string;
  readonly variables: Readonly<Record<string, Variable>>;
  /** Texts of the flow's own, by key and language; they win over those of the language files. */
  readonly prompts: Readonly<Record<string, LocalText>>;
  readonly steps: ReadonlyMap<string, FlowStep>;
};

/** A text for people: one for all, or one in each language. */
const textSchema = z.union([z.string(), z.record(z.string(), z.string())]);

const promptKey = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a key is lower-case words with hyphens between');
const variableName = z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'a name is a letter, then letters, digits and _');

export const variableSchema = z.strictObject({
  type: z.enum(variableTypes),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  sensitive: z.boolean().optional(),
});

/** What every step has beside the settings of its type. */
export const stepBase = {
  type: z.string(),
  label: textSchema.optional(),
  exits: z.record(z.string(), z.string()).default({}),
};

/** What a flow file holds, whatever its steps are. */
export const flowFields = {
  flow: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
  description: textSchema.optional(),
  language: z.string().min(2),
  start: z.string(),
  variables: z.record(variableName, variableSchema).default({}),
  prompts: z.record(promptKey, z.record(z.string(), z.string().trim().min(1))).default({}),
};

export const flowSchema = z.strictObject({
  ...flowFields,
  steps: z.record(z.string(), z.looseObject(stepBase)),
});

/** A text in each language, from how it is written. */
export const localText = (written: string | LocalText | undefined, language: string, otherwise: string): LocalText =>
  typeof written === 'object' ? written : { [language]: written ?? otherwise };

/** What a flow may name: checked when it is loaded. A list that is not told is not looked at. */
export type Known = {
  readonly queues: ReadonlySet<string>;
  readonly skills?: ReadonlySet<string>;
  readonly lists?: ReadonlySet<string>;
  readonly calendars?: ReadonlySet<string>;
  readonly numbers?: ReadonlySet<string>;
  readonly secrets?: ReadonlySet<string>;
  readonly tables?: ReadonlySet<string>;
  readonly flows?: ReadonlySet<string>;
  /** Prompt keys of each language. */
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>;
};
