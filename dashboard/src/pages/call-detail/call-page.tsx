import './call.css';
import './print.css';
import { Anchor, Title } from '@mantine/core';
import { IconAlertCircle, IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CallDetail } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PublicationList } from '../../components/publication-list.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useSession } from '../../session/use-session.ts';
import { lastSearch } from '../calls/last-search.ts';
import { AccessLogPanel } from './access-log.tsx';
import { AnnotationsPanel } from './annotations-panel.tsx';
import { entryBefore } from './audio-time.ts';
import { CallActions } from './call-actions.tsx';
import { CallFacts } from './call-facts.tsx';
import { RecordingCustodyPanel } from './custody-panel.tsx';
import { EvaluationPanel } from './evaluation/evaluation-panel.tsx';
import { RecordingFacts } from './recording-facts.tsx';
import { RecordingPanel } from './recording-panel.tsx';
import { Timeline } from './timeline.tsx';
import { TrackPanel } from './track/track-panel.tsx';
import { usePlace } from './use-place.ts';
import { usePlayer } from './use-player.ts';

const askAgainAfter = 2000;

/** While anything of the call is still on its way, the page asks again by itself. */
function stillChanging({ call, recording }: CallDetail): boolean {
  const sealing = recording !== null && (recording.state === 'recording' || recording.state === 'ended');
  const publishing = recording?.publications.some((one) => one.state === 'waiting' || one.state === 'running') === true;
  return call.endedAt === null || sealing || publishing;
}

/** A call from its first ring to its published recording. */
export function CallPage({ callId }: { readonly callId: string }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const maySearch = session?.user.roles.some((role) => role !== 'agent') === true;
  const detail = useQuery({
    queryKey: ['call', callId],
    queryFn: () => request<CallDetail>(`/api/calls/${encodeURIComponent(callId)}`),
    refetchInterval: (query) =>
      query.state.data !== undefined && stillChanging(query.state.data) ? askAgainAfter : false,
  });
  return (
    <div className="call-page">
      {maySearch && (
        <Anchor component={Link} href={`/calls${lastSearch()}`} size="sm" className="row">
          <IconArrowLeft size={16} aria-hidden />
          {t('detail.back')}
        </Anchor>
      )}
      {detail.error !== null && detail.data === undefined && (
        <>
          <Title order={1}>{t('detail.missing')}</Title>
          <Notice tone="danger" icon={IconAlertCircle} live testId="call-error">
            {errorTextOf(t, detail.error)}
          </Notice>
        </>
      )}
      {detail.data === undefined && detail.error === null && <PageLoader away={detail.failureCount > 0} />}
      {detail.data !== undefined && <Detail detail={detail.data} />}
    </div>
  );
}

function Detail({ detail }: { readonly detail: CallDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { session } = useSession();
  const { call, recording, timeline } = detail;
  const roles = session?.user.roles ?? [];
  const mayListen = roles.some((role) => role !== 'agent');
  const mayAudit = roles.includes('auditor') || roles.includes('administrator');
  const playable = recording !== null && recording.state === 'sealed' && mayListen ? recording : null;
  const player = usePlayer(playable);
  const place = usePlace(detail, playable, player);
  const current = place.position === null ? null : entryBefore(timeline, call.rangAt + place.position);
  return (
    <>
      <div className="row-between call-head">
        <Title order={1} className="call-title">
          {t('detail.title', { number: call.number || t('call.hidden'), when: format.dateTime(call.rangAt) })}
        </Title>
        <CallActions callId={call.id} withAudio={playable !== null} />
      </div>
      <CallFacts detail={detail} />
      <RecordingPanel detail={detail} player={player} playable={playable} mayListen={mayListen} />
      {playable !== null && <AnnotationsPanel recordingId={playable.id} player={player} />}
      {playable !== null && <EvaluationPanel detail={detail} recording={playable} player={player} />}
      <TrackPanel
        detail={detail}
        waveform={player.waveform}
        position={place.position}
        selected={place.selected}
        onSeek={place.seek}
        onSelect={place.select}
        onToggle={player.toggle}
        onShare={place.share}
      />
      <div className="call-columns">
        <Timeline
          timeline={timeline}
          rangAt={call.rangAt}
          currentSeq={current?.seq ?? null}
          selected={place.selected}
          onSelect={place.choose}
        />
        {recording !== null && (
          <div className="call-side">
            <RecordingFacts recording={recording} timeline={timeline} />
            <section className="panel" aria-labelledby="publications-title">
              <Title order={2} id="publications-title" className="panel-title">
                {t('publications.title')}
              </Title>
              <PublicationList rows={recording.publications} withCall={false} mayPublish={mayAudit} />
            </section>
            {mayListen && <RecordingCustodyPanel recording={recording} />}
            {mayAudit && <AccessLogPanel recordingId={recording.id} />}
          </div>
        )}
      </div>
    </>
  );
}
