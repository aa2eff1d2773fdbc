import { Button, RingProgress, Text, Title } from '@mantine/core';
import { IconPhone, IconPhoneOff, IconPhoneOutgoing } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.tsx';
import { secondsLeft } from '../../format/time.ts';
import { useCommand } from '../../live/live-context.tsx';
import type { DeskProps } from './desk-props.ts';

/** A call rings here: who it is, how long it still rings, answer and decline. */
export function OfferCard({ desk, now, telephone, phone, kind }: DeskProps) {
  const { t } = useTranslation();
  const send = useCommand();
  const answerButton = useRef<HTMLButtonElement>(null);
  const [declining, setDeclining] = useState(false);
  const { offer, call } = desk;
  const ringing = phone.call?.direction === 'in' && phone.call.phase === 'ringing';
  const offerId = offer?.offerId;
  // The span this page has seen of it, for the ring: the engine says only when it ends.
  const span = useRef({ offerId: '', from: now });
  if (offerId !== undefined && span.current.offerId !== offerId) span.current = { offerId, from: now };
  useEffect(() => {
    if (offerId !== undefined && ringing) answerButton.current?.focus();
  }, [offerId, ringing]);
  if (offer === null || call === null) return null;
  const back = call.direction === 'callback';
  const left = secondsLeft(offer.until, now);
  const whole = Math.max(1, offer.until - span.current.from);
  const share = Math.max(0, Math.min(100, ((offer.until - now) / whole) * 100));
  const decline = async () => {
    setDeclining(true);
    if (ringing && telephone !== null) telephone.decline();
    else await send({ name: 'decline' });
    setDeclining(false);
  };
  return (
    <section className="panel desk-card desk-offer" aria-labelledby="offer-title" data-testid="offer">
      <div className="offer-head">
        <RingProgress
          size={76}
          thickness={5}
          roundCaps
          rootColor="var(--line)"
          sections={[{ value: share, color: 'var(--accent)' }]}
          label={
            <Text ta="center" fw={600} size="lg" className="figure" data-testid="offer-seconds">
              {left}
            </Text>
          }
          aria-label={t('desk.offer.left', { count: left })}
        />
        <div>
          <Title order={2} id="offer-title" className="desk-card-title" aria-live="assertive">
            {back ? t('desk.callback.offerTitle') : t('desk.offer.title')}
          </Title>
          <Text className="offer-number" data-testid="offer-number">
            {call.number || t('call.hidden')}
          </Text>
          <Text c="dimmed">{[call.callerName, call.serviceName].filter((one) => one !== '').join(' · ')}</Text>
        </div>
      </div>
      {back && (
        <Notice tone="busy" icon={IconPhoneOutgoing} testId="callback-offer">
          {t('desk.callback.offerHint')}
        </Notice>
      )}
      {kind === 'sip' && <Text>{t('desk.offer.deskPhone')}</Text>}
      {phone.microphone !== null && (
        <Notice tone="danger" icon={IconPhoneOff} live testId="microphone-problem">
          {t(`microphone.${phone.microphone}`)}
        </Notice>
      )}
      <div className="desk-buttons">
        {kind !== 'sip' && (
          <Button
            ref={answerButton}
            size="lg"
            color="go"
            leftSection={<IconPhone size={20} />}
            disabled={!ringing}
            loading={phone.call?.phase === 'answering'}
            onClick={() => void telephone?.answer()}
            data-testid="answer"
          >
            {back ? t('desk.callback.accept') : t('desk.offer.answer')}
          </Button>
        )}
        <Button
          size="lg"
          variant="default"
          leftSection={<IconPhoneOff size={20} />}
          loading={declining}
          onClick={() => void decline()}
          data-testid="decline"
        >
          {t('desk.offer.decline')}
        </Button>
      </div>
      <Text size="sm" c="dimmed">
        {t('desk.offer.declineHint')}
      </Text>
    </section>
  );
}
