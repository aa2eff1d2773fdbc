import { IconChevronRight, IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../services/live/protocol.ts';
import { useFormat } from '../format/use-format.ts';

/** The menu steps a call went through, in order, on as many lines as it needs; with `last`, only so many of the latest. */
export function PathList(props: { readonly path: CallView['path']; readonly last?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const path = props.last === undefined ? props.path : props.path.slice(-props.last);
  if (path.length === 0) return <span className="dimmed">{t('call.noPath')}</span>;
  return (
    <ol className="path">
      {path.map((step, index) => (
        <li key={`${step.step}-${step.at}`}>
          {index === 0 ? <IconRoute size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          <span>{format.local(step.label)}</span>
          <Exit exit={step.exit} />
        </li>
      ))}
    </ol>
  );
}

/** Ways out that say something the next step's name does not. */
const exits = ['given', 'refused', 'silence', 'wrong', 'no-agents', 'closed'] as const;

function exitOf(exit: string | null): (typeof exits)[number] | null {
  return exits.find((one) => one === exit) ?? null;
}

function Exit({ exit }: { readonly exit: string | null }) {
  const { t } = useTranslation();
  const telling = exitOf(exit);
  return telling === null ? null : <span className="path-exit">{t(`exit.${telling}`)}</span>;
}
