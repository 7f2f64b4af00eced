'use client';

import Link from 'next/link';
import { BrandMark } from './brand-mark.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { CodeButton } from './code-button.tsx';
import { JobChip } from './job-chip.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import styles from './top-bar.module.css';

/** Where you are, what is running, and the page as code. */
export function TopBar() {
  return (
    <header className={styles.bar}>
      <Link className={styles.brand} href="/data" aria-label="Hindcast">
        <BrandMark />
      </Link>
      <Breadcrumb />
      <div className={styles.end}>
        <JobChip />
        <CodeButton />
        <SchemeSwitch />
      </div>
    </header>
  );
}
