import { IconChevronRight, IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../services/live/protocol.ts';

/** The menu steps a call went through, in order, on as many lines as it needs. */
export function PathList({ path }: { readonly path: CallView['path'] }) {
  const { t } = useTranslation();
  if (path.length === 0) return <span className="dimmed">{t('call.noPath')}</span>;
  return (
    <ol className="path">
      {path.map((step, index) => (
        <li key={`${step.step}-${step.at}`}>
          {index === 0 ? <IconRoute size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          <span>{step.label}</span>
          {step.exit !== null && <span className="path-exit">{exitText(t, step.exit)}</span>}
        </li>
      ))}
    </ol>
  );
}

function exitText(t: ReturnType<typeof useTranslation>['t'], exit: string): string {
  return /^[0-9*#]$/.test(exit) ? t('call.pressed', { key: exit }) : exit;
}
