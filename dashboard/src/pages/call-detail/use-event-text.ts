import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import es from '../../../../config/languages/pages/es.json';
import type { Availability, By } from '../../../../services/core/agent.ts';
import type { Party } from '../../../../services/core/call.ts';
import type { Target, Why } from '../../../../services/core/event.ts';
import type { SiteView, TimelineEntry } from '../../../../services/http/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { availabilityName } from '../../components/breaks.ts';
import { languageName } from '../../components/language-name.ts';
import { clockText } from '../../format/time.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import { saidIn } from './said-prompts.ts';

export type EventText = { readonly title: string; readonly detail: string | null };

/** Gives an event of a call as a sentence, and what is worth knowing beside it. */
export function useEventText(): (entry: TimelineEntry) => EventText {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const language = i18n.language;
  return useCallback(
    (entry) => eventText({ t, format, site: site.data, language }, entry),
    [t, format, site.data, language],
  );
}

type Context = {
  readonly t: TFunction;
  readonly format: Format;
  readonly site: SiteView | undefined;
  readonly language: string;
};

type EventName = keyof typeof es.event;

function eventText(context: Context, entry: TimelineEntry): EventText {
  const { t } = context;
  const words = wordsOf(context, entry);
  const name = nameOf(entry);
  const title = name in es.event ? t(`event.${name as EventName}`, words) : name;
  return { title, detail: detailOf(context, entry) };
}

/** What the sentence is called: who sends another's call away moves it. */
function nameOf({ type, data }: TimelineEntry): string {
  const by = data.by as By | undefined;
  return type === 'call-transferred' && by?.kind === 'person' && by.userId !== data.agentId ? 'call-moved' : type;
}

const isLocalText = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

/** The names that the sentences of `event.*` may use. */
function wordsOf({ t, format, site, language }: Context, { data }: TimelineEntry) {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
  const queue = site?.queues.find((one) => one.id === data.queueId);
  const outcome = site?.outcomes.find((one) => one.id === data.outcome);
  return {
    agent: personName(site, text('agentId')),
    queue: queue === undefined ? text('queueId') : format.local(queue.name),
    label: isLocalText(data.label) ? format.local(data.label) : text('label'),
    ...partiesOf({ t, format, site, language }, data),
    mode: isKey(es.watchMode, data.mode) ? t(`watchMode.${data.mode}`) : '',
    deed: isKey(es.deed, data.what) ? t(`deed.${data.what}`) : '',
    priority: String(data.priority ?? ''),
    attempt: String(data.attempt ?? ''),
    digit: text('digit'),
    values: valuesText(data.values),
    flow: text('flow'),
    host: text('host'),
    words: text('words'),
    question: text('question'),
    answer: String(data.answer ?? ''),
    party: partyName(site, text('party')),
    consent: isKey(es.consent, data.consent) ? t(`consent.${data.consent}`) : '',
    wanted: data.what === 'start' || data.what === 'stop' ? t(`recordWanted.${data.what}`) : '',
    number: text('number') || t('call.hidden'),
    destination: text('destination'),
    position: String(data.position ?? ''),
    language: data.language === undefined ? '' : languageName(text('language'), language),
    outcome: outcome === undefined ? text('outcome') || t('event.noOutcome') : format.local(outcome.name),
    side: isKey(es.side, data.by) ? t(`side.${data.by}`) : isKey(es.side, data.side) ? t(`side.${data.side}`) : '',
    availability:
      data.availability === undefined ? '' : availabilityName(t, format, site, data.availability as Availability),
  };
}

/** Somebody besides the caller, as `agent:…` or `number:…`. */
function partyName(site: SiteView | undefined, party: string): string {
  const colon = party.indexOf(':');
  const id = party.slice(colon + 1);
  return party.startsWith('agent:') ? personName(site, id) : id;
}

/** On what, by which way, in which wording. */
function consentText(t: TFunction, format: Format, site: SiteView | undefined, data: TimelineEntry['data']) {
  const basis = site?.consentBases.find(({ id }) => id === data.basis);
  const source = data.source as { readonly kind?: unknown; readonly userId?: string } | undefined;
  const wording = typeof data.wording === 'string' && data.wording !== '' ? data.wording : null;
  return join([
    basis ? format.local(basis.name) : typeof data.basis === 'string' && data.basis !== '' ? data.basis : null,
    typeof data.note === 'string' ? data.note : null,
    isKey(es.consentSource, source?.kind) ? t(`consentSource.${source.kind}`) : null,
    source?.userId ? personName(site, source.userId) : null,
    wording === null ? null : t('event.wording', { wording, version: String(data.version ?? '') }),
    ...saidIn(data).map(({ text }) => t('event.saidDigest', { digest: text.slice(0, 12) })),
  ]);
}

/** Variables with their new values; one that is unset has none. */
function valuesText(values: unknown): string {
  if (typeof values !== 'object' || values === null) return '';
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${value === null ? '–' : String(value)}`)
    .join(', ');
}

/** Others who have to do with it: who was asked, who had the call before, where it goes, who of the supervisors. */
function partiesOf({ t, format, site }: Context, data: TimelineEntry['data']) {
  const who = data.who as Party['who'] | undefined;
  const by = data.by as By | undefined;
  const userId = typeof data.userId === 'string' ? data.userId : by?.kind === 'person' ? by.userId : null;
  return {
    other: who === undefined ? '' : who.kind === 'agent' ? personName(site, who.agentId) : who.number,
    from: typeof data.from === 'string' ? personName(site, data.from) : '',
    target: targetText(t, format, site, data.to),
    person: userId === null ? t('side.system') : personName(site, userId),
  };
}

function targetText(t: TFunction, format: Format, site: SiteView | undefined, to: unknown): string {
  if (typeof to !== 'object' || to === null) return '';
  const target = to as Target;
  switch (target.kind) {
    case 'agent':
      return personName(site, target.agentId);
    case 'number':
      return target.number;
    case 'level-above':
      return t('goal.levelAbove');
    case 'queue': {
      const queue = site?.queues.find((one) => one.id === target.queueId);
      return t('goal.queue', { name: queue === undefined ? target.queueId : format.local(queue.name) });
    }
  }
}

const personName = (site: SiteView | undefined, id: string): string =>
  [...(site?.agents ?? []), ...(site?.supervisors ?? [])].find((one) => one.id === id)?.name ?? id;

const reasonText = (t: TFunction, { reason }: TimelineEntry['data']): string | null =>
  typeof reason === 'string' && reason !== '' ? t('event.cause', { reason }) : null;

function detailOf(context: Context, entry: TimelineEntry): string | null {
  const { t, format, site } = context;
  const { data } = entry;
  if (entry.text !== undefined) return t('event.said', { text: entry.text });
  switch (entry.type) {
    case 'offer-made':
      return whyText(t, data.why as Why | undefined);
    case 'offer-ended':
      return isKey(es.offerEnd, data.how) ? t(`offerEnd.${data.how}`) : null;
    case 'queue-left':
      return join([
        isKey(es.queueEnd, data.reason) ? t(`queueEnd.${data.reason}`) : null,
        typeof data.waitMs === 'number' ? t('event.waited', { time: clockText(data.waitMs) }) : null,
      ]);
    case 'call-ended':
      // `hang-up` is what the sentence itself says.
      return isKey(es.endReason, data.reason) ? t(`endReason.${data.reason}`) : null;
    case 'digit-pressed':
      return data.ahead === true ? t('event.ahead') : null;
    case 'step-entered':
      return data.sensitive === true ? t('event.sensitive') : null;
    case 'web-answered':
      return join([
        isKey(es.webOutcome, data.how) ? t(`webOutcome.${data.how}`) : null,
        typeof data.status === 'number' ? String(data.status) : null,
        typeof data.ms === 'number' ? clockText(data.ms) : null,
      ]);
    case 'sub-flow-left':
      return typeof data.exit === 'string' ? data.exit : null;
    case 'queue-announced':
      return typeof data.expectedWaitSeconds === 'number'
        ? t('event.expected', { time: clockText(data.expectedWaitSeconds * 1000) })
        : null;
    case 'consent-asked':
    case 'consent-given':
    case 'consent-refused':
    case 'consent-withdrawn':
    case 'party-consent-changed':
      return consentText(t, format, site, data);
    case 'pause-ended':
      return data.why === 'limit' ? t('event.pauseLimit') : byText(t, site, data.by as By | undefined);
    case 'pause-began':
      return byText(t, site, data.by as By | undefined);
    case 'recording-demanded':
      return join([byText(t, site, data.by as By | undefined), reasonText(t, data)]);
    case 'recording-paused':
    case 'recording-resumed':
    case 'availability-changed':
    case 'availability-queued':
      return byText(t, site, data.by as By | undefined);
    case 'call-transferred':
      return reasonText(t, data);
    case 'supervised':
      return join([targetText(t, format, site, data.to) || null, reasonText(t, data)]);
    case 'priority-changed':
      return join([byText(t, site, data.by as By | undefined), reasonText(t, data)]);
    case 'consult-ended':
    case 'watch-ended':
      return isKey(es.partyEnd, data.how) ? t(`partyEnd.${data.how}`) : null;
    case 'queue-widened':
      return typeof data.stage === 'number' && data.stage > 0 ? t('event.stage', { stage: data.stage + 1 }) : null;
    case 'callback-requested':
      return join([
        typeof data.notBefore === 'number' ? t('event.notBefore', { time: format.dateTime(data.notBefore) }) : null,
        reasonText(t, data),
      ]);
    case 'callback-missed':
      return typeof data.nextAt === 'number'
        ? t('event.nextAt', { time: format.time(data.nextAt) })
        : t('event.lastAttempt');
    case 'recording-sealed':
      return typeof data.bytes === 'number' ? format.bytes(data.bytes) : null;
    case 'recording-published':
      return typeof data.location === 'string' ? data.location : null;
    case 'outcome-set':
      return typeof data.note === 'string' && data.note !== '' ? data.note : null;
    case 'step-left':
      return typeof data.exit === 'string' ? data.exit : null;
    case 'recording-failed':
    case 'recording-not-sealed':
    case 'publication-dead':
    case 'effect-failed':
      return typeof data.reason === 'string' ? recordingReason(t, data.reason) : null;
    default:
      return null;
  }
}

function whyText(t: TFunction, why: Why | undefined): string | null {
  if (why === undefined) return null;
  return isKey(es.why, why.code) ? t(`why.${why.code}`, why.params) : why.code;
}

function byText(t: TFunction, site: SiteView | undefined, by: By | undefined): string | null {
  if (by === undefined) return null;
  if (by.kind === 'system') return t('event.bySystem');
  return t('event.by', { name: personName(site, by.userId) });
}

function join(parts: readonly (string | null)[]): string | null {
  const told = parts.filter((part) => part !== null);
  return told.length === 0 ? null : told.join(' · ');
}

function isKey<T extends object>(texts: T, value: unknown): value is keyof T & string {
  return typeof value === 'string' && value in texts;
}

/** A reason that begins with a code has a sentence in the language files; of others, what the system noted. */
export function recordingReason(t: TFunction, reason: string): string {
  const code = /^[a-z]+(?:-[a-z]+)*(?=: |$)/.exec(reason)?.[0];
  return isKey(es.error, code) ? t(`error.${code}`) : reason;
}
