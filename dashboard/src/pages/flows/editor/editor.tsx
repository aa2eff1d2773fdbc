import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp, IconDeviceFloppy, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowVersion } from '../../../../../services/http/protocol.ts';
import { useFlowView } from '../flow-view.ts';
import { AddStep } from './add-step.tsx';
import { isEditable } from './flow-text.ts';
import { Problems } from './problems.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { StepForm } from './step-form.tsx';
import type { Draft } from './use-draft.ts';
import { YamlPanel } from './yaml-panel.tsx';

type Props = { readonly current: FlowVersion; readonly draft: Draft; readonly onClose: () => void };

/** Beside the graph: the chosen step's form, the text of the flow, and what is wrong with it. */
export function Editor({ current, draft, onClose }: Props) {
  const { t } = useTranslation();
  const view = useFlowView();
  const [shows, setShows] = useState<'step' | 'text'>('step');
  const [adding, setAdding] = useState(false);
  const [saving, setSaving] = useState(false);
  useHotkeys([
    ['mod+Z', draft.undo],
    ['mod+shift+Z', draft.redo],
    ['mod+Y', draft.redo],
  ]);
  const errors = draft.problems.filter((one) => one.severity === 'error').length;
  const editable = isEditable(draft.text);
  return (
    <aside className="panel flow-panel flow-editor" aria-label={t('flow.edit')} data-testid="flow-editor">
      <div className="row-between">
        <div className="row">
          <Tooltip label={t('flow.undo')}>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('flow.undo')}
              disabled={!draft.canUndo}
              onClick={draft.undo}
              data-testid="undo"
            >
              <IconArrowBackUp size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('flow.redo')}>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('flow.redo')}
              disabled={!draft.canRedo}
              onClick={draft.redo}
              data-testid="redo"
            >
              <IconArrowForwardUp size={18} />
            </ActionIcon>
          </Tooltip>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            disabled={!editable}
            onClick={() => setAdding(true)}
            data-testid="add-step"
          >
            {t('flow.add')}
          </Button>
        </div>
        <div className="row">
          <Button
            leftSection={<IconDeviceFloppy size={16} />}
            disabled={!draft.touched || draft.checking || errors > 0}
            onClick={() => setSaving(true)}
            data-testid="save-flow"
          >
            {t('flow.save')}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={draft.touched ? t('flow.discard') : t('common.close')}
            onClick={() => {
              draft.reset(current.text);
              onClose();
            }}
            data-testid="close-editor"
          >
            <IconX size={18} />
          </ActionIcon>
        </div>
      </div>
      <Problems draft={draft} />
      <SegmentedControl
        aria-label={t('flow.editorLooks')}
        fullWidth
        value={shows}
        onChange={(next) => setShows(next)}
        data={[
          { value: 'step', label: t('flow.stepForm') },
          { value: 'text', label: t('flow.text') },
        ]}
        data-testid="editor-looks"
      />
      {shows === 'text' && <YamlPanel draft={draft} />}
      {shows === 'step' && !editable && <p className="dimmed">{t('flow.textFirst')}</p>}
      {shows === 'step' && editable && view.chosen === null && <p className="dimmed">{t('flow.chooseStep')}</p>}
      {shows === 'step' && editable && view.chosen !== null && (
        <StepForm key={view.chosen} draft={draft} id={view.chosen} />
      )}
      {adding && <AddStep draft={draft} onClose={() => setAdding(false)} />}
      {saving && <SaveDialog current={current} draft={draft} onClose={() => setSaving(false)} onSaved={onClose} />}
    </aside>
  );
}
