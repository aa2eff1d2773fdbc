import type { Signal } from '../../services/core/signal.ts';
import type { Death } from './controller.ts';
import type { Day } from './day.ts';
import { edited } from './office.ts';

/** Something that happens on a simulated day, by chance. To add one, add an entry: `weight` is how often, beside the others. */
export type Action = { readonly weight: number; readonly what: string; readonly happen: (day: Day) => void };

/** Legs of one kind, at any moment of their lives. */
const aLeg = ({ asterisk, chance }: Day, kind: 'inbound' | 'agent' | 'number' | 'snoop'): string | undefined =>
  chance.pick([...asterisk.legs].filter(([, leg]) => leg.kind === kind))?.[0];

/** What people and telephones do. None of it is a fault. */
export const actions: readonly Action[] = [
  { weight: 8, what: 'somebody asks for something', happen: (day) => day.command() },
  {
    weight: 1,
    what: 'a telephone holds or releases',
    happen: (day) => {
      const legId = aLeg(day, 'agent');
      const type = day.chance.one(['leg-held', 'leg-released'] as const);
      if (legId) day.asterisk.link.news({ type, legId }, legId);
    },
  },
  {
    weight: 1,
    what: 'keys without a question',
    happen: (day) => {
      const legId = aLeg(day, 'inbound');
      for (let count = day.chance.int(1, 5); legId && count > 0; count -= 1)
        day.asterisk.press(legId, String(day.chance.int(0, 9)));
    },
  },
  {
    weight: 1,
    what: 'a leg dies',
    happen: (day) => {
      const legId = aLeg(day, day.chance.one(['inbound', 'agent', 'agent', 'number', 'snoop']));
      if (legId) day.asterisk.drop(legId, day.chance.one([16, 44, 127, 27, 20]), day.chance.is(0.3));
    },
  },
  {
    weight: 1,
    what: 'a page opens or closes',
    happen: (day) => {
      const userId = day.chance.pick(day.site.users)?.id;
      if (userId) day.controller.tell({ type: 'desk-present', userId, present: day.chance.is(0.5) });
    },
  },
  {
    weight: 1,
    what: 'a telephone comes or goes',
    happen: ({ chance, asterisk, site }) => {
      const userId = chance.pick(site.users)?.id;
      if (userId) asterisk.setReachable(userId, !asterisk.reachable.has(userId));
    },
  },
  {
    weight: 0.3,
    what: 'the spool fills, or has room again',
    happen: ({ chance, controller }) =>
      controller.tell({ type: 'spool-seen', room: chance.one(['free', 'short', 'full', 'free']), freeBytes: 0 }),
  },
  { weight: 0.5, what: 'news of what is gone', happen: (day) => day.controller.tell(staleNews(day)) },
  {
    weight: 0.3,
    what: 'the recorder is done',
    happen: (day) => {
      const of = { callId: 'call-1', recordingId: 'rec-1' };
      day.controller.tell({ type: 'recording-sealed', ...of, durationMs: 1, bytes: 1, sha256: '' });
    },
  },
  {
    weight: 1,
    what: 'a caller types a code',
    happen: ({ asterisk, chance }) => {
      const callers = [...asterisk.legs].filter(([, { kind }]) => kind === 'inbound').map(([legId]) => legId);
      const legId = chance.pick(callers);
      if (legId) for (const digit of chance.one(['*8', '*9', '*9', '**9', '*', '*1'])) asterisk.press(legId, digit);
    },
  },
  {
    weight: 0.3,
    what: 'the site is edited',
    happen: (day) => day.edit(edited(day.site, day.chance)),
  },
];

function staleNews({ chance }: Day): Signal {
  switch (chance.int(0, 4)) {
    case 0:
      return { type: 'timer', timerId: chance.one(['wake:call-1', 'offer:none', 'queue:call-2', 'nonsense', 'kept:']) };
    case 1:
      return { type: 'playback-done', playbackId: 'play-1', failed: chance.is(0.5) };
    case 2:
      return { type: 'capture-stopped', captureId: 'part-1' };
    case 3:
      return { type: 'leg-gone', legId: 'leg-1', cause: 16, causeText: '' };
    default:
      return { type: 'leg-up', legId: 'leg-2' };
  }
}

const deaths: readonly [Death, ...Death[]] = ['before-commit', 'before-effects', 'between-effects'];

/** What goes wrong. World and Asterisk may differ for a while after each. */
export const faults: readonly Action[] = [
  {
    weight: 3,
    what: 'the controller is killed',
    happen: (day) => {
      day.controller.death = day.chance.one(deaths);
    },
  },
  {
    weight: 3,
    what: 'the link breaks',
    happen: (day) => day.asterisk.link.lose(day.chance.is(0.5) ? 0 : day.chance.between(0, 3_000)),
  },
  {
    weight: 1,
    what: 'the link breaks for long',
    happen: (day) => {
      day.asterisk.link.lose(0);
      day.awayUntil = day.clock.now + day.chance.between(5_000, 40_000);
    },
  },
  {
    weight: 0.4,
    what: 'Asterisk is killed',
    happen: (day) => {
      day.asterisk.link.lose(day.chance.between(0, 500));
      day.asterisk.restart();
    },
  },
];
