import { Skeleton } from '@mantine/core';
import { PageHead } from '#app/_components/page-head.tsx';
import styles from './import-screen.module.css';

/** The import page while the file is being read. */
export function ImportSkeleton() {
  return (
    <>
      <PageHead title="Reading the file" lead="Nothing is kept yet." />
      <div className={styles.body} aria-busy="true">
        <Skeleton className={styles.lines ?? ''} height={414} radius="lg" />
        <Skeleton className={styles.evidence ?? ''} height={414} radius="lg" />
      </div>
    </>
  );
}
