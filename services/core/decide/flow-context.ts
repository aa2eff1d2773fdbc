import type { Call } from '../call.ts';
import type { FlowContext, QueueState } from '../flow.ts';
import { floor, type Turn } from '../turn.ts';
import { callbackNumber } from './callback-limits.ts';
import { expectedWait, queueOf } from './queue.ts';
import { readVariable } from './variables.ts';

/** What a step may read of its call now. */
export function contextOf(turn: Turn, call: Call, step: string, data: unknown): FlowContext {
  return {
    now: turn.now,
    language: call.language,
    consent: call.consent,
    serviceId: call.serviceId,
    callerNumber: call.number,
    callerName: call.callerName,
    dialled: call.dialled,
    hasPlace: call.left !== null && turn.site.outbound.trunk !== null,
    callbackTo: (written) => callbackNumber(turn, call, written),
    ahead: call.ahead.length,
    playing: call.playing !== null,
    data,
    site: turn.site,
    variable: (name) => readVariable(turn, call, name),
    kept: (name) => turn.vault.get(call.id, keptName(name)),
    sensitive: call.sensitive,
    flow: call.inFlow.flow,
    step,
    random: turn.draw.random,
    queueState: (queueId) => queueState(turn, queueId),
    phone: (written) => turn.numbers.read(written, turn.site.outbound.region)?.number ?? null,
    hears: turn.hears?.(call.language) ?? false,
  };
}

/** What a step keeps for itself begins so in the vault. */
export const keptPrefix = '!';
export const keptName = (name: string): string => keptPrefix + name;

function queueState(turn: Turn, queueId: string): QueueState | null {
  const queue = queueOf(turn, queueId);
  const stand = floor(turn).queue(queueId);
  if (!queue || !stand) return null;
  const { waiting, readyCount: ready } = stand;
  return { waiting, ready, expectedWaitSeconds: ready > waiting ? 0 : expectedWait(turn, queue, waiting + 1) };
}
