import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewApiToken, Scope } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { useFormat } from '../../format/use-format.ts';
import { scopes, tokensQuery } from './programs-queries.ts';
import { ShownOnce } from './shown-once.tsx';

const lengths = [7, 30, 90, 365, 730];
const usual = 90;
const DAY_MS = 86_400_000;

/** A new token: what for, what it may do, until when; then itself, once. */
export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [days, setDays] = useState(usual);
  const create = useMutation({
    mutationFn: () =>
      request<NewApiToken>('/api/tokens', { method: 'POST', body: { name: name.trim(), scopes: chosen, days } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const made = create.data;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      // What is shown once is not lost by a press beside it.
      closeOnClickOutside={made === undefined}
      title={made === undefined ? t('programs.token.new') : made.name}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {made !== undefined ? (
        <ShownOnce
          secret={made.token}
          label={t('programs.token.secret')}
          hint={t('programs.token.secretHint')}
          onClose={onClose}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
          data-testid="token-dialog"
        >
          <Stack>
            <TextInput
              data-autofocus
              required
              label={t('programs.token.name')}
              description={t('programs.token.nameHint')}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-testid="token-name"
            />
            <Checkbox.Group
              label={t('programs.token.scopes')}
              required
              value={[...chosen]}
              onChange={(value) => setChosen(value as Scope[])}
            >
              <div className="programs-scopes">
                {scopes.map(([scope, key]) => (
                  <Checkbox
                    key={scope}
                    value={scope}
                    label={t(`programs.scope.${key}`)}
                    description={<code>{scope}</code>}
                    data-testid={`scope-${scope}`}
                  />
                ))}
              </div>
            </Checkbox.Group>
            <NativeSelect
              label={t('programs.token.expiry')}
              description={t('programs.token.until', { day: format.day(Date.now() + days * DAY_MS) })}
              data={lengths.map((one) => ({ value: String(one), label: format.days(one) }))}
              value={String(days)}
              onChange={(event) => setDays(Number(event.currentTarget.value))}
              data-testid="token-days"
            />
            {create.error !== null && (
              <Notice tone="danger" icon={IconAlertCircle} live>
                {errorTextOf(t, create.error)}
              </Notice>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common.cancel')}
              </Button>
              <Button
                type="submit"
                disabled={name.trim() === '' || chosen.length === 0}
                loading={create.isPending}
                data-testid="token-create"
              >
                {t('programs.token.create')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
