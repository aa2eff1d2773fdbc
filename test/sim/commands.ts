import type { Availability } from '../../services/core/agent.ts';
import type { WatchMode } from '../../services/core/call.ts';
import type { PartyId } from '../../services/core/consent.ts';
import { commandRoles } from '../../services/core/decide/commands.ts';
import type { Target } from '../../services/core/event.ts';
import type { Command, CommandName, Person } from '../../services/core/signal.ts';
import type { Site } from '../../services/core/site.ts';
import { isAgent } from '../../services/core/site-index.ts';
import type { World } from '../../services/core/world.ts';
import type { Chance } from './chance.ts';
import { queueIds } from './flows.ts';
import { supervisors } from './office.ts';

/** What a person who asks for something can see. */
export type Sight = { readonly world: World; readonly site: Site; readonly chance: Chance; readonly now: number };

type Made<N extends CommandName> = (sight: Sight) => Extract<Command, { name: N }>;

const aCall = ({ world, chance }: Sight): string => chance.pick([...world.calls.keys()]) ?? 'call-none';
const aTalk = ({ world, chance }: Sight): string =>
  chance.pick([...world.calls.values()].filter(({ place }) => place.at === 'conversation'))?.id ?? 'call-none';
const aWait = ({ world, chance }: Sight): string =>
  chance.pick([...world.calls.values()].filter(({ place }) => place.at === 'queue'))?.id ?? 'call-none';
const aCallback = ({ world, chance }: Sight): string =>
  chance.pick([...world.calls.values()].filter(({ direction }) => direction === 'callback'))?.id ?? 'call-none';
const anAgent = ({ site, chance }: Sight): string =>
  chance.is(0.05) ? 'nobody' : (chance.pick(site.users.filter(({ id }) => isAgent(site, id)))?.id ?? 'nobody');

const anAvailability = ({ chance }: Sight): Availability => {
  if (chance.is(0.65)) return { kind: 'available' };
  if (chance.is(0.7)) return { kind: 'break', reason: chance.one(['lunch', 'training', 'nonsense']) };
  return { kind: 'signed-out' };
};

const aTarget = (sight: Sight): Target => {
  const { chance } = sight;
  switch (chance.int(0, 9)) {
    case 0:
    case 1:
    case 2:
      return { kind: 'queue', queueId: chance.pick(queueIds) ?? 'q1' };
    case 3:
      return { kind: 'level-above' };
    case 4:
    case 5:
      return { kind: 'number', number: chance.one(['+34600000001', '+34911222333', '+1900555000', '112', '']) };
    default:
      return { kind: 'agent', agentId: anAgent(sight) };
  }
};

const aParty = (sight: Sight): 'caller' | PartyId =>
  sight.chance.one<'caller' | PartyId>([
    'caller',
    `agent:${anAgent(sight)}`,
    `agent:${sight.chance.one(supervisors)}`,
    'number:+34600000001',
    'number:+34911222333',
  ]);

const reason = 'why';

/** A maker of each command, sensible and senseless: a new command is tried as soon as it stands here, and must. */
export const commandMakers: { readonly [N in CommandName]: Made<N> } = {
  'set-availability': (sight) => ({ name: 'set-availability', availability: anAvailability(sight) }),
  'set-agent-availability': (sight) => ({
    name: 'set-agent-availability',
    agentId: anAgent(sight),
    availability: anAvailability(sight),
    reason,
  }),
  hold: () => ({ name: 'hold' }),
  resume: () => ({ name: 'resume' }),
  'hang-up': () => ({ name: 'hang-up' }),
  decline: () => ({ name: 'decline' }),
  'pause-recording': () => ({ name: 'pause-recording' }),
  'resume-recording': () => ({ name: 'resume-recording' }),
  'give-consent': () => ({ name: 'give-consent', basis: 'said' }),
  'withdraw-consent': () => ({ name: 'withdraw-consent', basis: 'said' }),
  'set-consent': (sight) => ({
    name: 'set-consent',
    callId: aCall(sight),
    party: aParty(sight),
    consent: sight.chance.one(['given', 'given', 'given', 'refused', 'withdrawn']),
    basis: sight.chance.one(['spoken', 'spoken', 'none']),
    note: '',
  }),
  'pause-call': (sight) => ({ name: 'pause-call', callId: aCall(sight), seconds: sight.chance.one([null, 5, 30]) }),
  'resume-call': (sight) => ({ name: 'resume-call', callId: aCall(sight) }),
  'record-call': (sight) => ({
    name: 'record-call',
    callId: aCall(sight),
    what: sight.chance.one(['start', 'start', 'stop']),
    reason,
  }),
  'extend-wrap-up': ({ chance }) => ({ name: 'extend-wrap-up', seconds: chance.one([-1, 0, 10, 30, 601]) }),
  'finish-wrap-up': ({ chance }) => ({
    name: 'finish-wrap-up',
    outcome: chance.one([null, 'solved', 'none']),
    note: '',
  }),
  transfer: (sight) => ({ name: 'transfer', to: aTarget(sight), reason }),
  consult: (sight) => ({ name: 'consult', to: aTarget(sight) }),
  'cancel-consult': () => ({ name: 'cancel-consult' }),
  conference: () => ({ name: 'conference' }),
  'complete-transfer': () => ({ name: 'complete-transfer', reason }),
  watch: (sight) => ({
    name: 'watch',
    callId: sight.chance.is(0.8) ? aTalk(sight) : aCall(sight),
    mode: sight.chance.one(['listen', 'whisper', 'barge']),
  }),
  'stop-watching': () => ({ name: 'stop-watching' }),
  take: (sight) => ({ name: 'take', callId: sight.chance.is(0.5) ? aTalk(sight) : aCall(sight), reason }),
  move: (sight) => ({
    name: 'move',
    callId: sight.chance.is(0.6) ? aWait(sight) : aCall(sight),
    to: aTarget(sight),
    reason,
  }),
  prioritise: (sight) => ({
    name: 'prioritise',
    callId: sight.chance.is(0.8) ? aWait(sight) : aCall(sight),
    priority: sight.chance.one([-1, 0, 1, 5, 50, 100, 101]),
    reason,
  }),
  'end-call': (sight) => ({ name: 'end-call', callId: aCall(sight), reason }),
  'request-callback': ({ chance, now }) => ({
    name: 'request-callback',
    queueId: chance.pick(queueIds) ?? 'q1',
    number: chance.one(['+34600000001', '+34911222333', '+34933444555', '+1900555000']),
    callerName: '',
    notBefore: chance.is(0.5) ? null : now + chance.int(-10_000, 60_000),
    reason,
  }),
  'cancel-callback': (sight) => ({ name: 'cancel-callback', callId: aCallback(sight), reason }),
};

/** How often each is asked for; 1 where nothing is said. */
const weights: Partial<Record<CommandName, number>> = {
  'set-availability': 4,
  hold: 2,
  resume: 2,
  'end-call': 0.3,
  take: 0.5,
};

const table = Object.keys(commandRoles).map((name) => {
  const known = name as CommandName;
  return { name: known, weight: weights[known] ?? 1 };
});

type Asked = { readonly userId: string; readonly command: Command };

/** What makes sense in a conversation as it stands: what is begun goes on, and something else begins. */
function sensible(sight: Sight): Asked | null {
  const { world, chance } = sight;
  const call = chance.pick([...world.calls.values()].filter(({ place }) => place.at === 'conversation'));
  if (call?.place.at !== 'conversation') return null;
  const { agentId, third, watchers } = call.place;
  const { id: callId } = call;
  const mode = chance.one<WatchMode>(['listen', 'whisper', 'barge']);
  const [watcher] = watchers;
  if (watcher && chance.is(0.5)) {
    const { userId } = watcher;
    const commands: Command[] = [
      { name: 'watch', callId, mode },
      { name: 'stop-watching' },
      { name: 'take', callId, reason },
    ];
    return { userId, command: chance.pick(commands) ?? { name: 'stop-watching' } };
  }
  if (third) {
    const names = ['conference', 'conference', 'complete-transfer', 'cancel-consult', 'hang-up'] as const;
    return { userId: agentId, command: commandMakers[chance.one(names)](sight) };
  }
  if (chance.is(0.3)) return { userId: chance.one(supervisors), command: { name: 'watch', callId, mode } };
  const idle = [...world.agents.values()].filter(
    ({ activity, availability }) => activity === 'idle' && availability.kind === 'available',
  );
  const other = chance.pick(idle)?.id;
  const to: Target =
    other && chance.is(0.7) ? { kind: 'agent', agentId: other } : { kind: 'number', number: '+34600000001' };
  return { userId: agentId, command: chance.is(0.8) ? { name: 'consult', to } : { name: 'transfer', to, reason } };
}

/** Somebody who asks for something: mostly one who may, and one for whom it makes sense. */
export function sampleCommand(sight: Sight): { readonly by: Person; readonly command: Command } {
  const { chance, site, world } = sight;
  const rolesOf = (userId: string) => site.users.find(({ id }) => id === userId)?.roles ?? [];
  const wish = chance.is(0.4) ? sensible(sight) : null;
  if (wish) return { by: { userId: wish.userId, roles: rolesOf(wish.userId) }, command: wish.command };
  const { name } = chance.weighted(table) ?? { name: 'hold' as const };
  const ofAgents = commandRoles[name].includes('agent');
  const busy = [...world.agents.values()].filter(({ call, offer, wrapUp }) => call || offer || wrapUp);
  const agentId = (chance.is(0.7) ? chance.pick(busy)?.id : undefined) ?? anAgent(sight);
  const userId = chance.is(0.03) ? 'nobody' : ofAgents !== chance.is(0.03) ? agentId : chance.one(supervisors);
  return { by: { userId, roles: rolesOf(userId) }, command: commandMakers[name](sight) };
}
