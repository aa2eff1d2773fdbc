import { setTimeout as sleep } from 'node:timers/promises';
import { startInstallation } from '../support/installation.ts';
import { until } from '../support/story.ts';
import { type Benchmark, spreadOf } from './benchmark.ts';

const KILLS = 20;
const WAITING = 8;

/** Kills the controller under live calls, again and again: how long until it has its calls in hand again? */
export const restart: Benchmark = {
  name: 'restart',
  what: `SIGKILL of the controller ${KILLS} times under ${WAITING + 1} live calls: ms until world and Asterisk were compared`,
  run: async () => {
    const house = await startInstallation({ settings: { asterisk: { rtpTimeoutSeconds: 600 } } });
    try {
      const phone = await house.deskPhone('dario');
      const agent = await house.signIn('dario');
      const desk = await agent.desk();
      await desk.until('the telephone is registered', (state) => state.agent.reachable);
      await agent.command({ name: 'set-availability', availability: { kind: 'available' } });
      const supervisor = await house.signIn('sonia');
      for (let call = 0; call <= WAITING; call += 1) {
        const caller = await house.call({ number: `60000000${call}` });
        await caller.up;
        await caller.press('111');
      }
      const seen = await supervisor.console();
      const settled = (state: ReturnType<typeof seen.state>) =>
        state.calls.filter((call) => call.phase === 'queued').length === WAITING &&
        state.calls.some((call) => call.phase === 'talking');
      const before = await seen.until('all calls wait or talk', settled, 60_000);
      const order = (state: typeof before) =>
        state.calls
          .filter((call) => call.phase === 'queued')
          .map((call) => call.id)
          .join();
      const times: number[] = [];
      let dropped = 0;
      let disorder = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        // A program that ends at once is given more time between its starts: that is not what is measured here.
        await sleep(3_000);
        const from = performance.now();
        house.system.controller().kill();
        await until('the controller has Asterisk again', async () => {
          const answer = await fetch(`${house.url}/health`, { signal: AbortSignal.timeout(1000) });
          return ((await answer.json()) as { telephony: boolean }).telephony;
        });
        times.push(performance.now() - from);
        const again = await (await house.signIn('admin')).console();
        dropped += WAITING + 1 - again.state().calls.length;
        if (order(again.state()) !== order(before)) disorder += 1;
      }
      await phone.close();
      const control = spreadOf(times);
      return {
        table: [{ kills: KILLS, 'live calls': WAITING + 1, dropped, 'queue order lost': disorder, ...control }],
        json: { kills: KILLS, live_calls: WAITING + 1, dropped, lost_places: disorder, control_ms: control },
      };
    } finally {
      await house.close();
    }
  },
};
