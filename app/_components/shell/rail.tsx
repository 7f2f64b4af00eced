'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { BrandMark } from './brand-mark.tsx';
import styles from './rail.module.css';
import { sectionOf, sections } from './sections.ts';
import { WorkerStatus } from './worker-status.tsx';

/** The sections in the order of the work, and who is at work. */
export function Rail() {
  const active = sectionOf(usePathname());
  return (
    <nav className={styles.rail} aria-label="Main">
      <Link className={styles.brand} href="/data">
        <BrandMark />
        <b>Hindcast</b>
      </Link>
      {sections.map((section) => (
        <Link
          key={section.href}
          className={`${styles.link} ${section.beside ? styles.beside : ''}`}
          href={section.href}
          prefetch={false}
          aria-current={section === active ? 'page' : undefined}
        >
          <section.icon size={17} stroke={1.75} />
          {section.label}
        </Link>
      ))}
      <WorkerStatus />
    </nav>
  );
}
