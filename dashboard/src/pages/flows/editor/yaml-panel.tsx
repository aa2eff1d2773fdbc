import { useTranslation } from 'react-i18next';
import type { Draft } from './use-draft.ts';

/** The text of the flow, as it will be in its file. */
export function YamlPanel({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const wrong = new Map(draft.problems.map((one) => [one.line, one.severity]));
  const lines = draft.text.split('\n').length;
  return (
    <div className="flow-yaml">
      <div className="flow-yaml-lines" aria-hidden>
        {Array.from({ length: lines }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <span key={index} data-severity={wrong.get(index + 1)}>
            {index + 1}
          </span>
        ))}
      </div>
      <textarea
        aria-label={t('flow.text')}
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        rows={lines}
        value={draft.text}
        onChange={(event) => draft.set(event.currentTarget.value, 'text')}
        data-testid="flow-text"
      />
    </div>
  );
}
