import { afterAll, beforeAll, describe } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { storesOn } from './dialect.ts';

/** What holds of the store on SQLite holds of it on a real PostgreSQL: the same tests, each in a database of its own. */
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  await storesOn(server);
});
afterAll(() => server.stop());

describe('on PostgreSQL', async () => {
  await import('./journal.test.ts');
  await import('./calls.test.ts');
  await import('./call-search.test.ts');
  await import('./recording-search.test.ts');
  await import('./recordings.test.ts');
  await import('./outbox.test.ts');
  await import('./bulk.test.ts');
  await import('./ledger.test.ts');
  await import('./rebuild.test.ts');
  await import('../flows/what-if.test.ts');
  await import('../site/people.test.ts');
  await import('../http/annotations.test.ts');
  await import('../http/custody.test.ts');
  await import('../http/flow-statistics.test.ts');
  await import('../http/quality.test.ts');
  await import('../http/saved-searches.test.ts');
  await import('../http/tokens.test.ts');
  await import('../http/users.test.ts');
  await import('../http/webhooks.test.ts');
});
