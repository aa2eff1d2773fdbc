import { describe, expect, it } from 'vitest';
import { commandRoles } from '../../services/core/decide/commands.ts';
import type { EventType } from '../../services/core/event.ts';
import { strategyTypes } from '../../services/routing/index.ts';
import { commandMakers } from './commands.ts';
import { runDay } from './day.ts';
import { strategySamples } from './strategies.ts';

/** How long fresh seeds are tried, in ms. */
const limitMs = 30_000;
/** A day never gets everywhere; so many together must: a simulation that gets nowhere proves nothing. */
const daysForAll = 30;

const mustSee: readonly EventType[] = [
  'agent-gave-up',
  'agent-lost',
  'agent-replaced',
  'agent-returned',
  'asterisk-found',
  'availability-queued',
  'break-overrun',
  'call-connected',
  'call-held',
  'call-resumed',
  'call-transferred',
  'callback-dialled',
  'callback-missed',
  'callback-requested',
  'conference-began',
  'consent-given',
  'consent-refused',
  'consent-withdrawn',
  'consult-began',
  'consult-ended',
  'consult-joined',
  'message-ended',
  'missed-counted',
  'offer-ended',
  'outside-answered',
  'outside-failed',
  'priority-changed',
  'queue-announced',
  'queue-comforted',
  'queue-widened',
  'recording-ended',
  'recording-failed',
  'recording-paused',
  'sent-outside',
  'speech-heard',
  'sub-flow-left',
  'site-changed',
  'supervised',
  'survey-answered',
  'talk-ended',
  'variables-set',
  'voicemail-began',
  'watch-began',
  'watch-ended',
  'watch-mode-changed',
  'web-answered',
  'wrap-up-ended',
  'wrap-up-extended',
];

describe('seeded days of calls and faults', () => {
  it('keep every invariant after every step', () => {
    // The same days for every change, so that what fails comes of the change; `npm run sim` draws days of its own.
    const first = 400_000_000;
    const until = performance.now() + limitMs;
    let [days, calls, steps] = [0, 0, 0];
    const seen = new Set<EventType>();
    for (; performance.now() < until; days += 1) {
      const day = runDay({ seed: first + days });
      calls += day.calls;
      steps += day.steps;
      for (const type of day.seen.keys()) seen.add(type);
      expect(day.breaches, `npm run sim -- --seed ${day.seed} --until ${day.steps}`).toEqual([]);
    }
    console.log(`simulation: seeds ${first} to ${first + days - 1}, ${calls} calls, ${steps} steps`);
    if (days >= daysForAll) expect([...seen]).toEqual(expect.arrayContaining([...mustSee]));
    expect(calls).toBeGreaterThan(0);
  }, 180_000);

  it('take the same steps for the same seed', () => {
    expect(runDay({ seed: 7, calls: 60 })).toEqual(runDay({ seed: 7, calls: 60 }));
  });

  it('end where they are told to, with the last steps to read', () => {
    const { steps, trace } = runDay({ seed: 7, until: 100 });
    expect(steps).toBe(100);
    expect(trace.at(-1)).toContain('step 100');
  });
});

describe('what a day is made of', () => {
  it('has parameters for every strategy', () => {
    expect(Object.keys(strategySamples).sort()).toEqual([...strategyTypes].sort());
  });

  it('has a maker for every command', () => {
    expect(Object.keys(commandMakers).sort()).toEqual(Object.keys(commandRoles).sort());
  });
});
