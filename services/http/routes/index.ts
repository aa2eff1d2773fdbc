import { callbackRoutes } from './callbacks.ts';
import { callRoutes } from './calls.ts';
import { floorRoutes } from './floor.ts';
import { phoneRoutes } from './phone.ts';
import { promptRoutes } from './prompts.ts';
import { publicationRoutes } from './publications.ts';
import { recordingRoutes } from './recordings.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './session.ts';
import { siteRoutes } from './site.ts';
import { siteFileRoutes } from './site-file.ts';
import { userRoutes } from './users.ts';

/** Every route of the HTTP interface. A new resource: one file here, one line in this list. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...phoneRoutes,
  ...siteRoutes,
  ...siteFileRoutes,
  ...userRoutes,
  ...floorRoutes,
  ...callRoutes,
  ...callbackRoutes,
  ...recordingRoutes,
  ...promptRoutes,
  ...publicationRoutes,
];
