import { describe, expect, it } from 'vitest';
import { type RunPlan, runOnce } from '../bench/erlang/run.ts';
import { theory } from '../bench/erlang/theory.ts';

const vector = { agents: 14, arrivalsPerSecond: 10 / 180, handleSeconds: 180, patienceSeconds: null };

describe('queueing theory', () => {
  it('meets the figures of the CRAN package ErlangC: 10 erlang, 14 agents', () => {
    const { wait, within, asa } = theory(vector, 20);
    expect(wait).toBeCloseTo(0.1741319, 6);
    expect(within).toBeCloseTo(0.88835, 5);
    expect(asa).toBeCloseTo(7.83594, 5);
  });

  it('has Erlang A near Erlang C when patience is long, and to M/M/∞ when it is the handling time', () => {
    const patient = theory({ ...vector, patienceSeconds: 180_000 }, 20);
    expect(patient.wait).toBeCloseTo(0.1741319, 2);
    expect(patient.asa).toBeCloseTo(7.83594, 1);
    // With the patience of a handling time the number present is Poisson: P(wait) is the tail of it from 14 on.
    let chance = Math.exp(-10);
    let below = 0;
    for (let present = 0; present < 14; present += 1) {
      below += chance;
      chance *= 10 / (present + 1);
    }
    expect(theory({ ...vector, patienceSeconds: 180 }, 20).wait).toBeCloseTo(1 - below, 9);
  });

  it('does not overflow for 500 agents, however much or little is offered', () => {
    for (const load of [0.5, 0.95, 1.3]) {
      const { wait, within, asa } = theory(
        { agents: 500, arrivalsPerSecond: (500 * load) / 180, handleSeconds: 180, patienceSeconds: 90 },
        20,
      );
      expect(wait >= 0 && wait <= 1 && within > 0 && within <= 1 && asa >= 0).toBe(true);
    }
  });
});

describe('the production engine', () => {
  const plan = (patienceSeconds: number | null): RunPlan => ({
    offered: { ...vector, patienceSeconds },
    warmUp: 15,
    length: 1_200,
  });

  it.each([null, 180])('is within 25 % of theory over 12,000 calls of a fixed seed (patience %s s)', (patience) => {
    const run = runOnce(plan(patience), 4);
    const { wait, within, asa } = theory(plan(patience).offered, 20);
    expect(Math.abs(run.waited / run.calls / wait - 1)).toBeLessThan(0.25);
    expect(Math.abs(run.within / run.calls / within - 1)).toBeLessThan(0.03);
    expect(Math.abs(run.waitSeconds / run.answered / asa - 1)).toBeLessThan(0.25);
  });
});
