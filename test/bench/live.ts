import { startInstallation } from '../support/installation.ts';
import { type Benchmark, spreadOf } from './benchmark.ts';

const CHANGES = 200;

/** How long from a person's click until another person's console shows it. */
export const live: Benchmark = {
  name: 'live',
  what: `${CHANGES} changes of an agent's availability: ms from the command until a supervisor's console has it`,
  run: async () => {
    const house = await startInstallation();
    try {
      const agent = await house.signIn('ana');
      const supervisor = await house.signIn('sonia');
      const seen = await supervisor.console();
      const times: number[] = [];
      for (let change = 0; change < CHANGES; change += 1) {
        const kind = change % 2 === 0 ? 'available' : 'signed-out';
        const from = performance.now();
        const shown = seen.until('the change is shown', (state) =>
          state.agents.some((one) => one.id === 'ana' && one.availability.kind === kind),
        );
        await agent.command({ name: 'set-availability', availability: { kind } });
        await shown;
        times.push(performance.now() - from);
      }
      const shown = spreadOf(times);
      return { table: [{ changes: CHANGES, ...shown }], json: { changes: CHANGES, shown_ms: shown } };
    } finally {
      await house.close();
    }
  },
};
