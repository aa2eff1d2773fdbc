import { Menu, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconClipboardCheck,
  IconDots,
  IconFileUpload,
  IconHeadset,
  IconLayoutDashboard,
  IconMessage2,
  IconPhoneCall,
  IconPlug,
  IconRoute,
  IconSchema,
  IconShieldLock,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Role } from '../../../services/core/site.ts';

const pages = [
  { path: '/desk', name: 'desk', icon: IconHeadset, roles: ['agent'] },
  { path: '/console', name: 'console', icon: IconLayoutDashboard, roles: ['supervisor'] },
  { path: '/calls', name: 'calls', icon: IconPhoneCall, roles: ['supervisor', 'auditor', 'administrator'] },
  {
    path: '/quality',
    name: 'quality',
    icon: IconClipboardCheck,
    roles: ['agent', 'supervisor', 'auditor', 'administrator'],
  },
  { path: '/distribution', name: 'distribution', icon: IconRoute, roles: ['supervisor', 'administrator'] },
  { path: '/flows', name: 'flows', icon: IconSchema, roles: ['supervisor', 'administrator'] },
  { path: '/prompts', name: 'prompts', icon: IconMessage2, roles: ['supervisor', 'administrator'] },
  { path: '/custody', name: 'custody', icon: IconShieldLock, roles: ['supervisor', 'auditor', 'administrator'] },
  { path: '/publications', name: 'publications', icon: IconFileUpload, roles: ['auditor', 'administrator'] },
  { path: '/programs', name: 'programs', icon: IconPlug, roles: ['administrator'] },
] as const satisfies readonly { readonly roles: readonly Role[]; readonly [key: string]: unknown }[];

type Page = (typeof pages)[number];

/** Pages for somebody with such roles. */
export function pagesFor(roles: readonly Role[]): readonly Page[] {
  return pages.filter((page) => roles.some((role) => (page.roles as readonly Role[]).includes(role)));
}

/** As in the style sheet: below it the rail is a bar at the bottom. */
const telephone = '(max-width: 48em)';
/** A thumb needs so much room for each. */
const mostInBar = 5;

/** The rail of pages. On a telephone it is a bar, and what has no room there stands behind a button. */
export function Navigation({ pages: mine }: { readonly pages: readonly Page[] }) {
  const { t } = useTranslation();
  const isBar = useMediaQuery(telephone, false, { getInitialValueInEffect: false });
  const shown = isBar && mine.length > mostInBar ? mine.slice(0, mostInBar - 1) : mine;
  const rest = mine.slice(shown.length);
  return (
    <nav className="shell-nav" aria-label={t('shell.pages')}>
      {shown.map((page) => (
        <PageLink key={page.path} page={page} />
      ))}
      {rest.length > 0 && <More pages={rest} />}
    </nav>
  );
}

function useCurrent() {
  const [location] = useLocation();
  return ({ path }: Page) => location === path || location.startsWith(`${path}/`);
}

function PageLink({ page }: { readonly page: Page }) {
  const { t } = useTranslation();
  const isCurrent = useCurrent();
  const { path, name, icon: PageIcon } = page;
  return (
    <Link
      href={path}
      className="shell-link"
      aria-current={isCurrent(page) ? 'page' : undefined}
      data-testid={`nav-${name}`}
    >
      <PageIcon size={22} stroke={1.75} aria-hidden />
      <span>{t(`nav.${name}`)}</span>
    </Link>
  );
}

function More({ pages: rest }: { readonly pages: readonly Page[] }) {
  const { t } = useTranslation();
  const isCurrent = useCurrent();
  return (
    <Menu position="top-end" withinPortal width={220}>
      <Menu.Target>
        <UnstyledButton
          className="shell-link"
          aria-current={rest.some(isCurrent) ? 'true' : undefined}
          data-testid="nav-more"
        >
          <IconDots size={22} stroke={1.75} aria-hidden />
          <span>{t('shell.more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {rest.map((page) => {
          const { path, name, icon: PageIcon } = page;
          return (
            <Menu.Item
              key={path}
              component={Link}
              href={path}
              leftSection={<PageIcon size={18} aria-hidden />}
              aria-current={isCurrent(page) ? 'page' : undefined}
              data-testid={`nav-${name}`}
            >
              {t(`nav.${name}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
