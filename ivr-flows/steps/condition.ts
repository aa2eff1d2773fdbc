import { z } from 'zod';
import type { FlowContext } from '../../services/core/flow.ts';
import { indexOf } from '../../services/core/site-index.ts';
import type { Value } from '../../services/core/variable.ts';
import { matches, nameSchema, namesIn, patternSchema, read, valueSchema, worth } from './values.ts';

/** What is asked of a value; all that is written must hold. */
const comparison = {
  is: valueSchema.optional(),
  not: valueSchema.optional(),
  oneOf: z.array(valueSchema).min(1).max(100).optional(),
  above: valueSchema.optional(),
  atLeast: valueSchema.optional(),
  below: valueSchema.optional(),
  atMost: valueSchema.optional(),
};

const variableCondition = z
  .strictObject({
    variable: nameSchema,
    ...comparison,
    matches: patternSchema.optional(),
    /** Whether it has a value. */
    set: z.boolean().optional(),
    /** A list of the site that the value, a number of a telephone, stands in. */
    list: z.string().optional(),
  })
  .refine(
    (one) => Object.keys(one).length > 1,
    'say what must hold: is, not, oneOf, above, below, matches, set or list',
  );

const queueCondition = z
  .strictObject({
    queue: z.string(),
    /** `waiting`: calls; `ready`: agents who could take one now; `wait`: expected, in seconds (unknown: never holds). */
    figure: z.enum(['waiting', 'ready', 'wait']),
    ...comparison,
  })
  .refine((one) => Object.keys(one).length > 2, 'say what must hold: is, not, oneOf, above, atLeast, below or atMost');

type Comparison = {
  readonly is?: Value | undefined;
  readonly not?: Value | undefined;
  readonly oneOf?: readonly Value[] | undefined;
  readonly above?: Value | undefined;
  readonly atLeast?: Value | undefined;
  readonly below?: Value | undefined;
  readonly atMost?: Value | undefined;
};

/** Something that holds of a call or does not. */
export type Condition =
  | (Comparison & {
      readonly variable: string;
      readonly matches?: string | undefined;
      readonly set?: boolean | undefined;
      readonly list?: string | undefined;
    })
  | (Comparison & { readonly queue: string; readonly figure: 'waiting' | 'ready' | 'wait' })
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    variableCondition,
    queueCondition,
    z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
  ]),
);

/** Whether a condition holds now. */
export function holds(context: FlowContext, condition: Condition): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(context, one));
  if ('any' in condition) return condition.any.some((one) => holds(context, one));
  if ('queue' in condition) {
    const state = context.queueState(condition.queue);
    const { figure } = condition;
    const value = figure === 'wait' ? state?.expectedWaitSeconds : state?.[figure];
    return value !== undefined && value !== null && compares(context, condition, value);
  }
  const { value } = read(context, condition.variable);
  if (condition.set !== undefined && condition.set !== (value !== undefined && value !== '')) return false;
  if (condition.list !== undefined && !isListed(context, condition.list, String(value ?? ''))) return false;
  if (condition.matches !== undefined && !matches(condition.matches, String(value ?? ''))) return false;
  return compares(context, condition, value ?? '');
}

/** As the telephone shows it, or as it is called. */
function isListed(context: FlowContext, list: string, number: string): boolean {
  const numbers = indexOf(context.site).lists.get(list);
  return numbers !== undefined && (numbers.has(number) || numbers.has(context.phone(number) ?? ''));
}

function compares(context: FlowContext, one: Comparison, value: Value): boolean {
  const other = (written: Value) => worth(context, written).value ?? '';
  const equal = (written: Value) => order(value, other(written)) === 0;
  if (one.is !== undefined && !equal(one.is)) return false;
  if (one.not !== undefined && equal(one.not)) return false;
  if (one.oneOf !== undefined && !one.oneOf.some(equal)) return false;
  if (one.above !== undefined && !(order(value, other(one.above)) > 0)) return false;
  if (one.atLeast !== undefined && !(order(value, other(one.atLeast)) >= 0)) return false;
  if (one.below !== undefined && !(order(value, other(one.below)) < 0)) return false;
  return one.atMost === undefined || order(value, other(one.atMost)) <= 0;
}

/** Numbers by their size, everything else (dates, times, texts) as text; a missing value is neither above nor below. */
function order(value: Value, other: Value): number {
  if (value === '' || other === '') return value === other ? 0 : Number.NaN;
  const [a, b] = [Number(value), Number(other)];
  if (typeof value !== 'boolean' && typeof other !== 'boolean' && Number.isFinite(a) && Number.isFinite(b))
    return a - b;
  const [one, two] = [String(value), String(other)];
  return one < two ? -1 : one > two ? 1 : 0;
}

const under = (condition: Condition): readonly Condition[] | null =>
  'all' in condition ? condition.all : 'any' in condition ? condition.any : null;

export function queuesIn(condition: Condition): readonly string[] {
  return under(condition)?.flatMap(queuesIn) ?? ('queue' in condition ? [condition.queue] : []);
}

export function listsIn(condition: Condition): readonly string[] {
  const inside = under(condition);
  if (inside) return inside.flatMap(listsIn);
  return 'variable' in condition && condition.list !== undefined ? [condition.list] : [];
}

export function readsIn(condition: Condition): readonly { readonly name: string }[] {
  const inside = under(condition);
  if (inside) return inside.flatMap(readsIn);
  const written = Object.values(condition)
    .flat()
    .filter((one): one is string => typeof one === 'string');
  const own = 'variable' in condition ? [{ name: condition.variable }] : [];
  return [...own, ...written.flatMap(namesIn).map((name) => ({ name }))];
}
