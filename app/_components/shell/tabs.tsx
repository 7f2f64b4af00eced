'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { sectionOf, sections } from './sections.ts';
import styles from './tabs.module.css';

/** The phone's way between sections. */
export function Tabs() {
  const active = sectionOf(usePathname());
  return (
    <nav className={styles.tabs} aria-label="Main, phone">
      {sections.map((section) => (
        <Link
          key={section.href}
          className={styles.tab}
          href={section.href}
          prefetch={false}
          aria-current={section === active ? 'page' : undefined}
        >
          <section.icon size={20} stroke={1.75} />
          {section.label}
        </Link>
      ))}
    </nav>
  );
}
