import type { Availability } from '../agent.ts';
import type { Command, CommandName, Person } from '../signal.ts';
import type { Role } from '../site.ts';
import { isAgent } from '../site-index.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { endWrapUp, setAvailability } from './availability.ts';
import { agentMissed, cancelCallback, scheduleCallback } from './callback.ts';
import { stateByPerson } from './consent.ts';
import { agentLeaves, cancelConsult, completeTransfer, conference, consult } from './consult.ts';
import { callOfAgent, hold, resume } from './conversation.ts';
import { endOffer } from './offer-end.ts';
import { endPause, pause } from './pause.ts';
import { queueOf } from './queue.ts';
import { recordingCommand } from './recording-commands.ts';
import { refuse } from './refuse.ts';
import { supervise } from './supervise.ts';
import { dropThird } from './third.ts';
import { transfer } from './transfer.ts';

/** Who may ask for what. */
export const commandRoles: Readonly<Record<CommandName, readonly Role[]>> = {
  'set-availability': ['agent'],
  'set-agent-availability': ['supervisor', 'administrator'],
  // A supervisor who took a call has it as an agent has.
  hold: ['agent', 'supervisor'],
  resume: ['agent', 'supervisor'],
  'hang-up': ['agent', 'supervisor'],
  decline: ['agent', 'supervisor'],
  'pause-recording': ['agent', 'supervisor'],
  'resume-recording': ['agent', 'supervisor'],
  'give-consent': ['agent', 'supervisor'],
  'withdraw-consent': ['agent', 'supervisor'],
  'set-consent': ['agent', 'supervisor', 'administrator'],
  'pause-call': ['agent', 'supervisor', 'administrator'],
  'resume-call': ['agent', 'supervisor', 'administrator'],
  'record-call': ['agent', 'supervisor', 'administrator'],
  'extend-wrap-up': ['agent'],
  'finish-wrap-up': ['agent'],
  transfer: ['agent', 'supervisor'],
  consult: ['agent', 'supervisor'],
  'cancel-consult': ['agent', 'supervisor'],
  conference: ['agent', 'supervisor'],
  'complete-transfer': ['agent', 'supervisor'],
  watch: ['supervisor'],
  'stop-watching': ['supervisor'],
  take: ['supervisor'],
  move: ['supervisor', 'administrator'],
  prioritise: ['supervisor', 'administrator'],
  'end-call': ['supervisor', 'administrator'],
  'request-callback': ['agent', 'supervisor', 'administrator'],
  'cancel-callback': ['supervisor', 'administrator'],
};

/** The longest a wrap-up may be extended at once. */
const extensionLimitSeconds = 600;

/**
 * A person's request from a page.
 * @throws CentralitaError when the person may not, or the moment is wrong; nothing has happened then.
 */
export function decideCommand(turn: Turn, by: Person, command: Command): void {
  if (!commandRoles[command.name].some((role) => by.roles.includes(role)))
    refuse('forbidden', `The role ${by.roles.join(', ')} may not ${command.name}; ask a supervisor.`);
  const person = { kind: 'person', userId: by.userId } as const;
  switch (command.name) {
    case 'set-availability':
      checkAvailability(turn, command.availability);
      setAvailability(turn, by.userId, command.availability, person);
      break;
    case 'set-agent-availability':
      checkAvailability(turn, command.availability);
      if (!isAgent(turn.site, command.agentId))
        refuse('unknown-agent', `There is no agent ${command.agentId}; reload the page to see who is there now.`);
      setAvailability(turn, command.agentId, command.availability, person);
      break;
    case 'decline':
      decline(turn, by.userId);
      break;
    case 'extend-wrap-up':
    case 'finish-wrap-up':
      decideWrapUp(turn, by.userId, command);
      break;
    case 'hold':
    case 'resume':
    case 'hang-up':
    case 'pause-recording':
    case 'resume-recording':
    case 'give-consent':
    case 'withdraw-consent':
    case 'transfer':
    case 'consult':
    case 'cancel-consult':
    case 'conference':
    case 'complete-transfer':
      decideInCall(turn, by.userId, command);
      break;
    case 'set-consent':
    case 'pause-call':
    case 'resume-call':
    case 'record-call':
      recordingCommand(turn, by, command);
      break;
    case 'request-callback':
      scheduleCallback(turn, command, person);
      break;
    case 'cancel-callback':
      cancelCallback(turn, command.callId, person, command.reason);
      break;
    case 'watch':
    case 'stop-watching':
    case 'take':
    case 'move':
    case 'prioritise':
    case 'end-call':
      supervise(turn, by.userId, command);
      break;
  }
}

/** A ringing telephone is silenced: an offer's, or a colleague's who asks. */
function decline(turn: Turn, userId: string): void {
  const offerId = turn.world.agents.get(userId)?.offer;
  const offer = offerId ? turn.world.offers.get(offerId) : undefined;
  const call = callOfAgent(turn, userId);
  const third = call?.place.at === 'conversation' ? call.place.third : null;
  if (offer) endOffer(turn, offer, 'declined', 21);
  else if (call && third?.who.kind === 'agent' && third.who.agentId === userId && third.state === 'ringing')
    dropThird(turn, call, 'declined', 21);
  else refuse('no-offer', 'There is no call to decline; it has been taken or has ended.');
}

function checkAvailability(turn: Turn, availability: Availability): void {
  if (availability.kind === 'break' && !turn.site.breakReasons.some((one) => one.id === availability.reason))
    refuse('unknown-reason', `There is no break reason ${availability.reason}; choose one of the list.`);
}

function decideWrapUp(turn: Turn, agentId: string, command: Extract<Command, { name: `${string}-wrap-up` }>): void {
  const wrapUp = turn.world.agents.get(agentId)?.wrapUp;
  if (!wrapUp) {
    refuse('no-wrap-up', 'There is no wrap-up to change; its time has ended.');
    return;
  }
  const { callId } = wrapUp;
  if (command.name === 'extend-wrap-up') {
    if (!(command.seconds > 0 && command.seconds <= extensionLimitSeconds))
      refuse('extension-out-of-range', `A wrap-up is extended by 1 to ${extensionLimitSeconds} seconds.`);
    const extendedSeconds = wrapUp.extendedSeconds + command.seconds;
    const limit = queueOf(turn, wrapUp.queueId)?.wrapUpExtensionSeconds ?? 0;
    if (extendedSeconds > limit)
      refuse('extension-limit', `This queue's wrap-up may be extended by ${limit} seconds in all; finish it.`);
    const until = wrapUp.until + command.seconds * 1000;
    emit(turn, { type: 'wrap-up-extended', agentId, callId, until, extendedSeconds });
    ask(turn, { type: 'set-timer', timerId: `wrap-up:${agentId}`, at: until });
    return;
  }
  const { outcome, note } = command;
  if (outcome !== null && !turn.site.outcomes.some((one) => one.id === outcome))
    refuse('unknown-outcome', `There is no outcome ${outcome}; choose one of the list.`);
  emit(turn, { type: 'outcome-set', callId, agentId, outcome, note });
  endWrapUp(turn, agentId, 'finished');
}

type InCall = Extract<
  Command,
  {
    name:
      | 'hold'
      | 'resume'
      | 'hang-up'
      | 'pause-recording'
      | 'resume-recording'
      | 'give-consent'
      | 'withdraw-consent'
      | 'transfer'
      | 'consult'
      | 'cancel-consult'
      | 'conference'
      | 'complete-transfer';
  }
>;

function decideInCall(turn: Turn, userId: string, command: InCall): void {
  const call = callOfAgent(turn, userId);
  if (call?.place.at === 'calling' && command.name === 'hang-up') {
    agentMissed(turn, call, 16, 'declined');
    return;
  }
  if (call?.place.at !== 'conversation') {
    refuse('no-call', 'There is no conversation; it has ended.');
    return;
  }
  if (call.place.agentId !== userId) {
    // Who was asked by the agent may leave, and nothing else.
    if (command.name !== 'hang-up') refuse('not-owner', 'Only the agent who has the call may do that.');
    dropThird(turn, call, 'hang-up', 16);
    return;
  }
  const by = { kind: 'person', userId } as const;
  const source = { kind: 'agent', userId } as const;
  switch (command.name) {
    case 'hold':
      hold(turn, call);
      break;
    case 'resume':
      if (call.place.third?.mode === 'consult')
        refuse('consulting', 'You are asking somebody; end that, or make it a conference.');
      resume(turn, call);
      break;
    case 'hang-up':
      agentLeaves(turn, call, 16);
      break;
    case 'transfer':
      transfer(turn, call, { to: command.to, by, reason: command.reason });
      break;
    case 'consult':
      consult(turn, call, command.to);
      break;
    case 'cancel-consult':
      cancelConsult(turn, call);
      break;
    case 'conference':
      conference(turn, call);
      break;
    case 'complete-transfer':
      completeTransfer(turn, call, by, command.reason);
      break;
    case 'pause-recording':
      // Said twice, it is one pause still.
      if (!call.pause) pause(turn, call, by);
      break;
    case 'resume-recording':
      endPause(turn, call, by, 'asked');
      break;
    case 'give-consent':
      stateByPerson(turn, call, source, {
        party: 'caller',
        consent: 'given',
        basis: command.basis,
        note: command.note,
      });
      break;
    case 'withdraw-consent':
      stateByPerson(turn, call, source, { party: 'caller', consent: 'withdrawn', basis: command.basis });
      break;
  }
}
