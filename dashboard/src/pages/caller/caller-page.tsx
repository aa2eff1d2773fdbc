import './caller.css';
import { Text, Title } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneAccount } from '../../../../services/http/protocol.ts';
import { demoPhoneQuery } from '../../api/queries.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { Telephone } from '../../phone/telephone.ts';
import { Standalone } from '../../shell/standalone.tsx';
import { CallerPhone } from './caller-phone.tsx';

/** A telephone for somebody who wants to call the demo line from the browser; no sign-in. */
export function CallerPage() {
  const { t } = useTranslation();
  const account = useQuery(demoPhoneQuery);
  return (
    <Standalone home="/call">
      <div className="caller">
        <div>
          <Title order={1}>{t('caller.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('caller.hint')}
          </Text>
        </div>
        {account.data !== undefined ? (
          <CallerTelephone account={account.data} />
        ) : account.error !== null ? (
          <Notice tone="danger" icon={IconPhoneOff} testId="no-demo">
            {errorTextOf(t, account.error)}
          </Notice>
        ) : (
          <PageLoader away={account.failureCount > 0} />
        )}
      </div>
    </Standalone>
  );
}

function CallerTelephone({ account }: { readonly account: PhoneAccount }) {
  const queries = useQueryClient();
  const [telephone, setTelephone] = useState<Telephone | null>(null);
  useEffect(() => {
    const opened = new Telephone(account, {
      register: false,
      onRefused: () => void queries.invalidateQueries({ queryKey: demoPhoneQuery.queryKey }),
    });
    // A caller who closes the page has hung up; only an agent's page must not say so.
    const leave = () => opened.hangUp();
    window.addEventListener('pagehide', leave);
    setTelephone(opened);
    return () => {
      window.removeEventListener('pagehide', leave);
      opened.close();
    };
  }, [account, queries]);
  return telephone === null ? <PageLoader /> : <CallerPhone telephone={telephone} line={account.callTo ?? '1000'} />;
}
