import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiToken } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Listed } from '../../components/listed.tsx';
import { type Column, RowsTable } from '../../components/rows-table.tsx';
import { useFormat } from '../../format/use-format.ts';
import { tokensQuery } from './programs-queries.ts';
import { Section } from './section.tsx';
import { TokenDialog } from './token-dialog.tsx';

const inForce = (token: ApiToken) => token.revokedAt === null && token.expiresAt > Date.now();

/** Tokens of programs: who has which, what each may do, when it was used last. */
export function TokensPanel() {
  const { t } = useTranslation();
  const tokens = useQuery(tokensQuery);
  const [all, setAll] = useState(false);
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const columns = useColumns(setRevoking);
  const some = tokens.data?.some(inForce) === true;
  const shown = { ...tokens, data: tokens.data?.filter((one) => all || inForce(one)) } as typeof tokens;
  return (
    <Section
      title={t('programs.token.title')}
      about={t('programs.token.about')}
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)} data-testid="new-token">
          {t('programs.token.new')}
        </Button>
      }
    >
      {tokens.data?.some((one) => !inForce(one)) === true && (
        <Switch
          label={t('programs.token.all')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
          data-testid="all-tokens"
        />
      )}
      <Listed
        query={shown}
        none={some || all ? t('programs.token.none') : t('programs.token.noneYet')}
        label={t('programs.token.title')}
      >
        {(rows) => (
          <RowsTable
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            rowTestId={(row) => `token-${row.name}`}
            faint={(row) => !inForce(row)}
            testId="tokens"
          />
        )}
      </Listed>
      {adding && <TokenDialog onClose={() => setAdding(false)} />}
      {revoking !== null && <Revoke token={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  );
}

function useColumns(onRevoke: (token: ApiToken) => void): readonly Column<ApiToken>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const end = ({ revokedAt, expiresAt }: ApiToken) => {
    if (revokedAt !== null) return t('programs.token.revoked', { day: format.day(revokedAt) });
    if (expiresAt <= Date.now()) return t('programs.token.expired', { day: format.day(expiresAt) });
    return format.day(expiresAt);
  };
  return [
    {
      label: t('programs.token.name'),
      kind: 'name',
      cell: (row) => (
        <>
          {row.name}
          <span className="row-more">
            {t('programs.token.made', { name: row.createdByName, day: format.day(row.createdAt) })}
          </span>
        </>
      ),
    },
    {
      label: t('programs.token.scopes'),
      kind: 'wide',
      cell: (row) => (
        <span className="programs-codes">
          {row.scopes.map((scope) => (
            <code key={scope}>{scope}</code>
          ))}
        </span>
      ),
    },
    { label: t('programs.token.expiry'), cell: end },
    {
      label: t('programs.token.used'),
      cell: (row) => (row.lastUsedAt === null ? t('programs.token.never') : format.dateTime(row.lastUsedAt)),
    },
    {
      label: t('programs.actions'),
      kind: 'actions',
      cell: (row) =>
        inForce(row) && (
          <Button
            size="xs"
            variant="default"
            onClick={() => onRevoke(row)}
            aria-label={`${t('programs.token.revoke')}: ${row.name}`}
            data-testid="revoke-token"
          >
            {t('programs.token.revoke')}
          </Button>
        ),
    },
  ];
}

function Revoke({ token, onClose }: { readonly token: ApiToken; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => request(`/api/tokens/${encodeURIComponent(token.id)}`, { method: 'DELETE' }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      title={t('programs.token.revokeTitle', { name: token.name })}
      text={t('programs.token.revokeText')}
      action={t('programs.token.revoke')}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
      pending={revoke.isPending}
      error={revoke.error}
    />
  );
}
