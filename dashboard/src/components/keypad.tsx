import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const letters: Readonly<Record<string, string>> = {
  '2': 'ABC',
  '3': 'DEF',
  '4': 'GHI',
  '5': 'JKL',
  '6': 'MNO',
  '7': 'PQRS',
  '8': 'TUV',
  '9': 'WXYZ',
  '0': '+',
};

/** A telephone's keys; with `listen`, the keyboard's own digits, `*` and `#` press them too. */
export function Keypad(props: {
  readonly onKey: (key: string) => void;
  readonly disabled?: boolean;
  readonly listen?: boolean;
}) {
  const { onKey, disabled = false, listen = false } = props;
  const { t } = useTranslation();
  useEffect(() => {
    if (!listen || disabled) return;
    const pressed = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
      if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((keys as readonly string[]).includes(event.key)) onKey(event.key);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [listen, disabled, onKey]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame and a legend that these keys do not want.
    <div className="keypad" role="group" aria-label={t('keypad.title')}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className="keypad-key"
          disabled={disabled}
          onClick={() => onKey(key)}
          data-testid={`key-${key === '*' ? 'star' : key === '#' ? 'hash' : key}`}
        >
          <span>{key}</span>
          <small>{letters[key] ?? '\u00a0'}</small>
        </button>
      ))}
    </div>
  );
}
