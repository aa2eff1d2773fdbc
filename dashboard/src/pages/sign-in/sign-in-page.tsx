import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, useSearchParams } from 'wouter';
import type { Session } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { sessionQuery } from '../../api/queries.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { homeOf } from '../../session/roles.ts';
import { useSession } from '../../session/use-session.ts';
import { Standalone } from '../../shell/standalone.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { session } = useSession();
  const [parameters] = useSearchParams();
  const form = useForm({
    initialValues: { login: '', password: '' },
    validate: {
      login: (value) => (value.trim() === '' ? t('signIn.loginNeeded') : null),
      password: (value) => (value === '' ? t('signIn.passwordNeeded') : null),
    },
  });
  const signIn = useMutation({
    mutationFn: (body: { login: string; password: string }) =>
      request<Session>('/api/session', { method: 'POST', body: { ...body, login: body.login.trim() } }),
    onSuccess: (made) => queries.setQueryData(sessionQuery.queryKey, made),
    onError: () => form.setFieldValue('password', ''),
  });
  if (session !== null) return <Redirect to={inside(parameters.get('to')) ?? homeOf(session.user.roles)} replace />;
  return (
    <Standalone home="/sign-in">
      <form className="panel sign-in" onSubmit={form.onSubmit((values) => signIn.mutate(values))} noValidate>
        <Stack gap="md">
          <div>
            <Title order={1}>{t('signIn.title')}</Title>
            <Text c="dimmed" size="sm" mt={4}>
              {t('signIn.hint')}
            </Text>
          </div>
          {signIn.error !== null && (
            <Notice tone="danger" icon={IconAlertCircle} live testId="sign-in-error">
              {errorTextOf(t, signIn.error)}
            </Notice>
          )}
          <TextInput
            label={t('signIn.login')}
            size="md"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            data-testid="login"
            {...form.getInputProps('login')}
          />
          <PasswordInput
            label={t('signIn.password')}
            size="md"
            autoComplete="current-password"
            data-testid="password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" loading={signIn.isPending} data-testid="sign-in">
            {t('signIn.submit')}
          </Button>
          <Text size="sm" ta="center">
            <Anchor component={Link} href="/call" data-testid="to-caller-page">
              {t('signIn.caller')}
            </Anchor>
          </Text>
        </Stack>
      </form>
    </Standalone>
  );
}

/** Only a path of ours: `//host` and full addresses would leave the site. */
function inside(path: string | null): string | null {
  return path !== null && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in') ? path : null;
}
