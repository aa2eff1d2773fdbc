import type { Consent, PartyId } from '../../core/consent.ts';

/** A call in progress, as far as its recording goes. `pausedUntil` is ms since the epoch. */
export type OpenCall = {
  readonly id: string;
  readonly number: string;
  readonly serviceId: string;
  readonly agentId: string | null;
  readonly consent: Consent;
  readonly others: readonly { readonly party: PartyId; readonly consent: Consent }[];
  readonly recording: 'none' | 'on' | 'paused';
  readonly pausedUntil: number | null;
};
