import type { QualityStore } from '../../ports.ts';
import type { Database } from '../database.ts';
import { assignmentsOf } from './assignments.ts';
import { calibrationsOf } from './calibrations.ts';
import { evaluationsOf } from './evaluations.ts';
import { templatesOf } from './templates.ts';
import { trendsOf } from './trends.ts';

export function qualityOf(database: Database): QualityStore {
  return {
    ...templatesOf(database),
    ...assignmentsOf(database),
    ...evaluationsOf(database),
    ...calibrationsOf(database),
    trends: (search, timeZone) => trendsOf(database, search, timeZone),
  };
}
