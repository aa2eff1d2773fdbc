import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { errorTextOf } from './error-text.ts';
import { Notice } from './notice.tsx';

/** Asks before something that cannot be undone; stays open with the reason where it failed. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly pending: boolean;
  readonly error: Error | null;
}) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack>
        <Text>{props.text}</Text>
        {props.error !== null && (
          <Notice tone="danger" icon={IconAlertCircle} live>
            {errorTextOf(t, props.error)}
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="stop" loading={props.pending} onClick={props.onConfirm} data-testid="confirm">
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
