import { Center, Loader, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** While a page is on its way; `away` when the server has not answered yet. */
export function PageLoader({ away = false }: { readonly away?: boolean }) {
  const { t } = useTranslation();
  return (
    <Center mih="60vh" role="status">
      <Stack align="center" gap="sm">
        <Loader size="sm" aria-hidden />
        <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
        {away && <Text size="sm">{t('error.offline')}</Text>}
      </Stack>
    </Center>
  );
}
