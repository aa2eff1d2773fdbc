import { Button } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import type { CallSearch } from '../../../../services/http/protocol.ts';
import { useSession } from '../../session/use-session.ts';
import { BulkDialog } from './bulk-dialog.tsx';

/** In the address: a mail leads to its job. */
const JOBS = 'jobs';

/** Opens what may be done with all recordings that the search finds, for those who may. */
export function BulkButton({ search }: { readonly search: CallSearch }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const may = session?.user.roles.some((role) => role === 'auditor' || role === 'administrator') === true;
  if (!may) return null;
  const show = (jobs: string | null) => {
    const next = new URLSearchParams(parameters);
    if (jobs === null) next.delete(JOBS);
    else next.set(JOBS, jobs);
    setParameters(next, { replace: true });
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPackageExport size={16} />}
        onClick={() => show('')}
        data-testid="bulk"
      >
        {t('bulk.open')}
      </Button>
      {parameters.has(JOBS) && <BulkDialog search={search} onClose={() => show(null)} />}
    </>
  );
}
