import { lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Role } from '../../services/core/site.ts';
import { NotFound } from './components/not-found.tsx';
import { PageLoader } from './components/page-loader.tsx';
import { homeOf } from './session/roles.ts';
import { SignedIn } from './session/signed-in.tsx';
import { useSession } from './session/use-session.ts';

const SignInPage = lazy(() => import('./pages/sign-in/sign-in-page.tsx').then((m) => ({ default: m.SignInPage })));
const CallerPage = lazy(() => import('./pages/caller/caller-page.tsx').then((m) => ({ default: m.CallerPage })));
const DeskPage = lazy(() => import('./pages/desk/desk-page.tsx').then((m) => ({ default: m.DeskPage })));
const ConsolePage = lazy(() => import('./pages/console/console-page.tsx').then((m) => ({ default: m.ConsolePage })));
const CallsPage = lazy(() => import('./pages/calls/calls-page.tsx').then((m) => ({ default: m.CallsPage })));
const CallPage = lazy(() => import('./pages/call-detail/call-page.tsx').then((m) => ({ default: m.CallPage })));
const DistributionPage = lazy(() =>
  import('./pages/distribution/distribution-page.tsx').then((m) => ({ default: m.DistributionPage })),
);
const PromptsPage = lazy(() => import('./pages/prompts/prompts-page.tsx').then((m) => ({ default: m.PromptsPage })));
const FlowsPage = lazy(() => import('./pages/flows/flows-page.tsx').then((m) => ({ default: m.FlowsPage })));
const QualityPage = lazy(() => import('./pages/quality/quality-page.tsx').then((m) => ({ default: m.QualityPage })));
const CustodyPage = lazy(() => import('./pages/custody/custody-page.tsx').then((m) => ({ default: m.CustodyPage })));
const PublicationsPage = lazy(() =>
  import('./pages/publications/publications-page.tsx').then((m) => ({ default: m.PublicationsPage })),
);

const ProgramsPage = lazy(() =>
  import('./pages/programs/programs-page.tsx').then((m) => ({ default: m.ProgramsPage })),
);

export function Routes() {
  return (
    <Suspense fallback={<PageLoader />}>
      <Switch>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/call" component={CallerPage} />
        <Route>
          <SignedIn>
            <Suspense fallback={<PageLoader />}>
              <Switch>
                <Route path="/" component={Home} />
                <Route path="/desk">{() => <For roles={['agent']}>{<DeskPage />}</For>}</Route>
                <Route path="/console">{() => <For roles={['supervisor']}>{<ConsolePage />}</For>}</Route>
                <Route path="/calls">
                  {() => <For roles={['supervisor', 'auditor', 'administrator']}>{<CallsPage />}</For>}
                </Route>
                {/* An agent may open the own calls: the server decides. */}
                <Route path="/calls/:id">{({ id }) => <CallPage key={id} callId={id} />}</Route>
                <Route path="/distribution/:tab?/:id?">
                  {({ tab, id }) => (
                    <For roles={['supervisor', 'administrator']}>
                      <DistributionPage tab={tab} id={id} />
                    </For>
                  )}
                </Route>
                <Route path="/flows/:flow?">
                  {({ flow }) => (
                    <For roles={['supervisor', 'administrator']}>
                      <FlowsPage flow={flow} />
                    </For>
                  )}
                </Route>
                <Route path="/prompts">
                  {() => <For roles={['supervisor', 'administrator']}>{<PromptsPage />}</For>}
                </Route>
                <Route path="/custody">
                  {() => <For roles={['supervisor', 'auditor', 'administrator']}>{<CustodyPage />}</For>}
                </Route>
                <Route path="/publications">
                  {() => <For roles={['auditor', 'administrator']}>{<PublicationsPage />}</For>}
                </Route>
                <Route path="/programs">{() => <For roles={['administrator']}>{<ProgramsPage />}</For>}</Route>
                <Route path="/quality/:tab?/:id?">{({ tab, id }) => <QualityPage tab={tab} id={id} />}</Route>
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </SignedIn>
        </Route>
      </Switch>
    </Suspense>
  );
}

function Home() {
  const { session } = useSession();
  return <Redirect to={homeOf(session?.user.roles ?? [])} replace />;
}

/** Pages of other roles are not offered; the server refuses their data in any case. */
function For({ roles, children }: { readonly roles: readonly Role[]; readonly children: ReactNode }) {
  const { session } = useSession();
  return session?.user.roles.some((role) => roles.includes(role)) === true ? children : <NotFound />;
}
