import type { Target } from '../../../services/core/event.ts';
import type { FloorView } from '../../../services/http/protocol.ts';

/** Kinds of places a call can go to; keys of the language files under `target`. */
export type TargetKind = 'agent' | 'queue' | 'levelAbove' | 'number';

/** What is chosen in each kind, so that going from one to another loses nothing. */
export type TargetChoice = {
  readonly kind: TargetKind;
  readonly agentId: string;
  readonly queueId: string;
  readonly number: string;
};

export const noTarget: TargetChoice = { kind: 'agent', agentId: '', queueId: '', number: '' };

type FloorAgent = FloorView['agents'][number];

export function isFree({ availability, activity }: FloorAgent): boolean {
  return availability.kind === 'available' && activity === 'idle';
}

/** Somebody on a break or without a telephone can be sent nothing. */
export function canTake({ availability, activity }: FloorAgent): boolean {
  return availability.kind === 'available' && activity !== null && activity !== 'unreachable';
}

/** The queue of the level above a queue; null when there is none. */
export function levelAbove(floor: FloorView | undefined, queueId: string | null): string | null {
  return floor?.queues.find((one) => one.id === queueId)?.above ?? null;
}

/** The kinds that make sense for a call of this queue. */
export function targetKinds(floor: FloorView | undefined, queueId: string | null): readonly TargetKind[] {
  return [
    'agent',
    'queue',
    ...(levelAbove(floor, queueId) === null ? [] : (['levelAbove'] as const)),
    ...(floor?.outside === true ? (['number'] as const) : []),
  ];
}

/** Those signed in but the call's own agent: who is free first, who can take nothing last, then by name. */
export function agentsToSend(floor: FloorView | undefined, own: string | null): readonly FloorAgent[] {
  const busy = (agent: FloorAgent) => (isFree(agent) ? 0 : canTake(agent) ? 1 : 2);
  return (floor?.agents ?? [])
    .filter((agent) => agent.id !== own && agent.activity !== null)
    .toSorted((one, other) => busy(one) - busy(other) || one.name.localeCompare(other.name));
}

/** The command's target; null while nothing is chosen. */
export function targetOf(choice: TargetChoice): Target | null {
  switch (choice.kind) {
    case 'agent':
      return choice.agentId === '' ? null : { kind: 'agent', agentId: choice.agentId };
    case 'queue':
      return choice.queueId === '' ? null : { kind: 'queue', queueId: choice.queueId };
    case 'levelAbove':
      return { kind: 'level-above' };
    case 'number': {
      const number = choice.number.trim();
      return number === '' ? null : { kind: 'number', number };
    }
  }
}
