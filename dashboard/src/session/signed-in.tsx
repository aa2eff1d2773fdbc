import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { siteQuery } from '../api/queries.ts';
import { PageLoader } from '../components/page-loader.tsx';
import { chosenLanguage, isPageLanguage, showLanguage } from '../i18n.ts';
import { LiveProvider } from '../live/live-context.tsx';
import { Shell } from '../shell/shell.tsx';
import { WatchProvider } from '../watch/watch-context.tsx';
import { useSession } from './use-session.ts';

/** Only agents load the telephone. */
const TelephoneProvider = lazy(() =>
  import('../phone/telephone-context.tsx').then((m) => ({ default: m.TelephoneProvider })),
);

/** What every page of somebody signed in stands in: the frame, the live socket and, for agents, the telephone. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const { session, pending, away } = useSession();
  const [location] = useLocation();
  const search = useSearch();
  const site = useQuery({ ...siteQuery, enabled: session !== null });
  const language = session?.user.language;
  useEffect(() => {
    if (chosenLanguage() === null && isPageLanguage(language)) void showLanguage(language);
  }, [language]);

  if (pending) return <PageLoader away={away} />;
  if (session === null) return <Redirect to={signInPath(search === '' ? location : `${location}?${search}`)} replace />;
  if (site.data === undefined) return <PageLoader away={site.failureCount > 0} />;
  const shell = <Shell user={session.user}>{children}</Shell>;
  const page = session.user.roles.includes('supervisor') ? <WatchProvider>{shell}</WatchProvider> : shell;
  return (
    <LiveProvider key={session.user.id}>
      {session.user.roles.includes('agent') ? (
        <Suspense fallback={<PageLoader />}>
          <TelephoneProvider userId={session.user.id}>{page}</TelephoneProvider>
        </Suspense>
      ) : (
        page
      )}
    </LiveProvider>
  );
}

function signInPath(location: string): string {
  return location === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(location)}`;
}
