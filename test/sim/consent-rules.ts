import type { Call } from '../../services/core/call.ts';
import type { Sides } from '../../services/core/consent.ts';
import type { Site } from '../../services/core/site.ts';
import type { Ledger } from './ledger.ts';

export const heardSides = (silent: Sides): Sides => ({ caller: !silent.caller, others: !silent.others });

/** Who is heard by the caller of a call. */
function heard({ place }: Call): readonly string[] {
  if (place.at === 'outside') return [`number:${place.number}`];
  if (place.at === 'kept') return [`agent:${place.agentId}`];
  if (place.at !== 'conversation') return [];
  const people = [`agent:${place.agentId}`];
  const who = place.third?.who;
  if (who) people.push(who.kind === 'agent' ? `agent:${who.agentId}` : `number:${who.number}`);
  for (const one of place.watchers) if (one.mode === 'barge') people.push(`agent:${one.userId}`);
  return people;
}

/** By the books alone: what of the sides that are kept nobody has consented to. */
export function* unconsented(of: {
  readonly call: Call;
  readonly site: Site;
  readonly ledger: Ledger;
  readonly kept: Sides;
}): Generator<string> {
  const { call, site, ledger, kept } = of;
  if (!kept.caller && !kept.others) return;
  const policy = site.services.find(({ id }) => id === call.serviceId)?.consent;
  const caller = ledger.consented.has(call.id);
  const covered = (party: string): boolean => {
    const said = ledger.said.get(call.id)?.get(party);
    if (said !== undefined) return said;
    return party.startsWith('agent:') ? policy?.agents !== 'ask' : policy?.outside === 'contract';
  };
  const people = heard(call);
  if (policy?.policy === 'never') yield 'the service records nothing';
  if (!caller && (kept.caller || policy?.needs !== 'each')) yield `consent is ${call.consent}`;
  for (const party of people)
    if (!covered(party) && (kept.others || policy?.needs === 'all')) yield `${party} has not consented`;
}
