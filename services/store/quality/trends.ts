import { sql } from 'kysely';
import { grouped } from '../../core/grouped.ts';
import { periodOf, type SamplePeriod } from '../../core/quality/sample.ts';
import { localTime } from '../../core/schedule.ts';
import type { QualityTrends, TrendsSearch } from '../../http/protocol.ts';
import type { Database } from '../database.ts';

/** Clocks of the world differ from one another by quarters of an hour. */
const QUARTER_MS = 900_000;

type Sum = { readonly line: string; readonly quarter: number; readonly count: number; readonly sum: number };

/**
 * Mean scores by period, of evaluations that nothing stands in the place of and that are no calibration. Names are ids
 * here; whoever shows them knows the names.
 */
export async function trendsOf(
  { query, read }: Database,
  search: TrendsSearch,
  timeZone: string,
): Promise<QualityTrends> {
  const sums = await read<Sum>(statementOf(query, search));
  const days = new Map<number, string>();
  const periodAt = (quarter: number) => {
    const known = days.get(quarter);
    if (known !== undefined) return known;
    const period = periodOf(localTime(quarter * QUARTER_MS, timeZone).date, search.period);
    days.set(quarter, period);
    return period;
  };
  const periods = periodsOf(search.from, search.to, timeZone, search.period);
  const lines = grouped(sums, (one) => one.line);
  return {
    periods,
    lines: [...lines].map(([id, of]) => {
      const at = grouped(of, (one) => periodAt(one.quarter));
      return {
        id,
        name: id,
        count: of.reduce((count, one) => count + one.count, 0),
        mean: mean(of),
        scores: periods.map((period) => mean(at.get(period) ?? [])),
      };
    }),
  };
}

function statementOf(query: Database['query'], { by, from, to, template, agent, service }: TrendsSearch) {
  let rows = query
    .selectFrom('evaluations')
    .where('superseded_by', 'is', null)
    .where('calibration_id', 'is', null)
    .where('submitted_at', '>=', from)
    .where('submitted_at', '<', to);
  if (template !== undefined) rows = rows.where('template_id', '=', template);
  if (agent !== undefined) rows = rows.where('agent_id', '=', agent);
  if (service !== undefined) rows = rows.where('service_id', '=', service);
  const quarter = sql<number>`cast(submitted_at / ${sql.lit(QUARTER_MS)} as integer)`.as('quarter');
  if (by === 'criterion')
    return rows
      .innerJoin('evaluation_criteria', 'evaluation_criteria.evaluation_id', 'evaluations.id')
      .where('evaluation_criteria.score', 'is not', null)
      .select((of) => [
        'evaluation_criteria.criterion as line',
        quarter,
        of.fn.countAll<number>().as('count'),
        of.fn.sum<number>('evaluation_criteria.score').as('sum'),
      ])
      .groupBy(['line', 'quarter'])
      .compile();
  const column = by === 'agent' ? 'evaluations.agent_id' : 'evaluations.service_id';
  return rows
    .where('evaluations.score', 'is not', null)
    .where(column, 'is not', null)
    .select((of) => [
      `${column} as line` as const,
      quarter,
      of.fn.countAll<number>().as('count'),
      of.fn.sum<number>('evaluations.score').as('sum'),
    ])
    .groupBy(['line', 'quarter'])
    .compile();
}

function mean(sums: readonly Sum[]): number | null {
  const count = sums.reduce((all, one) => all + one.count, 0);
  return count === 0 ? null : Math.round((sums.reduce((all, one) => all + one.sum, 0) / count) * 100) / 100;
}

/** Every period that begins or goes on in a span, in order. */
function periodsOf(from: number, to: number, timeZone: string, period: SamplePeriod): readonly string[] {
  const found = new Set<string>();
  const day = 86_400_000;
  for (let at = from; at < to; at += day) found.add(periodOf(localTime(at, timeZone).date, period));
  if (to > from) found.add(periodOf(localTime(to - 1, timeZone).date, period));
  return [...found];
}
