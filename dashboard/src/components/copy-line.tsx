import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Text for another program, whole, with a button that copies it. `label` says what is copied. */
export function CopyLine(props: { readonly text: string; readonly label: string; readonly testId?: string }) {
  const { t } = useTranslation();
  const { text, label, testId } = props;
  return (
    <div className="copy-line">
      <pre data-testid={testId}>{text}</pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon
            size="lg"
            variant="default"
            onClick={copy}
            aria-label={copied ? t('common.copied') : `${t('common.copy')}: ${label}`}
          >
            {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
