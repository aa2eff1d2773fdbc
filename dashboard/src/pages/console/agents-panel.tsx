import { Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconClockPause, IconPhoneCheck, IconPhoneOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AgentView, CallView } from '../../../../services/live/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { ActivityStatus, AvailabilityStatus } from '../../components/agent-status.tsx';
import { availabilityName } from '../../components/breaks.ts';
import { Status } from '../../components/status.tsx';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { AgentMenu } from './agent-menu.tsx';
import { inOrder, sinceOf } from './agent-order.ts';

type Props = { readonly agents: readonly AgentView[]; readonly calls: readonly CallView[]; readonly now: number };

export function AgentsPanel({ agents, calls, now }: Props) {
  const { t } = useTranslation();
  return (
    <section className="panel console-agents" aria-labelledby="agents-title">
      <Title order={2} id="agents-title" className="panel-title">
        {t('console.agents.title')}
      </Title>
      {agents.length === 0 ? (
        <p className="panel-empty">{t('console.agents.none')}</p>
      ) : (
        <Table className="rows rows-agents" horizontalSpacing="xs" data-testid="agents">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('console.agents.name')}</Table.Th>
              <Table.Th scope="col">{t('console.agents.activity')}</Table.Th>
              <Table.Th scope="col">{t('console.agents.for')}</Table.Th>
              <Table.Th scope="col">{t('console.agents.availability')}</Table.Th>
              <Table.Th scope="col" className="cell-action">
                <span className="visually-hidden">{t('console.agents.change')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inOrder(agents).map((agent) => (
              <AgentRow
                key={agent.id}
                agent={agent}
                call={calls.find((one) => one.id === agent.callId) ?? null}
                now={now}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function AgentRow({ agent, call, now }: { agent: AgentView; call: CallView | null; now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const signedOut = agent.availability.kind === 'signed-out' && agent.activity === null;
  const site = useQuery({ ...siteQuery, enabled: false });
  const since = sinceOf(agent);
  return (
    <Table.Tr
      data-testid={`agent-row-${agent.id}`}
      data-availability={agent.availability.kind}
      data-activity={agent.activity ?? ''}
      className={signedOut ? 'row-faint' : undefined}
    >
      <Table.Th scope="row">
        {agent.name}
        {!signedOut && (
          <span className="row-more" data-testid="reachable" data-reachable={agent.reachable}>
            {agent.reachable ? (
              <Status tone="off" icon={IconPhoneCheck} size="bare">
                {t('console.agents.reachable')}
              </Status>
            ) : (
              <Status tone="danger" icon={IconPhoneOff} size="bare">
                {t('console.agents.unreachable')}
              </Status>
            )}
          </span>
        )}
      </Table.Th>
      <Table.Td data-label={t('console.agents.activity')} data-testid="activity">
        <ActivityStatus availability={agent.availability} activity={agent.activity} />
        {agent.watching !== null && (
          <span className="row-more" data-testid="watching">
            {t('console.agents.watching')}
          </span>
        )}
        {call !== null && <span className="row-more">{call.number || t('call.hidden')}</span>}
      </Table.Td>
      <Table.Td data-label={t('console.agents.for')} data-testid="for">
        {since === null ? '–' : clockText(now - since)}
        {since !== null && <span className="row-more">{t('console.agents.since', { time: format.time(since) })}</span>}
      </Table.Td>
      <Table.Td data-label={t('console.agents.availability')} data-testid="availability">
        <AvailabilityStatus availability={agent.availability} size="bare" />
        <SetBy agent={agent} />
        {agent.overrun && (
          <span className="row-more" data-testid="overrun">
            <Status tone="danger" icon={IconAlertTriangle} size="bare">
              {t('console.agents.overrun')}
            </Status>
          </span>
        )}
        {agent.pending !== null && (
          <span className="row-more row-pending" data-testid="pending">
            <IconClockPause size={14} aria-hidden />
            <span>
              {t('console.agents.after', {
                availability: availabilityName(t, format, site.data, agent.pending.availability),
                name: agent.pending.byName,
              })}
            </span>
          </span>
        )}
      </Table.Td>
      <Table.Td className="cell-action">
        <AgentMenu agent={agent} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Only when it was not the agent. */
function SetBy({ agent }: { readonly agent: AgentView }) {
  const { t } = useTranslation();
  const by = agent.availabilityBy;
  if (by.kind === 'system' && agent.availability.kind === 'break')
    return <span className="row-more">{t('console.agents.bySystem')}</span>;
  if (by.kind === 'person' && by.userId !== agent.id && by.name !== undefined)
    return (
      <Text component="span" className="row-more" data-testid="set-by">
        {t('console.agents.by', { name: by.name })}
      </Text>
    );
  return null;
}
