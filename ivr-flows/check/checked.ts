import type { LocalText } from '../../services/core/site.ts';
import type { Flow, Known } from '../flow.ts';
import type { Edge } from '../graph.ts';
import type { BoundStep } from '../steps/index.ts';
import type { Finding } from './problem.ts';

/** A step as it is written, and as it would run if its settings are right. */
export type CheckedStep = {
  readonly id: string;
  readonly type: string;
  readonly label: LocalText;
  /** The settings as written. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly exits: Readonly<Record<string, string>>;
  /** Null: its settings are wrong, which is said already. */
  readonly bound: BoundStep | null;
};

/** A flow whose form is right; its steps may be wrong. */
export type CheckedFlow = {
  readonly name: string;
  /** It returns: other flows go into it, and may set its variables on the way in. */
  readonly entered: boolean;
  readonly language: string;
  readonly start: string;
  readonly steps: ReadonlyMap<string, CheckedStep>;
  /** All ways between steps that are there, as written. */
  readonly edges: readonly Edge[];
  readonly variables: Flow['variables'];
  readonly prompts: Flow['prompts'];
};

/** *Rule*: looks at one thing. One file each, one line in rules.ts. Pure. */
export type Rule = (flow: CheckedFlow, known: Known) => readonly Finding[];

/** The path of a step, and of something below it. */
export const stepPath = (id: string, ...rest: readonly (string | number)[]) => ['steps', id, ...rest];
