import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFlowView } from '../flow-view.ts';
import type { Draft } from './use-draft.ts';

/** What the check says: each problem leads to its step. */
export function Problems({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const view = useFlowView();
  const { problems } = draft;
  const errors = problems.filter((one) => one.severity === 'error').length;
  return (
    <section
      className="flow-problems"
      aria-label={t('flow.check')}
      data-testid="problems"
      data-errors={errors}
      data-checking={draft.checking}
    >
      <p role="status" className={`notice status-${errors > 0 ? 'danger' : problems.length > 0 ? 'wait' : 'ok'}`}>
        {errors > 0 ? <IconAlertTriangle size={18} aria-hidden /> : <IconCircleCheck size={18} aria-hidden />}
        {draft.checking
          ? t('flow.checking')
          : problems.length === 0
            ? draft.touched
              ? t('flow.right')
              : t('flow.unchanged')
            : t('flow.problems', { count: problems.length })}
      </p>
      <ul>
        {problems.map((one) => (
          <li key={`${one.line}-${one.column}-${one.code}-${one.message}`}>
            <button
              type="button"
              className="flow-problem"
              data-severity={one.severity}
              data-code={one.code}
              onClick={() => view.choose(one.step)}
            >
              {one.severity === 'error' ? (
                <IconAlertTriangle size={14} aria-hidden />
              ) : (
                <IconInfoCircle size={14} aria-hidden />
              )}
              <span>
                <span className="dimmed">{t('flow.line', { line: one.line })}</span> {one.message}
                {one.suggestion !== null && <em> {t('flow.suggestion', { suggestion: one.suggestion })}</em>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
