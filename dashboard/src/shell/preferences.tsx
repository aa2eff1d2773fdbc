import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages, type PageLanguage } from '../i18n.ts';

const schemes = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const;

/** Language and colours: the same two buttons on every page, signed in or not. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const SchemeIcon = schemes[colorScheme];
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell.language')} data-testid="language">
            <IconLanguage size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(languages).map(([code, name]) => (
            <Menu.Item
              key={code}
              lang={code}
              rightSection={i18n.language === code ? <IconCheck size={16} /> : null}
              onClick={() => void chooseLanguage(code as PageLanguage)}
              data-testid={`language-${code}`}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell.scheme')} data-testid="scheme">
            <SchemeIcon size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {(['light', 'dark', 'auto'] as const).map((scheme) => {
            const ItemIcon = schemes[scheme];
            return (
              <Menu.Item
                key={scheme}
                leftSection={<ItemIcon size={16} />}
                rightSection={colorScheme === scheme ? <IconCheck size={16} /> : null}
                onClick={() => setColorScheme(scheme)}
                data-testid={`scheme-${scheme}`}
              >
                {t(`shell.schemes.${scheme}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
