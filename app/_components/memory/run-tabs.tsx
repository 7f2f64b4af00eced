'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isNetwork } from '#forecasting/forecaster-kind.ts';
import type { RunRow } from '#server/api-types.ts';
import styles from './run-tabs.module.css';

interface RunTabsProps {
  readonly run: RunRow;
  readonly seriesId?: number | undefined;
}

/** The views of one finished run; those that trained networks can be looked into. */
export function RunTabs({ run, seriesId }: RunTabsProps) {
  const path = usePathname();
  if (run.state !== 'succeeded') return null;
  const trained = run.modelRunId ?? run.id;
  const of = seriesId === undefined ? '' : `?series=${seriesId}`;
  const tabs = [
    { label: 'Verdict', href: `/runs/${trained}/compare` },
    { label: 'Forecast', href: `/runs/${run.id}/forecast` },
    { label: 'Training', href: `/runs/${trained}` },
    ...(run.config.forecasters.some(isNetwork)
      ? [{ label: 'Memory X-ray', href: `/runs/${run.id}/memory` }]
      : []),
  ];
  return (
    <nav className={styles.tabs} aria-label="Views of this run">
      {tabs.map(({ label, href }) => (
        <Link
          key={href}
          className={styles.tab}
          href={`${href}${of}`}
          prefetch={false}
          aria-current={path === href ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
