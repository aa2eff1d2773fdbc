import type { CallId } from './ids.ts';

/**
 * What callers typed or services answered that nobody may find again: beside the world, in memory alone, never folded,
 * journalled or logged. After a restart it is empty, and what is missing is simply unset.
 */
export type Vault = {
  readonly get: (callId: CallId, name: string) => string | undefined;
  /** Undefined forgets it. */
  readonly set: (callId: CallId, name: string, value: string | undefined) => void;
  /** The call has ended, or what begins so is not needed any more. */
  readonly forget: (callId: CallId, prefix?: string) => void;
};

export function memoryVault(): Vault {
  const calls = new Map<CallId, Map<string, string>>();
  return {
    get: (callId, name) => calls.get(callId)?.get(name),
    set: (callId, name, value) => {
      const kept = calls.get(callId) ?? new Map<string, string>();
      if (value === undefined) kept.delete(name);
      else kept.set(name, value);
      if (kept.size > 0) calls.set(callId, kept);
      else calls.delete(callId);
    },
    forget: (callId, prefix) => {
      if (prefix === undefined) calls.delete(callId);
      else
        for (const name of calls.get(callId)?.keys() ?? [])
          if (name.startsWith(prefix)) calls.get(callId)?.delete(name);
    },
  };
}
