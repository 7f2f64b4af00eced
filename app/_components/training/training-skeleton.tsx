import { Skeleton } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import cardStyles from './forecaster-cards.module.css';
import styles from './training-screen.module.css';

/** The page's final layout while the run is being fetched. */
export function TrainingSkeleton() {
  return (
    <>
      <PageHead
        title={<Skeleton height={25} width={380} maw="80%" />}
        lead={<Skeleton height={16} width={420} maw="90%" />}
        actions={<Skeleton height={32} width={120} />}
      />
      <Card label="Loading the run">
        <Skeleton height={36} />
      </Card>
      <div className={styles.charts}>
        <Card label="Loading the curves">
          <Skeleton height={340} />
        </Card>
        <Card label="Loading the window">
          <Skeleton height={340} />
        </Card>
      </div>
      <div className={cardStyles.cards}>
        {['naive', 'rnn', 'lstm', 'gru'].map((kind) => (
          <Card key={kind} label="Loading a forecaster">
            <Skeleton height={134} />
          </Card>
        ))}
      </div>
    </>
  );
}
