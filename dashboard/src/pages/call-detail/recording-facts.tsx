import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecordingDetail } from '../../../../services/http/protocol.ts';
import { Digest } from '../../components/digest.tsx';
import { Fact } from '../../components/fact.tsx';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';

export function RecordingFacts({ recording }: { readonly recording: RecordingDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="panel" aria-labelledby="recording-facts-title">
      <Title order={2} id="recording-facts-title" className="panel-title">
        {t('detail.recording.title')}
      </Title>
      <dl className="facts call-side-facts">
        <Fact label={t('detail.recording.kind')}>{t(`recordingKind.${recording.kind}`)}</Fact>
        <Fact label={t('detail.recording.state')}>{t(`calls.recording.${recording.state}`)}</Fact>
        <Fact label={t('detail.recording.starts')}>
          <time>{format.exactTime(recording.startedAt)}</time>
        </Fact>
        {recording.durationMs !== null && (
          <Fact label={t('calls.column.duration')}>
            <span className="figure">{clockText(recording.durationMs)}</span>
          </Fact>
        )}
        {recording.bytes !== null && <Fact label={t('detail.recording.size')}>{format.bytes(recording.bytes)}</Fact>}
        {recording.sha256 !== null && (
          <Fact label="SHA-256" wide>
            <Digest value={recording.sha256} />
          </Fact>
        )}
      </dl>
    </section>
  );
}
