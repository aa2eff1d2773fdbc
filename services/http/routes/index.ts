import { annotationRoutes } from './annotations.ts';
import { bulkRoutes } from './bulk.ts';
import { calibrationRoutes } from './calibrations.ts';
import { callbackRoutes } from './callbacks.ts';
import { callRoutes } from './calls.ts';
import { custodyRoutes } from './custody.ts';
import { floorRoutes } from './floor.ts';
import { flowStatisticsRoutes } from './flow-statistics.ts';
import { flowRoutes } from './flows.ts';
import { phoneRoutes } from './phone.ts';
import { promptRoutes } from './prompts.ts';
import { publicationRoutes } from './publications.ts';
import { qualityRoutes } from './quality.ts';
import { recordingControlRoutes } from './recording-control.ts';
import { recordingRoutes } from './recordings.ts';
import type { Route } from './route.ts';
import { savedSearchRoutes } from './saved-searches.ts';
import { sessionRoutes } from './session.ts';
import { siteRoutes } from './site.ts';
import { siteFileRoutes } from './site-file.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route of the HTTP interface. A new resource: one file here, one line in this list. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...phoneRoutes,
  ...siteRoutes,
  ...siteFileRoutes,
  ...userRoutes,
  ...flowRoutes,
  ...floorRoutes,
  ...callRoutes,
  ...savedSearchRoutes,
  ...flowStatisticsRoutes,
  ...callbackRoutes,
  ...recordingControlRoutes,
  ...recordingRoutes,
  ...custodyRoutes,
  ...promptRoutes,
  ...publicationRoutes,
  ...qualityRoutes,
  ...calibrationRoutes,
  ...tokenRoutes,
  ...annotationRoutes,
  ...webhookRoutes,
  ...bulkRoutes,
];
