import './console.css';
import { Title, VisuallyHidden } from '@mantine/core';
import { IconDatabaseExclamation, IconLock, IconPhoneOff, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { clockText } from '../../format/time.ts';
import { useServerNow, useTopic } from '../../live/live-context.tsx';
import { useNow } from '../../live/ticker.ts';
import { useSession } from '../../session/use-session.ts';
import { partOf } from '../../watch/part-taken.ts';
import { useWatching } from '../../watch/watch-context.tsx';
import { AgentsPanel } from './agents-panel.tsx';
import { isToBeCalled } from './call-actions.ts';
import { CallbacksPanel } from './callbacks-panel.tsx';
import { CallsPanel } from './calls-panel.tsx';
import { Figures } from './figures.tsx';
import { QueuesPanel } from './queues-panel.tsx';

/** The supervisor's console: the centre at this moment. */
export function ConsolePage() {
  const { t } = useTranslation();
  const live = useTopic('console');
  const now = useServerNow(live);
  const here = useNow();
  const { session } = useSession();
  const { open, restore } = useWatching();
  const me = session?.user;
  const goesOn = me !== undefined && partOf(live.state?.calls ?? [], me.id, me.roles.includes('agent')) !== null;
  useEffect(() => {
    if (goesOn && !open) restore();
  }, [goesOn, open, restore]);
  if (live.refused !== null)
    return (
      <Notice tone="danger" icon={IconLock} testId="console-refused">
        {errorText(t, live.refused)}
      </Notice>
    );
  if (live.state === null) return <PageLoader away={live.health === 'lost'} />;
  const { state } = live;
  const lost = live.health === 'lost';
  return (
    <div className="console">
      <VisuallyHidden>
        <Title order={1}>{t('nav.console')}</Title>
      </VisuallyHidden>
      <div aria-live="polite" className="console-banners">
        {lost && (
          <Notice tone="danger" icon={IconPlugConnectedX} testId="banner-connection">
            {t('console.banner.lost', { age: clockText(here - live.currentAt) })}
          </Notice>
        )}
        {!state.telephony && !lost && (
          <Notice tone="danger" icon={IconPhoneOff} testId="banner-telephony">
            {t('desk.banner.telephony')}
          </Notice>
        )}
        {state.disk !== 'free' && !lost && (
          <Notice tone={state.disk === 'full' ? 'danger' : 'wait'} icon={IconDatabaseExclamation} testId="banner-disk">
            {t(`console.banner.disk.${state.disk}`)}
          </Notice>
        )}
        {state.spool !== 'free' && !lost && (
          <Notice
            tone={state.spool === 'full' ? 'danger' : 'wait'}
            icon={IconDatabaseExclamation}
            testId="banner-spool"
          >
            {t(`console.banner.spool.${state.spool}`)}
          </Notice>
        )}
      </div>
      <div className="console-body" data-stale={lost} data-testid="console" data-seq={live.seq ?? ''}>
        <Figures state={state} now={now} />
        <QueuesPanel queues={state.queues} now={now} />
        <AgentsPanel agents={state.agents} calls={state.calls} now={now} />
        <CallsPanel calls={state.calls.filter((one) => !isToBeCalled(one))} now={now} />
        <CallbacksPanel calls={state.calls.filter(isToBeCalled)} />
      </div>
    </div>
  );
}
