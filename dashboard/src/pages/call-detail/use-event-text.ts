import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import es from '../../../../config/languages/pages/es.json';
import type { Availability, By } from '../../../../services/core/agent.ts';
import type { Why } from '../../../../services/core/event.ts';
import type { SiteView, TimelineEntry } from '../../../../services/http/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { availabilityName } from '../../components/breaks.ts';
import { languageName } from '../../components/language-name.ts';
import { clockText } from '../../format/time.ts';
import { type Format, useFormat } from '../../format/use-format.ts';

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
  const title = entry.type in es.event ? t(`event.${entry.type as EventName}`, words) : entry.type;
  return { title, detail: detailOf(context, entry) };
}

const isLocalText = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

/** The names that the sentences of `event.*` may use. */
function wordsOf({ t, format, site, language }: Context, { data }: TimelineEntry) {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
  const queue = site?.queues.find((one) => one.id === data.queueId);
  const outcome = site?.outcomes.find((one) => one.id === data.outcome);
  return {
    agent: site?.agents.find((one) => one.id === data.agentId)?.name ?? text('agentId'),
    queue: queue === undefined ? text('queueId') : format.local(queue.name),
    label: isLocalText(data.label) ? format.local(data.label) : text('label'),
    digit: text('digit'),
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
    case 'queue-announced':
      return typeof data.expectedWaitSeconds === 'number'
        ? t('event.expected', { time: clockText(data.expectedWaitSeconds * 1000) })
        : null;
    case 'consent-given':
    case 'consent-withdrawn':
      return typeof data.basis === 'string' && data.basis !== '' ? data.basis : null;
    case 'recording-paused':
    case 'recording-resumed':
    case 'availability-changed':
    case 'availability-queued':
      return byText(t, site, data.by as By | undefined);
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
      return typeof data.reason === 'string' ? data.reason : null;
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
  return t('event.by', { name: site?.agents.find((one) => one.id === by.userId)?.name ?? by.userId });
}

function join(parts: readonly (string | null)[]): string | null {
  const told = parts.filter((part) => part !== null);
  return told.length === 0 ? null : told.join(' · ');
}

function isKey<T extends object>(texts: T, value: unknown): value is keyof T & string {
  return typeof value === 'string' && value in texts;
}
