import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WhyInput } from '../../components/why-input.tsx';

/** Deleting an entry of the site cannot be undone: asked first, and why. */
export function DeleteDialog(props: {
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const [why, setWhy] = useState('');
  const { name, opened, onClose, onConfirm } = props;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('distribution.delete.title', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text>{t('distribution.delete.text')}</Text>
        <WhyInput value={why} onChange={setWhy} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="stop" onClick={() => onConfirm(why.trim())} data-testid="delete-confirm">
            {t('common.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
