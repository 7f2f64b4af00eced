'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import styles from './breadcrumb.module.css';
import { type Crumb, useCurrentFrame } from './page-frame.tsx';
import { sectionOf } from './sections.ts';

/** The way from the section to the page. Until the page has said its own, the section stands there. */
export function Breadcrumb() {
  const section = sectionOf(usePathname());
  const crumbs: readonly Crumb[] = useCurrentFrame()?.crumbs ?? (section ? [{ label: section.label }] : []);
  return (
    <nav className={styles.nav} aria-label="Breadcrumb">
      <ol className={styles.crumbs}>
        {crumbs.map((crumb, index) => (
          <li key={crumb.href ?? crumb.label} className={styles.crumb}>
            <CrumbText crumb={crumb} here={index === crumbs.length - 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function CrumbText({ crumb, here }: { readonly crumb: Crumb; readonly here: boolean }) {
  if (here) {
    return (
      <span className={styles.here} aria-current="page">
        {crumb.label}
      </span>
    );
  }
  return crumb.href ? <Link href={crumb.href}>{crumb.label}</Link> : <span>{crumb.label}</span>;
}
