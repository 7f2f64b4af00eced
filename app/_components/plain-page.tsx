'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import styles from './plain-page.module.css';
import { BrandMark } from './shell/brand-mark.tsx';

interface PlainPageProps {
  readonly title: string;
  readonly action?: { readonly href: string; readonly label: string };
  readonly children: ReactNode;
}

/** A page without the shell: one card in the middle. */
export function PlainPage({ title, action, children }: PlainPageProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <BrandMark />
          <b>Hindcast</b>
        </div>
        <h1>{title}</h1>
        <div className={styles.content}>{children}</div>
        {action && (
          <Button component={Link} href={action.href} className={styles.action ?? ''}>
            {action.label}
          </Button>
        )}
      </div>
    </main>
  );
}
