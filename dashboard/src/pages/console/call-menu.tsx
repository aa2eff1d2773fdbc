import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconCalendarX,
  IconCircleFilled,
  IconCircleOff,
  IconDots,
  IconEar,
  IconHandGrab,
  IconHeadset,
  IconMessage2,
  IconPhoneOff,
  IconSortAscendingNumbers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../../services/live/protocol.ts';
import { useSession } from '../../session/use-session.ts';
import { useWatching } from '../../watch/watch-context.tsx';
import { actionsOn, type CallAction } from './call-actions.ts';
import { CallDialog, type DialogAction } from './call-dialog.tsx';

const icons = {
  listen: IconEar,
  whisper: IconMessage2,
  barge: IconHeadset,
  take: IconHandGrab,
  move: IconArrowForwardUp,
  prioritise: IconSortAscendingNumbers,
  record: IconCircleFilled,
  unrecord: IconCircleOff,
  cancel: IconCalendarX,
  end: IconPhoneOff,
} as const;
const undoable: readonly CallAction[] = ['end', 'cancel'];

/** What a supervisor may do to a call: listening begins at once, the rest asks why. */
export function CallMenu({ call }: { readonly call: CallView }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const { ask } = useWatching();
  const [dialog, setDialog] = useState<DialogAction | null>(null);
  const actions = actionsOn(call, session?.user.id ?? '');
  if (actions.length === 0) return null;
  const choose = (action: CallAction) => {
    if (action === 'listen' || action === 'whisper' || action === 'barge')
      ask({ callId: call.id, act: action, reason: '' });
    else setDialog(action);
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('console.act.menu', { number: call.number || t('call.hidden') })}
            data-testid={`call-menu-${call.id}`}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => {
            const ActionIconOf = icons[action];
            return (
              <Menu.Item
                key={action}
                leftSection={<ActionIconOf size={16} aria-hidden />}
                className={undoable.includes(action) ? 'menu-danger' : undefined}
                onClick={() => choose(action)}
                data-testid={`call-${action}`}
              >
                {t(`console.act.${action}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <CallDialog call={call} action={dialog} onClose={() => setDialog(null)} />
    </>
  );
}
