import type { CallView } from '../../../../services/live/protocol.ts';

/** What a supervisor may do to a call; keys of the language files under `console.act`. */
export type CallAction =
  | 'listen'
  | 'whisper'
  | 'barge'
  | 'take'
  | 'move'
  | 'prioritise'
  | 'record'
  | 'unrecord'
  | 'cancel'
  | 'end';

/** What makes sense for a call as it is now. The controller decides again when it is asked. */
export function actionsOn(call: CallView, userId: string): readonly CallAction[] {
  switch (call.phase) {
    case 'talking':
    case 'holding':
      return call.agentId === userId
        ? ['move', ...recordingOn(call), 'end']
        : ['listen', 'whisper', 'barge', 'take', 'move', ...recordingOn(call), 'end'];
    case 'queued':
    case 'offered':
      return call.direction === 'callback'
        ? ['take', 'move', 'prioritise', 'cancel']
        : ['take', 'move', 'prioritise', ...recordingOn(call), 'end'];
    case 'scheduled':
      return ['cancel'];
    case 'menu':
    case 'kept':
    case 'outside':
      return [...recordingOn(call), 'end'];
    // A message is there to be kept.
    case 'voicemail':
    case 'calling':
      return ['end'];
    case 'ended':
      return [];
  }
}

/** Recorded on demand where the rules do not have it, or not at all where they do; consent goes before either. */
function recordingOn({ toRecord }: CallView): readonly CallAction[] {
  switch (toRecord) {
    case 'never':
      return [];
    case 'on-demand':
      return ['record'];
    case 'yes':
      return ['unrecord'];
  }
}

/** A call-back that has nobody on the line yet. */
export function isToBeCalled(call: CallView): boolean {
  const waits = call.phase === 'scheduled' || call.phase === 'queued' || call.phase === 'offered';
  return call.direction === 'callback' && waits;
}
