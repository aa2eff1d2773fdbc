import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import { Preferences } from './preferences.tsx';

/** The frame of the pages without sign-in. */
export function Standalone({ home, children }: { readonly home: string; readonly children: ReactNode }) {
  return (
    <div className="standalone">
      <header>
        <Brand href={home} />
        <div>
          <Preferences />
        </div>
      </header>
      <main>{children}</main>
    </div>
  );
}
