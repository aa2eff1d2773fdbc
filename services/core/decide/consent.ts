import type { Call } from '../call.ts';
import { type Consent, consentOf, othersOf, type PartyId, policyOf } from '../consent.ts';
import type { ConsentSource } from '../event.ts';
import { recordingOf } from '../recording-rules.ts';
import { emit, type Turn } from '../turn.ts';
import type { SaidPrompt } from '../wording.ts';
import { followRecording } from './recording.ts';
import { refuse } from './refuse.ts';

/** What somebody says of a person's consent, and on what. */
export type Statement = {
  readonly party: 'caller' | PartyId;
  readonly consent: 'given' | 'refused' | 'withdrawn';
  readonly source: ConsentSource;
  readonly basis: string;
  readonly note?: string | undefined;
  readonly wording: string;
  readonly version: string;
  /** What a flow said for it. */
  readonly said?: readonly SaidPrompt[];
};

/** The caller, or who is with the caller, changes what may be kept: it is at once. */
export function stateConsent(turn: Turn, call: Call, statement: Statement): void {
  const { party, consent, source, basis, wording, version } = statement;
  const { id: callId } = call;
  const note = statement.note ? { note: statement.note } : {};
  const said = statement.said?.length ? { said: statement.said } : {};
  if (party !== 'caller')
    emit(turn, { type: 'party-consent-changed', callId, party, consent, wording, version, source, basis, ...note });
  else if (consent === 'given')
    emit(turn, { type: 'consent-given', callId, wording, version, source, basis, ...note, ...said });
  else if (consent === 'refused') emit(turn, { type: 'consent-refused', callId, wording, version, source, ...said });
  else emit(turn, { type: 'consent-withdrawn', callId, source, basis, wording, version });
  followRecording(turn, callId, true);
}

/**
 * A person or a program states somebody's consent.
 * @throws CentralitaError when it is known already, nobody of that name is there, the basis is none of the site's, or
 * the service records nothing.
 */
export function stateByPerson(
  turn: Turn,
  call: Call,
  source: Extract<ConsentSource, { kind: 'agent' | 'api' }>,
  said: Pick<Statement, 'party' | 'consent' | 'basis' | 'note'>,
): void {
  const policy = policyOf(turn.site, call.serviceId);
  const { party, consent, basis } = said;
  if (party !== 'caller' && !othersOf(call).includes(party))
    refuse('unknown-party', 'That person is not in the call; look at who is in it now.');
  const before: Consent = party === 'caller' ? call.consent : consentOf(call, party, policy);
  if (consent === 'given') {
    if (policy.policy === 'never') refuse('recording-never', 'Calls of this service are never recorded.');
    if (before === 'given') refuse('consent-known', 'That person has already given consent.');
    const { bases } = recordingOf(turn.site);
    if (bases.length > 0 && !bases.some(({ id }) => id === basis))
      refuse('unknown-basis', `There is no basis ${basis}; choose one of ${bases.map(({ id }) => id).join(', ')}.`);
  } else if (consent === 'withdrawn' && before !== 'given')
    refuse('consent-missing', 'That person has not given consent; nothing of that voice is recorded.');
  stateConsent(turn, call, { ...said, source, wording: 'spoken', version: policy.version });
}
