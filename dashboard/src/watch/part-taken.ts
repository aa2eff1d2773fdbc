import type { WatchMode } from '../../../services/core/call.ts';
import type { CallView } from '../../../services/live/protocol.ts';

/** What a supervisor does in which call: on the way into it, in it, or its holder since it was taken. */
export type Part =
  | { readonly kind: 'watching'; readonly call: CallView; readonly mode: WatchMode; readonly here: boolean }
  | { readonly kind: 'taken'; readonly call: CallView };

/** The conversation that a supervisor takes part in, if any. Who is an agent too has a taken call on the desk. */
export function partOf(calls: readonly CallView[], userId: string, isAgent: boolean): Part | null {
  for (const call of calls) {
    const watcher = call.watchers.find((one) => one.userId === userId);
    if (watcher) return { kind: 'watching', call, mode: watcher.mode, here: watcher.state === 'here' };
    const talks = call.phase === 'talking' || call.phase === 'holding' || call.phase === 'kept';
    if (!isAgent && talks && call.agentId === userId) return { kind: 'taken', call };
  }
  return null;
}
