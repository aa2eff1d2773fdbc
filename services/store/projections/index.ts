import { callsProjection } from './calls.ts';
import { evaluationsProjection } from './evaluations.ts';
import { holdsProjection } from './holds.ts';
import { ledgerProjection } from './ledger.ts';
import type { Projection } from './projection.ts';
import { recordingsProjection } from './recordings.ts';

/** All projections. A new one: copy `_template.ts`, add its tables in a migration, name it here. */
export const projections: readonly Projection[] = [
  callsProjection,
  recordingsProjection,
  ledgerProjection,
  holdsProjection,
  evaluationsProjection,
];
