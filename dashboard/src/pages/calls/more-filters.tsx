import { TimeInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { siteQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { evaluatorsQuery } from '../quality/quality-queries.ts';
import type { FilterProps } from './filter-bar.tsx';
import { Choice, NumberFilter, TypedFilter } from './filter-inputs.tsx';
import { consents, recordingStates, sides } from './filters.ts';

/** All other filters, by what they are about. */
export function MoreFilters(props: FilterProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const evaluators = useQuery(evaluatorsQuery);
  const { filters, onChange } = props;
  const label = (name: LabelName) => t(`calls.filter.${name}`);
  const yesNo = [
    { value: 'yes', label: t('calls.filter.yes') },
    { value: 'no', label: t('calls.filter.no') },
  ];
  return (
    <div className="filters-groups">
      <Group title={t('calls.group.where')}>
        <Choice {...props} name="service" label={t('call.service')} options={(site.data?.services ?? []).map(named)} />
        <Choice
          {...props}
          name="queue"
          label={t('call.queue')}
          options={(site.data?.queues ?? []).map((one) => ({ value: one.id, label: format.local(one.name) }))}
        />
        <TimeInput
          label={label('hourFrom')}
          value={filters.hourFrom}
          onChange={(event) => onChange({ hourFrom: event.currentTarget.value })}
          data-testid="filter-hour-from"
        />
        <TimeInput
          label={label('hourTo')}
          value={filters.hourTo}
          onChange={(event) => onChange({ hourTo: event.currentTarget.value })}
          data-testid="filter-hour-to"
        />
        <Choice
          {...props}
          name="direction"
          label={label('direction')}
          options={(['inbound', 'outbound', 'callback'] as const).map((one) => ({
            value: one,
            label: t(`direction.${one}`),
          }))}
        />
        <Choice
          {...props}
          name="days"
          label={label('days')}
          options={(['1', '7', '30', '90'] as const).map((one) => ({ value: one, label: t(`calls.days.${one}`) }))}
        />
      </Group>
      <Group title={t('calls.group.menu')}>
        <TypedFilter {...props} name="key" label={label('key')} placeholder="2" />
        <TypedFilter {...props} name="step" label={label('step')} placeholder="menu" />
        <TypedFilter {...props} name="exit" label={label('exit')} />
        <TypedFilter {...props} name="leftIn" label={label('leftIn')} />
        <TypedFilter {...props} name="flow" label={label('flow')} />
        <TypedFilter {...props} name="version" label={label('version')} />
      </Group>
      <Group title={t('calls.group.time')}>
        <NumberFilter {...props} name="minWait" label={label('minWait')} suffix=" s" step={15} />
        <NumberFilter {...props} name="maxWait" label={label('maxWait')} suffix=" s" step={15} />
        <NumberFilter {...props} name="minDuration" label={label('minDuration')} suffix=" s" step={30} />
        <NumberFilter {...props} name="maxDuration" label={label('maxDuration')} suffix=" s" step={30} />
        <NumberFilter {...props} name="minTalk" label={label('minTalk')} suffix=" s" step={30} />
        <NumberFilter {...props} name="minHold" label={label('minHold')} suffix=" s" step={15} />
      </Group>
      <Group title={t('calls.group.course')}>
        <Choice {...props} name="held" label={label('held')} options={yesNo} />
        <Choice {...props} name="transferred" label={label('transferred')} options={yesNo} />
        <NumberFilter {...props} name="missed" label={label('missed')} />
        <Choice
          {...props}
          name="endedBy"
          label={t('detail.endedBy')}
          options={sides.map((one) => ({ value: one, label: t(`side.${one}`) }))}
        />
        <NumberFilter {...props} name="cause" label={label('cause')} max={127} />
        <Choice
          {...props}
          name="outcome"
          label={t('desk.wrapUp.outcome')}
          options={(site.data?.outcomes ?? []).map((one) => ({ value: one.id, label: format.local(one.name) }))}
        />
      </Group>
      <Group title={t('calls.group.recording')}>
        <Choice
          {...props}
          name="consent"
          label={label('consent')}
          options={consents.map((one) => ({ value: one, label: t(`consent.${one}`) }))}
        />
        <Choice
          {...props}
          name="recording"
          label={label('recording')}
          options={recordingStates.map((one) => ({ value: one, label: t(`calls.recording.${one}`) }))}
        />
        <TypedFilter {...props} name="text" label={label('text')} search />
        <TypedFilter {...props} name="tag" label={label('tag')} />
        <TypedFilter {...props} name="ticket" label={label('ticket')} />
        <NumberFilter {...props} name="minScore" label={label('minScore')} max={100} step={5} />
        <NumberFilter {...props} name="maxScore" label={label('maxScore')} max={100} step={5} />
        <Choice {...props} name="evaluator" label={label('evaluator')} options={(evaluators.data ?? []).map(named)} />
        <Choice {...props} name="legalHold" label={label('legalHold')} options={yesNo} />
        <Choice {...props} name="published" label={label('published')} options={yesNo} />
      </Group>
    </div>
  );
}

type LabelName =
  | 'hourFrom'
  | 'hourTo'
  | 'direction'
  | 'days'
  | 'key'
  | 'step'
  | 'exit'
  | 'leftIn'
  | 'flow'
  | 'version'
  | 'minWait'
  | 'maxWait'
  | 'minDuration'
  | 'maxDuration'
  | 'minTalk'
  | 'minHold'
  | 'held'
  | 'transferred'
  | 'missed'
  | 'cause'
  | 'consent'
  | 'recording'
  | 'text'
  | 'tag'
  | 'ticket'
  | 'minScore'
  | 'maxScore'
  | 'evaluator'
  | 'legalHold'
  | 'published';

const named = (one: { readonly id: string; readonly name: string }) => ({ value: one.id, label: one.name });

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="filters-group">
      <legend>{title}</legend>
      <div className="filters-grid filters-more">{children}</div>
    </fieldset>
  );
}
