import { z } from 'zod';
import { CentralitaError } from '../services/core/errors.ts';
import type { LocalText } from '../services/core/site.ts';
import { type Declared, variableTypes } from '../services/core/variable.ts';
import { type BoundStep, bindStep } from './steps/index.ts';
import { variableSchema } from './values.ts';

/** *Flow*: the menu graph, checked and ready to run. */
export type Flow = {
  readonly name: string;
  readonly description: LocalText | string;
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

/** A step's name: one for all, or one in each language. */
const labelSchema = z.union([z.string(), z.record(z.string(), z.string())]);

const declaredSchema = z.strictObject({
  type: z.enum(variableTypes),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Kept in memory alone: never in journal, logs or recording. */
  sensitive: z.boolean().default(false),
});

/** The form of a flow file; what is in its steps is checked by each step type. */
export const flowSchema = z.strictObject({
  flow: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
  description: labelSchema.optional(),
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
  steps: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      label: labelSchema.optional(),
      exits: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** What a flow may name: checked when it is loaded. */
export type Known = {
  readonly queues: ReadonlySet<string>;
  readonly skills?: ReadonlySet<string>;
  /** Prompt keys of each language. */
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>;
};

/**
 * Checks the content of a flow file and makes it a flow.
 * @param version of exactly this content; calls finish on the version on which they began.
 * @throws CentralitaError `flow-invalid` naming every wrong place and what to write there.
 */
export function readFlow(content: unknown, file: string, version: string, known: Known): Flow {
  const parsed = flowSchema.safeParse(content);
  const wrong = (reasons: readonly string[]) =>
    new CentralitaError(
      'flow-invalid',
      `The flow ${file} cannot be used. Correct these places:\n${reasons.map((one) => `  - ${one}`).join('\n')}`,
    );
  if (!parsed.success)
    throw wrong(parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`));
  const { flow: name, description = name, language, variables, prompts, start, steps: written } = parsed.data;
  const declared = new Map(Object.entries(variables));
  const reasons: string[] = [];
  const steps = new Map<string, FlowStep>();
  const isStep = (step: string) => Object.hasOwn(written, step);
  if (!isStep(start))
    reasons.push(`start: there is no step "${start}"; name one of: ${Object.keys(written).join(', ')}`);
  for (const [id, { type, label, exits, ...settings }] of Object.entries(written)) {
    const bound = bindStep(type, settings);
    if ('reasons' in bound) {
      reasons.push(...bound.reasons.map((reason) => `steps.${id}.${reason}`));
      continue;
    }
    steps.set(id, {
      ...bound.step,
      sensitive:
        bound.step.sensitive || bound.step.variables.aloud.some((one) => declared.get(one)?.sensitive ?? false),
      label: typeof label === 'object' ? label : { [language]: label ?? id },
      next: exits,
    });
    reasons.push(...wrongExits(id, bound.step, exits, isStep), ...wrongReferences(id, bound.step, known, prompts));
  }
  if (reasons.length > 0) throw wrong(reasons);
  return { name, description, version, language, variables: declared, prompts, start, steps };
}

function wrongExits(
  id: string,
  { exits: has, optionalExits, goesInto }: BoundStep,
  written: Readonly<Record<string, string>>,
  isStep: (step: string) => boolean,
): string[] {
  const missing = has
    .filter((exit) => !Object.hasOwn(written, exit))
    .map((exit) => `steps.${id}.exits: the way out "${exit}" leads nowhere; add "${exit}: STEP"`);
  const unknown = Object.keys(written)
    .filter((exit) => goesInto === null && !has.includes(exit) && !optionalExits.includes(exit))
    .map(
      (exit) =>
        `steps.${id}.exits.${exit}: the step has no such way out; it has: ${[...has, ...optionalExits].join(', ') || 'none'}`,
    );
  const lost = Object.entries(written)
    .filter(([, step]) => !isStep(step))
    .map(([exit, step]) => `steps.${id}.exits.${exit}: there is no step "${step}"`);
  return [...missing, ...unknown, ...lost];
}

function wrongReferences(
  id: string,
  step: BoundStep,
  known: Known,
  own: Readonly<Record<string, LocalText>>,
): string[] {
  const queues = step.references.queues
    .filter((queue) => !known.queues.has(queue))
    .map((queue) => `steps.${id}.queue: there is no queue "${queue}"; name one of: ${[...known.queues].join(', ')}`);
  const prompts = step.references.prompts.flatMap((written) => {
    const [key = '', only] = written.split('@');
    const languages = only ? [only] : [...known.prompts.keys()];
    return languages
      .filter((language) => own[key]?.[language] === undefined && !known.prompts.get(language)?.has(key))
      .map(
        (language) =>
          `steps.${id}.prompts: the prompt "${key}" has no text in the language "${language}"; add it to its language file`,
      );
  });
  const skills = (step.references.skills ?? [])
    .filter((skill) => !known.skills?.has(skill))
    .map((skill) => `steps.${id}.skills: there is no skill "${skill}"; add it to the site's skills`);
  return [...queues, ...skills, ...prompts];
}
