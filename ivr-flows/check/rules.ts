import type { Rule } from './checked.ts';
import { exits } from './exits.ts';
import { languages } from './languages.ts';
import { loops } from './loops.ts';
import { menuLength } from './menu-length.ts';
import { prompts } from './prompts.ts';
import { references } from './references.ts';
import { sensitive } from './sensitive.ts';
import { unreachable } from './unreachable.ts';
import { variables } from './variables.ts';

/** The registry: one line a rule. */
export const rules: readonly Rule[] = [
  exits,
  references,
  prompts,
  languages,
  variables,
  sensitive,
  unreachable,
  loops,
  menuLength,
];
