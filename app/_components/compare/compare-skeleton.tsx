import { Skeleton } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import styles from './compare-view.module.css';

/** The page's final layout while the result is being fetched. */
export function CompareSkeleton() {
  return (
    <>
      <PageHead
        title={<Skeleton height={25} width={380} maw="80%" />}
        lead={<Skeleton height={16} width={420} maw="90%" />}
        actions={<Skeleton height={32} width={280} />}
      />
      <Card label="Loading the verdict">
        <Skeleton height={140} />
      </Card>
      <Card label="Loading the leaderboard">
        <Skeleton height={228} />
      </Card>
      <div className={styles.charts}>
        <Card label="Loading the backtest">
          <Skeleton height={310} />
        </Card>
        <Card label="Loading the errors">
          <Skeleton height={310} />
        </Card>
      </div>
    </>
  );
}
