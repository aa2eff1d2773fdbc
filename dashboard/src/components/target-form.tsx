import { NativeSelect, SegmentedControl, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FloorView } from '../../../services/http/protocol.ts';
import { ActivityStatus } from './agent-status.tsx';
import { Status } from './status.tsx';
import {
  agentsToSend,
  canTake,
  isFree,
  levelAbove,
  type TargetChoice,
  type TargetKind,
  targetKinds,
} from './targets.ts';
import { useQueueName } from './use-queue-name.ts';

/** Chooses where a call goes: an agent with what each does, a queue, the level above, a number. */
export function TargetForm(props: {
  readonly floor: FloorView | undefined;
  /** The call's own queue, and the agent it is with: neither is a place to send it. */
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly choice: TargetChoice;
  readonly onChange: (choice: TargetChoice) => void;
}) {
  const { t } = useTranslation();
  const queueName = useQueueName();
  const { floor, queueId, agentId, choice, onChange } = props;
  const above = levelAbove(floor, queueId);
  const kinds = targetKinds(floor, queueId);
  const set = (change: Partial<TargetChoice>) => onChange({ ...choice, ...change });
  return (
    <div className="target">
      <SegmentedControl
        fullWidth
        aria-label={t('target.kind')}
        data={kinds.map((kind) => ({ value: kind, label: t(`target.${kind}`) }))}
        value={choice.kind}
        onChange={(kind) => set({ kind: kind as TargetKind })}
        data-testid="target-kind"
      />
      {choice.kind === 'agent' && <AgentChoice floor={floor} agentId={agentId} value={choice.agentId} onChange={set} />}
      {choice.kind === 'queue' && (
        <QueueChoice
          floor={floor}
          queueId={queueId}
          value={choice.queueId}
          onChange={(chosen) => set({ queueId: chosen })}
        />
      )}
      {choice.kind === 'levelAbove' && above !== null && (
        <Text size="sm">{t('target.levelHint', { queue: queueName(above) })}</Text>
      )}
      {choice.kind === 'number' && (
        <TextInput
          type="tel"
          label={t('target.numberLabel')}
          description={t('target.numberHint')}
          value={choice.number}
          onChange={(event) => set({ number: event.currentTarget.value })}
          maxLength={40}
          data-testid="target-number"
        />
      )}
    </div>
  );
}

/** Each agent is a radio button with a word for what they do; the free ones come first. */
function AgentChoice(props: {
  readonly floor: FloorView | undefined;
  readonly agentId: string | null;
  readonly value: string;
  readonly onChange: (change: { readonly agentId: string }) => void;
}) {
  const { t } = useTranslation();
  const agents = agentsToSend(props.floor, props.agentId);
  if (agents.length === 0) return <Text c="dimmed">{t('target.noAgents')}</Text>;
  return (
    <fieldset className="target-list" data-testid="target-agents">
      <VisuallyHidden>
        <legend>{t('target.chooseAgent')}</legend>
      </VisuallyHidden>
      {agents.map((agent) => (
        <label key={agent.id} className="target-agent" data-disabled={!canTake(agent)}>
          <input
            type="radio"
            name="target-agent"
            checked={props.value === agent.id}
            disabled={!canTake(agent)}
            onChange={() => props.onChange({ agentId: agent.id })}
            data-testid={`target-agent-${agent.id}`}
          />
          <span className="target-name">{agent.name}</span>
          <AgentState agent={agent} />
        </label>
      ))}
    </fieldset>
  );
}

function AgentState({ agent }: { readonly agent: FloorView['agents'][number] }) {
  const { t } = useTranslation();
  if (isFree(agent))
    return (
      <Status tone="ok" icon={IconBolt} size="bare">
        {t('target.free')}
      </Status>
    );
  return <ActivityStatus availability={agent.availability} activity={agent.activity} size="bare" />;
}

function QueueChoice(props: {
  readonly floor: FloorView | undefined;
  readonly queueId: string | null;
  readonly value: string;
  readonly onChange: (queueId: string) => void;
}) {
  const { t } = useTranslation();
  const queueName = useQueueName();
  const queues = (props.floor?.queues ?? []).filter((one) => one.id !== props.queueId);
  const state = queues.find((one) => one.id === props.value);
  return (
    <NativeSelect
      label={t('target.chooseQueue')}
      data={[{ value: '', label: '–' }, ...queues.map(({ id }) => ({ value: id, label: queueName(id) }))]}
      description={
        state === undefined ? null : t('target.queueState', { waiting: state.waiting, idle: state.agentsIdle })
      }
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data-testid="target-queue"
    />
  );
}
