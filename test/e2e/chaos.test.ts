import { expect, test, vi } from 'vitest';
import { chaos } from '../chaos/chaos.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The short form of `npm run chaos`. */
test('nobody is dropped, overtaken or offered twice when the controller is killed and its line is cut under live calls', async () => {
  const crowd = { patient: 4, talks: 2, held: 1, menus: 2, busy: 3 };
  const { rounds, callers, ...faults } = await chaos({
    kills: 3,
    cuts: 1,
    deadLines: 0,
    asterisk: true,
    crowd,
    tell: () => undefined,
  });
  expect(faults).toEqual({ dropped: [], lostPlaces: [], doubleOffers: [], stuckAgents: [], left: [] });
  expect(rounds.map(({ fault, times }) => `${fault} ${times}`)).toEqual([
    'controller killed 3',
    'websocket cut 1',
    'Asterisk killed 1',
  ]);
  expect(callers).toBeGreaterThan(12);
});
