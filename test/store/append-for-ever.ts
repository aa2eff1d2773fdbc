/** A process for the durability test: appends one event after another and prints each number once it is acknowledged. */
import { openStore } from '../../services/store/store.ts';
import { siteOf } from '../support/site.ts';

const [, , file = '', address = ''] = process.argv;
const nobody = siteOf({});
const store = await openStore({
  file,
  ...(address === '' ? {} : { postgres: address }),
  site: () => nobody,
  promptText: (key) => key,
});
for (;;) {
  const [recorded] = await store.journal.append([{ at: Date.now(), event: { type: 'desk-opened', agentId: 'ana' } }]);
  process.stdout.write(`${recorded?.seq}\n`);
}
