import '@mantine/dates/styles.css';
import 'dayjs/locale/es.js';
import { Button, Group, Input, Modal, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { DatePickerInput, TimeInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { IconCalendar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteQuery } from '../api/queries.ts';
import { useFormat } from '../format/use-format.ts';
import { dateIn, momentIn } from '../format/zone.ts';
import { useCommand } from '../live/live-context.tsx';

type Start = { readonly number: string; readonly callerName: string; readonly queueId: string | null };
type Props = { readonly start: Start; readonly opened: boolean; readonly onClose: () => void };

/** Has somebody called back: in which queue, on which number, as soon as it is their turn or not before an hour. */
export function CallbackDialog({ start, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('desk.callback.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened && <CallbackForm start={start} onClose={onClose} />}
    </Modal>
  );
}

function CallbackForm({ start, onClose }: Omit<Props, 'opened'>) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const send = useCommand();
  const queues = site.data?.queues ?? [];
  const today = dateIn(format.timeZone, Date.now());
  const [queueId, setQueueId] = useState(start.queueId ?? queues[0]?.id ?? '');
  const [number, setNumber] = useState(start.number);
  const [callerName, setCallerName] = useState(start.callerName);
  const [when, setWhen] = useState<'soon' | 'later'>('soon');
  const [date, setDate] = useState<string | null>(today);
  const [hour, setHour] = useState('');
  const [busy, setBusy] = useState(false);
  const at = when === 'soon' ? null : momentIn(date ?? '', hour, format.timeZone);
  const past = at !== null && at < Date.now();
  const ready = number.trim() !== '' && queueId !== '' && (when === 'soon' || at !== null) && !past;
  const confirm = async () => {
    setBusy(true);
    const done = await send({
      name: 'request-callback',
      queueId,
      number: number.trim(),
      callerName: callerName.trim(),
      notBefore: at,
      reason: '',
    });
    setBusy(false);
    if (!done) return;
    notifications.show({ message: t('desk.callback.done', { number: number.trim() }) });
    onClose();
  };
  return (
    <Stack data-testid="callback-dialog">
      <TextInput
        type="tel"
        label={t('target.numberLabel')}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        maxLength={40}
        data-autofocus
        data-testid="callback-number"
      />
      <TextInput
        label={t('desk.callback.name')}
        value={callerName}
        onChange={(event) => setCallerName(event.currentTarget.value)}
        maxLength={100}
        data-testid="callback-name"
      />
      <NativeSelect
        label={t('desk.callback.queue')}
        data={queues.map((one) => ({ value: one.id, label: format.local(one.name) }))}
        value={queueId}
        onChange={(event) => setQueueId(event.currentTarget.value)}
        data-testid="callback-queue"
      />
      <div>
        <Input.Label component="div" id="callback-when">
          {t('desk.callback.when')}
        </Input.Label>
        <SegmentedControl
          fullWidth
          aria-labelledby="callback-when"
          data={[
            { value: 'soon', label: t('desk.callback.soon') },
            { value: 'later', label: t('desk.callback.later') },
          ]}
          value={when}
          onChange={(value) => setWhen(value as typeof when)}
          data-testid="callback-when"
        />
      </div>
      {when === 'later' && (
        <div className="form-pair">
          <DatePickerInput
            label={t('desk.callback.date')}
            locale={i18n.language}
            firstDayOfWeek={1}
            minDate={today}
            valueFormat="DD MMM YYYY"
            leftSection={<IconCalendar size={16} aria-hidden />}
            value={date}
            onChange={setDate}
            data-testid="callback-date"
          />
          <TimeInput
            label={t('desk.callback.time')}
            description={t('desk.callback.zone', { zone: format.timeZone })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={past ? t('desk.callback.past') : null}
            value={hour}
            onChange={(event) => setHour(event.currentTarget.value)}
            data-testid="callback-time"
          />
        </div>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!ready} loading={busy} onClick={() => void confirm()} data-testid="callback-confirm">
          {t('desk.callback.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}
