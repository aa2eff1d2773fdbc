import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecordingDetail, TimelineEntry } from '../../../../services/http/protocol.ts';
import { Digest } from '../../components/digest.tsx';
import { Fact } from '../../components/fact.tsx';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { consentWordings } from './said-prompts.ts';

type Props = { readonly recording: RecordingDetail; readonly timeline: readonly TimelineEntry[] };

export function RecordingFacts({ recording, timeline }: Props) {
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
        {consentWordings(timeline).map(({ key, language, text, sound }) => (
          <Fact
            key={`${language}/${key}/${text}/${sound}`}
            label={t('detail.recording.wording', { key, language })}
            wide
          >
            <Digest value={text} />
            {sound !== undefined && (
              <div>
                {t('detail.recording.wordingSound')} <Digest value={sound} />
              </div>
            )}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
