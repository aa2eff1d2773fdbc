import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** A long digest: its ends to the eye, the whole to the clipboard. */
export function Digest({ value }: { readonly value: string }) {
  const { t } = useTranslation();
  return (
    <span className="digest">
      <code title={value}>
        {value.slice(0, 12)}…{value.slice(-6)}
      </code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            size={26}
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={copied ? t('common.copied') : t('common.copy')}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
