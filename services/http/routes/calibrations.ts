import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { User } from '../../core/site.ts';
import type { House } from '../house.ts';
import type { CalibrationRow } from '../protocol.ts';
import { calibration, calibrationBody } from '../schemas/quality.ts';
import { id } from '../schemas.ts';
import { type Route, route } from './route.ts';

const access = ['supervisor', 'auditor', 'administrator'] as const;
const params = z.object({ id });

export const calibrationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/quality/calibrations',
    access,
    scope: 'quality:read',
    summary:
      'Recordings that several evaluators score to compare themselves. The result is told once one’s own score is given, or it is closed.',
    answer: z.array(calibration),
    handle: ({ caller, house }) => house.quality.calibrationRows(caller.user),
  }),
  route({
    method: 'post',
    path: '/api/quality/calibrations',
    access,
    people: 'judgement',
    summary: 'Gives a recording to several evaluators.',
    status: 201,
    body: calibrationBody,
    answer: calibration,
    handle: async ({ body, caller, house }) =>
      rowOf(house, await house.quality.calibrate(body, caller.user), caller.user),
  }),
  route({
    method: 'post',
    path: '/api/quality/calibrations/:id/close',
    access,
    people: 'judgement',
    summary: 'Closes it: who has not scored is not waited for, and everybody sees the result.',
    params,
    answer: calibration,
    handle: async ({ params, caller, house }) => {
      await rowOf(house, params.id, caller.user);
      await house.quality.closeCalibration(params.id, house.clock());
      return rowOf(house, params.id, caller.user);
    },
  }),
];

async function rowOf(house: House, calibrationId: string, viewer: User): Promise<CalibrationRow> {
  const found = (await house.quality.calibrationRows(viewer)).find((one) => one.id === calibrationId);
  if (found === undefined) throw new CentralitaError('not-found', 'There is no such calibration; look into the list.');
  return found;
}
