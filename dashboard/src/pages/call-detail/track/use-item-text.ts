import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { siteQuery } from '../../../api/queries.ts';
import { useFormat } from '../../../format/use-format.ts';
import type { Item } from './items.ts';

/** What stands on an item of the track: as short as it can be; the list of events has the sentence. */
export function useItemText(): (item: Item) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const person = (id: unknown) =>
    [...(site.data?.agents ?? []), ...(site.data?.supervisors ?? [])].find((one) => one.id === id)?.name ??
    String(id ?? '');
  const queue = (id: unknown) => {
    const found = site.data?.queues.find((one) => one.id === id);
    return found === undefined ? String(id ?? '') : format.local(found.name);
  };
  return ({ kind, entry, leg, word }) => {
    const data = entry?.data ?? {};
    switch (kind) {
      case 'step':
        return isLabel(data.label) ? format.local(data.label) : String(data.step ?? word);
      case 'prompt':
        return word;
      case 'wait':
        return queue(data.queueId);
      case 'offer':
      case 'wrap-up':
      case 'kept':
        return `${t(`track.item.${kind}`)} · ${person(data.agentId)}`;
      case 'talk':
        return person(data.agentId);
      case 'outside':
        return String(data.number ?? '');
      case 'leg-ringing':
      case 'leg-up':
      case 'leg-moment': {
        if (leg === null) return word;
        const name =
          leg.party.kind === 'caller'
            ? t('lane.caller')
            : leg.party.kind === 'number'
              ? leg.party.id
              : person(leg.party.id);
        return kind === 'leg-moment' ? `${name}: ${word}` : name;
      }
      default:
        return t(`track.item.${kind}`);
    }
  };
}

const isLabel = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
