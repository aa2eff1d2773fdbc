import { useTranslation } from 'react-i18next';
import type { PromptRow, PromptUse } from '../../../../services/http/protocol.ts';
import { useQueueName } from '../../components/use-queue-name.ts';

/** Where a prompt is said: flow and step, or queue. */
export function PromptUses({ uses }: Pick<PromptRow, 'uses'>) {
  const { t } = useTranslation();
  if (uses.length === 0) return <span className="dimmed">{t('prompts.unused')}</span>;
  return (
    <ul className="prompt-uses">
      {uses.map((use) => (
        <li key={JSON.stringify(use)}>
          <Use use={use} />
        </li>
      ))}
    </ul>
  );
}

function Use({ use }: { readonly use: PromptUse }) {
  const { t } = useTranslation();
  const queueName = useQueueName();
  switch (use.kind) {
    case 'step':
      return (
        <>
          {use.step} <span className="dimmed">{use.flow}</span>
        </>
      );
    case 'queue':
      return t('prompts.use.queue', { queue: queueName(use.queue) });
    case 'queues':
      return t('prompts.use.queues');
    case 'outage':
      return t('prompts.use.outage');
  }
}
