import { z } from 'zod';
import type { LocalText } from '../services/core/site.ts';
import { type Declared, variableTypes } from '../services/core/variable.ts';
import type { BoundStep } from './steps/index.ts';
import { variableSchema } from './steps/values.ts';

/** *Flow*: the menu graph, checked and ready to run. */
export type Flow = {
  readonly name: string;
  readonly description: LocalText;
  readonly version: string;
  readonly language: string;
  readonly start: string;
  readonly variables: ReadonlyMap<string, Declared>;
  /** Texts of the flow itself: key, language, text. They go before those of the language files. */
  readonly prompts: Readonly<Record<string, LocalText>>;
  readonly steps: ReadonlyMap<string, FlowStep>;
};

/** A step of a flow. `sensitive`: what is typed and said there is kept out of journal and recording. */
export type FlowStep = BoundStep & { readonly label: LocalText; readonly next: Readonly<Record<string, string>> };

/** A text for people: one for all, or one in each language. */
const textSchema = z.union([z.string(), z.record(z.string(), z.string())]);

const declaredSchema = z.strictObject({
  type: z.enum(variableTypes),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Kept in memory alone: never in journal, logs or recording. */
  sensitive: z.boolean().default(false),
});

/** What every step has beside the settings of its type. */
export const stepBase = {
  type: z.string(),
  label: textSchema.optional(),
  exits: z.record(z.string(), z.string()).default({}),
};

/** What a flow file holds beside its steps. */
export const flowFields = {
  flow: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
  description: textSchema.optional(),
  language: z.string().min(2),
  /** Variables of a call in this flow, by name. */
  variables: z.record(variableSchema, declaredSchema).default({}),
  /** Texts, by key and language. */
  prompts: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
      z.record(z.string(), z.string().min(1)),
    )
    .default({}),
  start: z.string(),
};

/** The form of a flow file; what is in its steps is checked by each step type. */
export const flowSchema = z.strictObject({ ...flowFields, steps: z.record(z.string(), z.looseObject(stepBase)) });

/** A text in each language, from how it is written. */
export const localText = (written: string | LocalText | undefined, language: string, otherwise: string): LocalText =>
  typeof written === 'object' ? written : { [language]: written ?? otherwise };

/** What a flow may name: checked when it is loaded. A list that is not told is not looked at. */
export type Known = {
  readonly queues: ReadonlySet<string>;
  readonly skills?: ReadonlySet<string>;
  readonly lists?: ReadonlySet<string>;
  readonly calendars?: ReadonlySet<string>;
  readonly agents?: ReadonlySet<string>;
  readonly secrets?: ReadonlySet<string>;
  readonly flows?: ReadonlySet<string>;
  /** Columns of each table. */
  readonly tables?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether an outside number exists and may be dialled. */
  readonly mayDial?: (number: string) => boolean;
  /** Prompt keys of each language. */
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>;
};
