/** A process for the durability test: appends one event after another and prints each number once it is acknowledged. */
import { openStore } from '../../services/store/store.ts';

const [, , file = ''] = process.argv;
const nobody = {
  services: [],
  queues: [],
  users: [],
  breakReasons: [],
  outcomes: [],
  returnSeconds: 20,
  awaySeconds: 60,
};
const store = await openStore({ file, site: () => nobody, promptText: (key) => key });
for (;;) {
  const [recorded] = await store.journal.append([{ at: Date.now(), event: { type: 'desk-opened', agentId: 'ana' } }]);
  process.stdout.write(`${recorded?.seq}\n`);
}
