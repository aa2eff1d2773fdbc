import { describe, expect, it } from 'vitest';
import { demoSurroundings, dice, Scene } from '../support/scene.ts';
import { breaches } from './invariants.ts';
import { SimulatedAsterisk } from './simulated-asterisk.ts';
import { simulate } from './simulation.ts';

const mustSee = [
  'agent-gave-up',
  'agent-lost',
  'agent-returned',
  'asterisk-found',
  'availability-queued',
  'call-connected',
  'call-held',
  'call-resumed',
  'consent-given',
  'consent-refused',
  'consent-withdrawn',
  'offer-ended',
  'queue-announced',
  'recording-ended',
  'recording-failed',
  'recording-paused',
  'voicemail-began',
  'wrap-up-ended',
];

describe('seeded days of calls and faults', () => {
  it('keep every invariant after every step', () => {
    const base = Number(process.env.SIM_SEED ?? Date.now() % 1_000_000);
    let calls = 0;
    let steps = 0;
    const seen = new Set<string>();
    const seeds = process.env.SIM_SEED ? 1 : 60;
    for (let index = 0; index < seeds; index += 1) {
      const outcome = simulate(base + index, 400);
      calls += outcome.calls;
      steps += outcome.steps;
      for (const type of outcome.seen) seen.add(type);
      expect(outcome.violations.slice(0, 5), `seed ${outcome.seed}: SIM_SEED=${outcome.seed} runs it again`).toEqual(
        [],
      );
    }
    console.log(`simulation: seeds ${base} to ${base + seeds - 1}, ${calls} calls, ${steps} steps`);
    expect(calls).toBeGreaterThan(seeds);
    // A simulation that never gets anywhere proves nothing.
    if (seeds > 1) expect([...seen].sort()).toEqual(expect.arrayContaining(mustSee));
  }, 180_000);

  it('take the same steps for the same seed', () => {
    expect(simulate(7, 200)).toEqual(simulate(7, 200));
  });

  it('see a breach when there is one', () => {
    const scene = new Scene(demoSurroundings());
    scene.signIn('ana');
    const agent = scene.world.agents.get('ana');
    if (agent) scene.world.agents.set('ana', { ...agent, offer: 'offer-gone' });
    const asterisk = new SimulatedAsterisk(dice(1), () => 0);
    const { site } = scene.surroundings;
    expect(breaches(scene.world, site, scene.floor(), asterisk)).toEqual(['1: agent ana and its offer disagree']);
  });
});
