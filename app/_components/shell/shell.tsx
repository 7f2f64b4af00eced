'use client';

import type { ReactNode } from 'react';
import { LiveRunsProvider } from '#app/_lib/live-runs.tsx';
import { PageFrameProvider } from './page-frame.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { Tabs } from './tabs.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame around every screen: rail, top bar, content, and on a phone the tab bar instead of the rail. */
export function Shell({ children }: { readonly children: ReactNode }) {
  return (
    <LiveRunsProvider>
      <PageFrameProvider>
        <div className={styles.shell}>
          <a className={styles.skip} href="#main">
            Skip to content
          </a>
          <Rail />
          <TopBar />
          <main id="main" className={styles.main} tabIndex={-1}>
            {children}
          </main>
          <Tabs />
        </div>
      </PageFrameProvider>
    </LiveRunsProvider>
  );
}
