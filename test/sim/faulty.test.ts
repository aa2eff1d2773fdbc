import { describe, expect, it } from 'vitest';
import type { Site } from '../../services/core/site.ts';
import type { step } from '../../services/core/step.ts';
import { runDay } from './day.ts';
import { dreaming, forgetful, misrouted, silent } from './faulty.ts';

const ringAll = (site: Site): Site => ({
  ...site,
  queues: site.queues.map((queue) => ({ ...queue, strategy: { type: 'ring-all', limit: 3 } })),
});

/** What is said of an engine on some days, each ending with its first breach: until it is the one looked for. */
function said(faulty: typeof step, sentence: RegExp): string {
  const all: string[] = [];
  for (let seed = 1; seed <= 40; seed += 1) {
    const breaches = runDay({ seed, calls: 80, step: faulty, faults: false, site: ringAll }).breaches.join('\n');
    if (sentence.test(breaches)) return breaches;
    all.push(breaches);
  }
  return all.join('\n');
}

/** Engines with a fault, and what must be said of each: invariants that cannot fail prove nothing. */
const faulty: readonly (readonly [string, typeof step, RegExp])[] = [
  [
    'forgets to cancel the other offers',
    forgetful(
      (event, turn) =>
        event.type === 'offer-ended' && event.how === 'cancelled' && turn.some((one) => one.type === 'offer-accepted'),
    ),
    /1: call .* is conversation and is being offered/,
  ],
  ['forgets that a call left its queue', forgetful(({ type }) => type === 'queue-left'), /2: /],
  ['never ends a call', forgetful(({ type }) => type === 'call-ended'), /4: |7: /],
  [
    'goes on recording after a no',
    forgetful(({ type }) => type === 'stop-asked'),
    /5: .* goes on and consent is withdrawn/,
  ],
  [
    'goes on recording into a full spool',
    forgetful((event) => event.type === 'recording-failed' && event.reason === 'spool-full'),
    /5: .* goes on without room in the spool/,
  ],
  [
    'passes over every other caller',
    misrouted((right) => ({
      // Only who comes free does so: who calls while somebody is idle is served.
      admits: (asked, candidate) => {
        const isOdd = asked.call.id.charCodeAt(asked.call.id.length - 1) % 2 === 1;
        return right.admits(asked, candidate) && !(isOdd && candidate.idleSince > asked.place.enteredAt);
      },
      wants: ({ call }) => call.id,
    })),
    /2: .* is offered before .*, which stands before it/,
  ],
  [
    'leaves callers waiting beside idle agents',
    misrouted(() => ({ admits: () => false })),
    /3: call .* waits while agent .* may take it/,
  ],
  [
    'rings more telephones than it may',
    misrouted((right) => ({
      room: (stage) => right.room(stage) + 1,
      choose: (question) => {
        const choice = right.choose(question);
        const agentIds = [...question.ready.inOrder()].map(({ agent }) => agent.id);
        return choice && { ...choice, agentIds };
      },
    })),
    /1: call .* has \d+ offers where \d+ are allowed/,
  ],
  [
    'offers a call to whoever there is',
    misrouted((right) => ({
      choose: (question) => {
        const choice = right.choose(question);
        return choice && { ...choice, agentIds: ['a1'] };
      },
    })),
    /1: agent a1/,
  ],
  [
    'loses the timer of an offer',
    silent((effect) => effect.type === 'set-timer' && effect.timerId.startsWith('offer:')),
    /7: the timer offer:.* is lost/,
  ],
  ['leaves legs behind', silent(({ type }) => type === 'hang-up-leg'), /7: .*Asterisk has the leg/],
  ['leaves bridges behind', silent(({ type }) => type === 'destroy-bridge'), /7: .*the bridge/],
  [
    'does not put people together',
    silent(({ type }) => type === 'make-bridge'),
    /7: .* is not in its bridge|does not hear/,
  ],
  ['does not bring a held caller back', silent(({ type }) => type === 'add-to-bridge'), /7: .* does not hear/],
  ['does not stop a recording', silent(({ type }) => type === 'stop-capture'), /7: .*part-.* is taken/],
  [
    'goes on recording what is sensitive',
    forgetful((event) => event.type === 'pause-asked' && event.muted),
    /5: .* goes on in a sensitive step/,
  ],
  [
    'goes on recording who has not consented',
    forgetful(({ type }) => type === 'silence-asked'),
    /5: .* goes on and (agent|number):.* has not consented/,
  ],
  ['does not pause the recording', silent(({ type }) => type === 'mute-capture'), /7: .* is taken in a sensitive step/],
  ['plays no music', silent(({ type }) => type === 'start-music'), /7: .*music/],
  [
    'counts a call too many',
    dreaming((world) => {
      for (const [queueId, day] of world.today) world.today.set(queueId, { ...day, answered: day.offered });
    }),
    /8: queue .* says answered/,
  ],
  [
    'knows what no event said',
    dreaming((world) => {
      for (const [id, agent] of world.agents) world.agents.set(id, { ...agent, missed: agent.missed + 1 });
    }),
    /7: the world is not the one folded from the journal/,
  ],
];

describe('an engine that', () => {
  it.each(faulty)(
    '%s is found out',
    (_name, engine, sentence) => {
      expect(said(engine, sentence)).toMatch(sentence);
    },
    180_000,
  );

  it('is right is not', () => {
    expect(runDay({ seed: 1, calls: 80, faults: false }).breaches).toEqual([]);
  });
});
