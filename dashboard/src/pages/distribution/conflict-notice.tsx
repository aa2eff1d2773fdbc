import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client.ts';
import { reloadSiteFile, siteFileQuery } from '../../api/site-edit.ts';
import { Notice } from '../../components/notice.tsx';

const conflicts = ['site-changed-meanwhile', 'site-file-changed'] as const;

export function isConflict(error: unknown): error is ApiError {
  return error instanceof ApiError && conflicts.some((one) => one === error.code);
}

/** Somebody else saved meanwhile, or the file was changed by hand: what is written here stays until it is decided. */
export function ConflictNotice(props: { readonly failure: ApiError; readonly onReloaded: (keep: boolean) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const byHand = props.failure.code === 'site-file-changed';
  const reload = async (keep: boolean) => {
    if (byHand) await reloadSiteFile();
    await queries.refetchQueries({ queryKey: siteFileQuery.queryKey });
    props.onReloaded(keep);
  };
  return (
    <Notice tone="wait" icon={IconAlertTriangle} live testId="entry-conflict">
      <span>{byHand ? t('distribution.conflict.byHand') : t('distribution.conflict.meanwhile')}</span>
      <div className="row distribution-ways">
        <Button size="xs" variant="default" onClick={() => void reload(true)} data-testid="conflict-keep">
          {t('distribution.conflict.keep')}
        </Button>
        <Button size="xs" variant="default" onClick={() => void reload(false)} data-testid="conflict-load">
          {t('distribution.conflict.load')}
        </Button>
      </div>
    </Notice>
  );
}
