import { grouped } from '../core/grouped.ts';
import type { FlowStatistics, FlowStepStatistics } from '../http/protocol.ts';
import type { Database } from './database.ts';
import { PLACES_PER_MS } from './projections/calls.ts';

/** Times in a step are counted in tenths of a second. */
const GRAIN_MS = 100;

type Group = {
  readonly version: string;
  readonly step: string;
  readonly step_type: string;
  readonly exit: string | null;
  readonly how: string | null;
  readonly tenths: number;
  readonly answered: number;
  readonly passages: number;
  readonly calls: number;
  readonly by_exit: number;
};

/**
 * What became of callers in each step of a flow, of the calls that first rang in a period. All counts are of calls, and
 * a search for the same (`flow`, `step`, `exit`, `leftIn`, `from`, `to`) lists exactly these; `passages` also counts who came
 * again. The time in a step ends where an agent takes the call.
 */
export async function flowStatistics(
  { read }: Pick<Database, 'read'>,
  flow: string,
  period: { readonly from: number; readonly to: number; readonly version?: string },
): Promise<FlowStatistics> {
  const { from, to, version } = period;
  const ofVersion = version === undefined ? [] : [version];
  // The rows stand in the order of their calls, so a period is one stretch of them.
  const groups = await read<Group>({
    sql: `select version, step, step_type, exit, how, (coalesce(answered_at, left_at) - entered_at) / ${GRAIN_MS} as tenths,
      count(answered_at) as answered, count(*) as passages, sum(first) as calls, coalesce(sum(first_exit), 0) as by_exit
      from call_steps where n >= ? and n < ? and flow = ?${version === undefined ? '' : ' and version = ?'}
      group by version, step, step_type, exit, how, tenths`,
    parameters: [from * PLACES_PER_MS, to * PLACES_PER_MS, flow, ...ofVersion],
  });
  const versions = [...grouped(groups, (one) => one.version)];
  const [entered] = await read<{ calls: number }>({
    sql: `select count(distinct n) as calls from call_steps where n >= ? and n < ? and flow = ?${version === undefined ? '' : ' and version = ?'}`,
    parameters: [from * PLACES_PER_MS, to * PLACES_PER_MS, flow, ...ofVersion],
  });
  return {
    flow,
    from,
    to,
    calls: entered?.calls ?? 0,
    steps: stepsOf(groups),
    versions: versions.map(([name, rows]) => ({ version: name, steps: stepsOf(rows) })),
  };
}

function stepsOf(groups: readonly Group[]): readonly FlowStepStatistics[] {
  return [...grouped(groups, (one) => one.step)].map(([step, rows]) => {
    const exits = grouped(
      rows.filter((one) => one.how === 'exit'),
      (one) => one.exit ?? '',
    );
    const times = rows.filter((one) => one.tenths !== null);
    return {
      step,
      type: rows.at(-1)?.step_type ?? '',
      passages: sum(rows, 'passages'),
      calls: sum(rows, 'calls'),
      exits: [...exits].map(([exit, some]) => ({ exit, calls: sum(some, 'by_exit'), passages: sum(some, 'passages') })),
      answered: sum(rows, 'answered'),
      leavers: sum(
        rows.filter((one) => one.how === 'left'),
        'passages',
      ),
      ended: sum(
        rows.filter((one) => one.how === 'ended'),
        'passages',
      ),
      open: sum(
        rows.filter((one) => one.how === null),
        'passages',
      ),
      medianMs: rank(times, 0.5),
      p90Ms: rank(times, 0.9),
    };
  });
}

const sum = (rows: readonly Group[], of: 'passages' | 'calls' | 'by_exit' | 'answered'): number =>
  rows.reduce((total, row) => total + row[of], 0);

/** By nearest rank; null where nobody has left the step. */
function rank(rows: readonly Group[], share: number): number | null {
  const sorted = rows.toSorted((one, other) => one.tenths - other.tenths);
  const place = Math.max(1, Math.ceil(share * sum(rows, 'passages')));
  let passed = 0;
  for (const row of sorted) {
    passed += row.passages;
    if (passed >= place) return row.tenths * GRAIN_MS;
  }
  return null;
}
