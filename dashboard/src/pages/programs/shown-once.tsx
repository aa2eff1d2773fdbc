import { Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../../components/copy-line.tsx';
import { Notice } from '../../components/notice.tsx';

/** A secret that nobody is told a second time. */
export function ShownOnce(props: {
  readonly secret: string;
  readonly label: string;
  readonly hint: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Notice tone="wait" icon={IconAlertTriangle} live>
        {t('programs.shownOnce')}
      </Notice>
      <CopyLine text={props.secret} label={props.label} testId="secret" />
      <p className="dimmed programs-hint">{props.hint}</p>
      <Group justify="flex-end">
        <Button onClick={props.onClose} data-testid="secret-kept">
          {t('programs.kept')}
        </Button>
      </Group>
    </Stack>
  );
}
