import { z } from 'zod';

/** A skill and the levels (1 to 10; 0: any) asked of it, after so many seconds of waiting. */
export type Requirement = {
  readonly skill: string;
  readonly levels: readonly { readonly afterSeconds: number; readonly level: number }[];
};

export const requirementSchema = z.strictObject({
  skill: z.string(),
  levels: z
    .array(z.strictObject({ afterSeconds: z.int().min(0).max(86_400), level: z.int().min(0).max(10) }))
    .min(1)
    .refine((levels) => levels[0]?.afterSeconds === 0, 'begin with afterSeconds: 0')
    .refine(
      (levels) => pairs(levels).every(([one, next]) => next.afterSeconds > one.afterSeconds),
      'write the levels in the order of afterSeconds, each later than the one before',
    )
    .refine(
      (levels) => pairs(levels).every(([one, next]) => next.level < one.level),
      'a level must be lower than the one before it: asking more of an agent after a wait would shut agents out',
    ),
});

function pairs<T>(list: readonly T[]): (readonly [T, T])[] {
  return list.slice(1).flatMap((next, index) => {
    const one = list[index];
    return one === undefined ? [] : [[one, next] as const];
  });
}

/** Every time (ms) at which one of the lists of steps changes, ascending: the stages of a call. */
export function stagesOf(steps: readonly { readonly afterSeconds: number }[]): readonly number[] {
  const times = new Set(steps.map(({ afterSeconds }) => afterSeconds * 1000).filter((ms) => ms > 0));
  return [...times].sort((a, b) => a - b);
}

/** The last of the steps (ascending) that holds after so many ms; undefined before the first. */
export function inForce<T extends { readonly afterSeconds: number }>(
  steps: readonly T[],
  afterMs: number,
): T | undefined {
  return steps.findLast(({ afterSeconds }) => afterSeconds * 1000 <= afterMs);
}
