import type { CallView } from '../../../../services/live/protocol.ts';

/** What a supervisor may do to a call; keys of the language files under `console.act`. */
export type CallAction = 'listen' | 'whisper' | 'barge' | 'take' | 'move' | 'prioritise' | 'cancel' | 'end';

/** What makes sense for a call as it is now. The controller decides again when it is asked. */
export function actionsOn(call: CallView, userId: string): readonly CallAction[] {
  switch (call.phase) {
    case 'talking':
    case 'holding':
      return call.agentId === userId ? ['move', 'end'] : ['listen', 'whisper', 'barge', 'take', 'move', 'end'];
    case 'queued':
    case 'offered':
      return ['take', 'move', 'prioritise', call.direction === 'callback' ? 'cancel' : 'end'];
    case 'scheduled':
      return ['cancel'];
    case 'menu':
    case 'voicemail':
    case 'kept':
    case 'outside':
    case 'calling':
      return ['end'];
    case 'ended':
      return [];
  }
}

/** A call-back that has nobody on the line yet. */
export function isToBeCalled(call: CallView): boolean {
  const waits = call.phase === 'scheduled' || call.phase === 'queued' || call.phase === 'offered';
  return call.direction === 'callback' && waits;
}
