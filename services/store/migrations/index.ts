import { journalMigration } from './0001-journal.ts';
import { usersMigration } from './0002-users.ts';
import { callsMigration } from './0003-calls.ts';
import { recordingsMigration } from './0004-recordings.ts';
import { accessMigration } from './0005-access.ts';
import { callAgentsMigration } from './0006-call-agents.ts';
import { callbacksMigration } from './0007-callbacks.ts';
import { snapshotPartsMigration } from './0008-snapshot-parts.ts';
import { callSearchMigration } from './0009-call-search.ts';
import { savedSearchesMigration } from './0010-saved-searches.ts';
import { ledgerMigration } from './0011-ledger.ts';
import { qualityMigration } from './0012-quality.ts';
import { apiTokensMigration } from './0013-api-tokens.ts';
import { publicationMigration } from './0014-publication.ts';
import { custodyMigration } from './0015-custody.ts';
import { annotationsMigration } from './0016-annotations.ts';
import { webhooksMigration } from './0017-webhooks.ts';
import { bulkMigration } from './0018-bulk.ts';
import { snapshotFilesMigration } from './0019-snapshot-files.ts';
import { partsOrderMigration } from './0020-parts-order.ts';
import { webhookHealthMigration } from './0021-webhook-health.ts';
import { outboxWaitingMigration } from './0022-outbox-waiting.ts';
import type { Migration } from './migration.ts';

/** All migrations in order: the first is number 1. */
export const migrations: readonly Migration[] = [
  journalMigration,
  usersMigration,
  callsMigration,
  recordingsMigration,
  accessMigration,
  callAgentsMigration,
  callbacksMigration,
  snapshotPartsMigration,
  callSearchMigration,
  savedSearchesMigration,
  ledgerMigration,
  qualityMigration,
  apiTokensMigration,
  publicationMigration,
  custodyMigration,
  annotationsMigration,
  webhooksMigration,
  bulkMigration,
  snapshotFilesMigration,
  partsOrderMigration,
  webhookHealthMigration,
  outboxWaitingMigration,
];
