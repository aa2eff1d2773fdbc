import { numberAfter } from '../bench/options.ts';
import { chaos } from './chaos.ts';

const CROWD = { patient: 24, talks: 12, held: 5, menus: 8, busy: 10 };

/** `npm run chaos -- --kills N --cuts M`: faults under live calls. */
export async function runKills(): Promise<void> {
  const kills = numberAfter('--kills', 50);
  const cuts = numberAfter('--cuts', 5);
  const outcome = await chaos({
    kills,
    cuts,
    deadLines: cuts,
    asterisk: true,
    crowd: CROWD,
    tell: (line) => console.error(line),
  });
  const { rounds, dropped, lostPlaces, doubleOffers, stuckAgents, left, callers } = outcome;
  console.table(
    rounds.map(({ fault, times, liveCalls, noticed, control }) => ({
      fault,
      times,
      'live calls': liveCalls,
      'noticed p50': noticed?.p50 ?? '',
      'noticed max': noticed?.max ?? '',
      'control p50': control.p50,
      'control p99': control.p99,
      'control max': control.max,
    })),
  );
  console.table([
    {
      callers,
      dropped: dropped.length,
      'lost places': lostPlaces.length,
      'double offers': doubleOffers.length,
      'stuck agents': stuckAgents.length,
      left: left.length,
    },
  ]);
  const faults = [...dropped, ...lostPlaces, ...doubleOffers, ...stuckAgents, ...left];
  for (const one of faults.slice(0, 50)) console.error(one);
  const [first] = rounds;
  const asteriskRound = rounds.length > 1 ? -1 : 1;
  if (process.argv.includes('--json'))
    console.log(
      JSON.stringify({
        kills,
        // When Asterisk is killed at last, those who come and go have gone.
        live_calls: Math.min(...rounds.slice(0, asteriskRound).map((one) => one.liveCalls)),
        dropped: dropped.length,
        lost_places: lostPlaces.length,
        double_offers: doubleOffers.length,
        stuck_agents: stuckAgents.length,
        control_ms: { p50: first?.control.p50 ?? null, p99: first?.control.p99 ?? null },
      }),
    );
  process.exitCode = faults.length > 0 ? 1 : 0;
}
