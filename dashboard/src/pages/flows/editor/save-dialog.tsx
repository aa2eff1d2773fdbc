import { IconDeviceFloppy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FlowVersion } from '../../../../../services/http/protocol.ts';
import { saveFlow } from '../flow-queries.ts';
import { PutInForce } from '../put-in-force.tsx';
import type { Draft } from './use-draft.ts';

/** Puts the draft in force. */
export function SaveDialog(props: {
  readonly current: FlowVersion;
  readonly draft: Draft;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) {
  const { t } = useTranslation();
  const { current, draft, onClose, onSaved } = props;
  return (
    <PutInForce
      flow={current.flow}
      to={{ text: draft.text }}
      action={t('flow.save')}
      icon={IconDeviceFloppy}
      hint={t('flow.saveHint')}
      put={(note) => saveFlow(current.flow, { text: draft.text, base: current.version, note })}
      onClose={onClose}
      onDone={onSaved}
      testIds="save"
    />
  );
}
