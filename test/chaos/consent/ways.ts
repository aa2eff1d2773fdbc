import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../../../config/demo-site/telephones/caller.ts';
import type { Target } from '../../../services/core/event.ts';
import type { Command } from '../../../services/core/signal.ts';
import type { DeskAgent } from '../../support/agents.ts';
import { type ConsentHouse, TONES } from './house.ts';

/** What happened in all calls together. */
export type Done = { transfers: number; holds: number; conferences: number; outside: number; callbacks: number };

/** A call of the trial, and what its recording is to be. */
export type Made = {
  readonly id: string;
  readonly recorded: boolean;
  /** Stretches with consent. */
  readonly parts: number;
  /** On which side an outside number is heard, which has consented for a while. */
  readonly outside: 'left' | 'right' | null;
};

/** A conversation that is steered. */
export type Talk = {
  readonly scene: ConsentHouse;
  readonly caller: Caller;
  readonly id: string;
  /** Whether the caller's voice is kept. */
  readonly recorded: boolean;
  readonly done: Done;
  owner: string;
  parts: number;
  /** Whether an outside number had consented while it was recorded. */
  consented: boolean;
};

/** An outside number of the call's own, so that its consent is of nobody else. */
const outsideNumber = (talk: Talk) => `+34${talk.caller.number.replace(/^6/, '9')}`;
/** Long enough to look for a tone in. */
const LONG_MS = 700;
/** What stays between a tone and a change of the recording: a telephone's sound is under way. */
const MARGIN_MS = 250;

const owner = (talk: Talk): DeskAgent => {
  const agent = talk.scene.agents.get(talk.owner);
  if (!agent) throw new Error(`Nobody knows the agent ${talk.owner}.`);
  return agent;
};

/** Whether the owner's wish was accepted: a colleague who was free a moment ago may have got a call. */
function accepted(talk: Talk, command: Command): Promise<boolean> {
  return owner(talk)
    .person.command(command)
    .then(
      () => true,
      (error: unknown) => {
        if (String(error).includes('agent-busy')) return false;
        throw error;
      },
    );
}

/** A colleague who has nothing to do. */
function colleague(talk: Talk): string | null {
  const free = [...talk.scene.agents.values()].find(
    ({ id, desk }) => id !== talk.owner && desk.state().agent.activity === 'idle',
  );
  return free?.id ?? null;
}

async function hold(talk: Talk): Promise<void> {
  await owner(talk).person.command({ name: 'hold' });
  talk.done.holds += 1;
  await sleep(300);
  await owner(talk).person.command({ name: 'resume' });
}

async function blind(talk: Talk, to: Target | null): Promise<void> {
  const after = talk.scene.last();
  if (!to || !(await accepted(talk, { name: 'transfer', to, reason: '' }))) return;
  talk.done.transfers += 1;
  talk.owner = (await talk.scene.next(talk.id, 'call-connected', after)).event.agentId;
}

const toColleague = (talk: Talk): Target | null => {
  const agentId = colleague(talk);
  return agentId === null ? null : { kind: 'agent', agentId };
};

/** A colleague is asked and answers; false where nobody was free. */
async function consulted(talk: Talk): Promise<boolean> {
  const after = talk.scene.last();
  const to = toColleague(talk);
  if (!to || !(await accepted(talk, { name: 'consult', to }))) return false;
  await talk.scene.next(talk.id, 'consult-joined', after);
  return true;
}

async function attended(talk: Talk): Promise<void> {
  if (!(await consulted(talk))) return;
  const after = talk.scene.last();
  await owner(talk).person.command({ name: 'complete-transfer', reason: '' });
  talk.done.transfers += 1;
  talk.owner = (await talk.scene.next(talk.id, 'agent-replaced', after)).event.agentId;
}

/** All three talk, consent is withdrawn by another program and given again meanwhile, and the first agent leaves. */
async function conference(talk: Talk): Promise<void> {
  if (!(await consulted(talk))) return;
  await owner(talk).person.command({ name: 'conference' });
  talk.done.conferences += 1;
  await sleep(300);
  await withdrawn(talk, (consent) =>
    talk.scene.admin.post(`/api/calls/${talk.id}/consent`, { party: 'caller', consent, basis: 'spoken' }),
  );
  const after = talk.scene.last();
  await owner(talk).person.command({ name: 'hang-up' });
  talk.owner = (await talk.scene.next(talk.id, 'agent-replaced', after)).event.agentId;
}

/** Withdrawn and given again: by the caller's codes unless told otherwise. */
async function withdrawn(talk: Talk, state?: Stating): Promise<void> {
  if (!talk.recorded) return;
  const byCode: Stating = (consent) => talk.caller.press(consent === 'given' ? '*8' : '*9', 40);
  const say = state ?? byCode;
  const after = talk.scene.last();
  await say('withdrawn');
  await talk.scene.next(talk.id, 'recording-stopped', after);
  await sleep(200);
  await say('given');
  await talk.scene.next(talk.id, 'recording-started', after);
  talk.parts += 1;
}

type Stating = (consent: 'given' | 'withdrawn') => Promise<unknown>;

/** The outside number is with the caller: its voice is kept from its consent on, until that is withdrawn. */
async function outsideConsents(talk: Talk, state: Stating): Promise<void> {
  const { scene, id } = talk;
  const { farEnd } = scene;
  const number = outsideNumber(talk);
  const changed = async (consent: 'given' | 'withdrawn') => {
    const after = scene.last();
    await state(consent);
    const { seq } = await scene.next(id, 'party-consent-changed', after);
    // Where nothing is recorded there is nothing that could begin to be heard.
    if (talk.recorded) await scene.next(id, 'silence-set', seq);
  };
  await sleep(LONG_MS);
  farEnd.toneTo(number, TONES.outside);
  await sleep(MARGIN_MS);
  await changed('given');
  await sleep(LONG_MS);
  await changed('withdrawn');
  farEnd.toneTo(number, TONES.before);
  await sleep(LONG_MS);
  if (talk.recorded) talk.consented = true;
}

/** By another program, which has a basis for it. */
const byProgram =
  (talk: Talk): Stating =>
  (consent) =>
    talk.scene.admin.post(`/api/calls/${talk.id}/consent`, {
      party: `number:${outsideNumber(talk)}`,
      consent,
      basis: 'spoken',
      note: 'dicho al otro lado',
    });

const byAgent =
  (talk: Talk): Stating =>
  (consent) =>
    owner(talk).person.command({
      name: 'set-consent',
      callId: talk.id,
      party: `number:${outsideNumber(talk)}`,
      consent,
      basis: 'spoken',
      note: 'dicho al otro lado',
    });

const toOutside = (talk: Talk): Target => ({ kind: 'number', number: outsideNumber(talk) });

async function outside(talk: Talk): Promise<void> {
  const after = talk.scene.last();
  await owner(talk).person.command({ name: 'transfer', to: toOutside(talk), reason: '' });
  talk.done.transfers += 1;
  talk.done.outside += 1;
  await talk.scene.next(talk.id, 'outside-answered', after);
  await outsideConsents(talk, byProgram(talk));
}

async function consultOutside(talk: Talk): Promise<void> {
  const after = talk.scene.last();
  await owner(talk).person.command({ name: 'consult', to: toOutside(talk) });
  talk.done.outside += 1;
  await talk.scene.next(talk.id, 'consult-joined', after);
}

/** Asked first, then alone with the caller. */
async function outsideAttended(talk: Talk): Promise<void> {
  await consultOutside(talk);
  const after = talk.scene.last();
  await owner(talk).person.command({ name: 'complete-transfer', reason: '' });
  talk.done.transfers += 1;
  await talk.scene.next(talk.id, 'sent-outside', after);
  await outsideConsents(talk, byProgram(talk));
}

/** All three talk; the agent states the consent, and is alone with the caller at last. */
async function outsideConference(talk: Talk): Promise<void> {
  await consultOutside(talk);
  const after = talk.scene.last();
  await owner(talk).person.command({ name: 'conference' });
  talk.done.conferences += 1;
  await talk.scene.next(talk.id, 'conference-began', after);
  await outsideConsents(talk, byAgent(talk));
  await owner(talk).person.command({ name: 'cancel-consult' });
  await talk.scene.next(talk.id, 'consult-ended', after);
}

/** What happens in a conversation: every kind comes round. */
export const talkWays: Readonly<Record<string, (talk: Talk) => Promise<void>>> = {
  plain: async () => undefined,
  hold,
  agent: (talk) => blind(talk, toColleague(talk)),
  queue: (talk) => blind(talk, { kind: 'queue', queueId: 'general' }),
  attended,
  twice: async (talk) => {
    await hold(talk);
    await blind(talk, toColleague(talk));
    await blind(talk, { kind: 'queue', queueId: 'general' });
  },
  withdrawn: (talk) => withdrawn(talk),
  conference,
  outside,
  outsideConference,
  outsideAttended,
};
