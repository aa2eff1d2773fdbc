import {
  IconClipboardCheck,
  IconFileUpload,
  IconHeadset,
  IconLayoutDashboard,
  IconMessage2,
  IconPhoneCall,
  IconRoute,
  IconSchema,
  IconShieldLock,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Role } from '../../../services/core/site.ts';
import type { Session } from '../../../services/http/protocol.ts';
import { WatchDock } from '../watch/watch-dock.tsx';
import { Brand } from './brand.tsx';
import { ConnectionState } from './connection-state.tsx';
import { Preferences } from './preferences.tsx';
import { UserMenu } from './user-menu.tsx';

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
] as const satisfies readonly { readonly roles: readonly Role[]; readonly [key: string]: unknown }[];

/** The frame of every page: a rail of pages (a bar at the bottom on a telephone), the connection and the person. */
export function Shell({ user, children }: { readonly user: Session['user']; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const mine = pages.filter((page) => user.roles.some((role) => (page.roles as readonly Role[]).includes(role)));
  return (
    <div className="shell" data-pages={mine.length}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="shell-header">
        <Brand />
        <div className="shell-tools">
          <ConnectionState />
          <Preferences />
          <UserMenu user={user} />
        </div>
      </header>
      {mine.length > 1 && (
        <nav className="shell-nav" aria-label={t('shell.pages')}>
          {mine.map(({ path, name, icon: PageIcon }) => (
            <Link
              key={path}
              href={path}
              className="shell-link"
              aria-current={location === path || location.startsWith(`${path}/`) ? 'page' : undefined}
              data-testid={`nav-${name}`}
            >
              <PageIcon size={22} stroke={1.75} aria-hidden />
              <span>{t(`nav.${name}`)}</span>
            </Link>
          ))}
        </nav>
      )}
      <main id="main" className="shell-main" tabIndex={-1}>
        <WatchDock user={user} />
        {children}
      </main>
    </div>
  );
}
