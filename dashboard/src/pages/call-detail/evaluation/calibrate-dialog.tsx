import { Button, Modal, MultiSelect, NativeSelect, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalibrationRow, QualityTemplateRow } from '../../../../../services/http/protocol.ts';
import { request } from '../../../api/client.ts';
import { errorTextOf } from '../../../components/error-text.ts';
import { evaluatorsQuery, qualityKey } from '../../quality/quality-queries.ts';

/** Gives this recording to several evaluators, to see how far they are from one another. */
export function CalibrateDialog(props: {
  readonly recordingId: string;
  readonly templates: readonly QualityTemplateRow[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { recordingId, templates, onClose } = props;
  const queries = useQueryClient();
  const people = useQuery(evaluatorsQuery);
  const usable = templates.filter((one) => !one.retired);
  const [name, setName] = useState('');
  const [templateId, setTemplate] = useState(usable[0]?.id ?? '');
  const [evaluators, setEvaluators] = useState<string[]>([]);
  const start = useMutation({
    mutationFn: () =>
      request<CalibrationRow>('/api/quality/calibrations', {
        method: 'POST',
        body: { name, recordingId, templateId, evaluators },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: qualityKey });
      notifications.show({ message: t('quality.calibration.started'), color: 'green' });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('quality.calibration.new')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
        data-testid="calibrate-dialog"
      >
        <Stack>
          <TextInput
            data-autofocus
            label={t('quality.form.name')}
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={start.error === null ? undefined : errorTextOf(t, start.error)}
            data-testid="calibration-name"
          />
          <NativeSelect
            label={t('quality.column.template')}
            data={usable.map((one) => ({ value: one.id, label: one.name }))}
            value={templateId}
            onChange={(event) => setTemplate(event.currentTarget.value)}
          />
          <MultiSelect
            label={t('quality.rule.evaluators')}
            data={(people.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            value={evaluators}
            onChange={setEvaluators}
            comboboxProps={{ withinPortal: true }}
            data-testid="calibration-evaluators"
          />
          <Button
            type="submit"
            disabled={name.trim() === '' || evaluators.length < 2}
            loading={start.isPending}
            data-testid="calibration-start"
          >
            {t('quality.calibration.start')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
