import type { Command, Person } from '../signal.ts';
import { emit, type Turn } from '../turn.ts';
import { stateByPerson } from './consent.ts';
import { endPause, pause } from './pause.ts';
import { followRecording } from './recording.ts';
import { refuse } from './refuse.ts';

type RecordingCommand = Extract<Command, { name: 'set-consent' | 'pause-call' | 'resume-call' | 'record-call' }>;

/** Consent, pauses and recording on demand of any call that is named: from a page, or from a program such as a payment page. */
export function recordingCommand(turn: Turn, { userId, roles }: Person, command: RecordingCommand): void {
  const call = turn.world.calls.get(command.callId);
  if (!call) {
    refuse('no-call', `There is no call ${command.callId} any more; look for it among the calls that ended.`);
    return;
  }
  const { place } = call;
  const isOwn = 'agentId' in place && place.agentId === userId;
  if (!isOwn && !roles.some((role) => role === 'supervisor' || role === 'administrator'))
    refuse('not-owner', 'Only the agent who has the call, a supervisor or an administrator may do that.');
  const by = { kind: 'person', userId } as const;
  switch (command.name) {
    case 'set-consent': {
      const { party, consent, basis, note } = command;
      stateByPerson(turn, call, { kind: isOwn ? 'agent' : 'api', userId }, { party, consent, basis, note });
      break;
    }
    case 'pause-call':
      pause(turn, call, by, command.seconds);
      break;
    case 'resume-call':
      endPause(turn, call, by, 'asked');
      break;
    case 'record-call':
      emit(turn, { type: 'recording-demanded', callId: call.id, what: command.what, by, reason: command.reason });
      followRecording(turn, call.id, true);
      break;
  }
}
