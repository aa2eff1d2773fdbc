import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../services/http/protocol.ts';
import { WatchDock } from '../watch/watch-dock.tsx';
import { Brand } from './brand.tsx';
import { ConnectionState } from './connection-state.tsx';
import { Navigation, pagesFor } from './navigation.tsx';
import { Preferences } from './preferences.tsx';
import { UserMenu } from './user-menu.tsx';

/** The frame of every page: a rail of pages (a bar at the bottom on a telephone), the connection and the person. */
export function Shell({ user, children }: { readonly user: Session['user']; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const mine = pagesFor(user.roles);
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
      {mine.length > 1 && <Navigation pages={mine} />}
      <main id="main" className="shell-main" tabIndex={-1}>
        <WatchDock user={user} />
        {children}
      </main>
    </div>
  );
}
