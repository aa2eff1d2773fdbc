import { Button, Progress, Select, Text, Textarea, Title } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCalendarPlus, IconCheck, IconClockPause, IconClockPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../../../services/live/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { CallbackDialog } from '../../components/callback-dialog.tsx';
import { errorText } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { useCommand, useSend } from '../../live/live-context.tsx';
import { lastText } from './last-text.ts';

const extendSeconds = 60;
/** What was written is sent this long before the time is over, in ms: the engine closes the call without asking. */
const saveBefore = 2000;

/** After the call: its outcome and a note, against the clock. */
export function WrapUpCard(props: {
  readonly wrapUp: NonNullable<DeskState['wrapUp']>;
  readonly now: number;
  readonly last: DeskState['last'];
  readonly call: DeskState['call'];
}) {
  const { t } = useTranslation();
  const { wrapUp, now, last } = props;
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const send = useCommand();
  const ask = useSend();
  // Kept in the tab until it is sent: a refresh must not lose what was written.
  const [outcome, setOutcome, forgetOutcome] = useSessionStorage<string | null>({
    key: `centralita.outcome.${wrapUp.callId}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const [note, setNote, forgetNote] = useSessionStorage({
    key: `centralita.note.${wrapUp.callId}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const [busy, setBusy] = useState<'extend' | 'finish' | null>(null);
  const [scheduling, setScheduling] = useState(false);
  const [limited, setLimited] = useState(false);
  const span = useRef({ until: wrapUp.until, from: now });
  if (span.current.until !== wrapUp.until) span.current = { until: wrapUp.until, from: now };
  const left = Math.max(0, wrapUp.until - now);
  const whole = Math.max(1, wrapUp.until - span.current.from);
  const extend = async () => {
    setBusy('extend');
    const answer = await ask({ name: 'extend-wrap-up', seconds: extendSeconds });
    // Said in its place and for as long as it holds: asking again would be refused again.
    if (!answer.ok && answer.code === 'extension-limit') setLimited(true);
    else if (!answer.ok) notifications.show({ color: 'red', message: errorText(t, answer.code) });
    setBusy(null);
  };
  const finish = async () => {
    setBusy('finish');
    if (await send({ name: 'finish-wrap-up', outcome, note: note.trim() })) {
      forgetOutcome();
      forgetNote();
    }
    setBusy(null);
  };
  const written = outcome !== null || note.trim() !== '';
  const latest = useRef(finish);
  latest.current = finish;
  const closing = left > 0 && left <= saveBefore && written;
  useEffect(() => {
    if (closing) void latest.current();
  }, [closing]);
  return (
    <section className="panel desk-card" aria-labelledby="wrap-up-title" data-testid="wrap-up">
      <div className="row-between">
        <div>
          <Title order={2} id="wrap-up-title">
            {t('desk.wrapUp.title', { number: wrapUp.number || t('call.hidden') })}
          </Title>
          {last !== null && (
            <Text c="dimmed" role="status" data-testid="last-end" data-how={last.how}>
              {lastText(t, last.how)}
            </Text>
          )}
        </div>
        <span className="figure figure-big" data-testid="wrap-up-left">
          {clockText(left + 999)}
        </span>
      </div>
      <Progress value={Math.min(100, (left / whole) * 100)} size="sm" aria-label={t('desk.wrapUp.left')} />
      <Select
        label={t('desk.wrapUp.outcome')}
        placeholder={t('desk.wrapUp.choose')}
        data={(site.data?.outcomes ?? []).map((one) => ({ value: one.id, label: format.local(one.name) }))}
        value={outcome}
        onChange={setOutcome}
        clearable
        clearButtonProps={{ 'aria-label': t('common.clear') }}
        data-testid="outcome"
      />
      <Textarea
        label={t('desk.wrapUp.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={3}
        maxRows={8}
        data-testid="note"
      />
      <div className="desk-buttons">
        <Button
          leftSection={<IconCheck size={18} />}
          loading={busy === 'finish'}
          onClick={() => void finish()}
          data-testid="finish-wrap-up"
        >
          {t('desk.wrapUp.finish')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconClockPlus size={18} />}
          loading={busy === 'extend'}
          disabled={limited}
          onClick={() => void extend()}
          data-testid="extend-wrap-up"
        >
          {t('desk.wrapUp.extend', { count: extendSeconds })}
        </Button>
      </div>
      {limited && (
        <Notice tone="wait" icon={IconClockPause} live testId="wrap-up-limit">
          {t('desk.wrapUp.limit')}
        </Notice>
      )}
      <Button
        variant="subtle"
        leftSection={<IconCalendarPlus size={18} />}
        onClick={() => setScheduling(true)}
        data-testid="schedule-callback"
      >
        {t('desk.callback.open')}
      </Button>
      <CallbackDialog
        start={{
          number: wrapUp.number,
          callerName: props.call?.callerName ?? '',
          queueId: props.call?.queueId ?? null,
        }}
        opened={scheduling}
        onClose={() => setScheduling(false)}
      />
      <Text size="sm" c="dimmed">
        {t('desk.wrapUp.hint')}
      </Text>
    </section>
  );
}
