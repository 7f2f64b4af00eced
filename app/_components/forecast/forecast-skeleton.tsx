import { Skeleton } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import styles from './forecast-page.module.css';

/** The page's final layout while the forecast is being fetched. */
export function ForecastSkeleton() {
  return (
    <>
      <PageHead
        title={<Skeleton height={25} width={380} maw="80%" />}
        lead={<Skeleton height={16} width={420} maw="90%" />}
        actions={<Skeleton height={32} width={280} />}
      />
      <Card label="Loading the reason">
        <Skeleton height={24} />
      </Card>
      <Card label="Loading the forecast">
        <Skeleton height={350} />
      </Card>
      <div className={styles.three}>
        {['values', 'bands', 'ledger'].map((part) => (
          <Card key={part} label={`Loading the ${part}`}>
            <Skeleton height={250} />
          </Card>
        ))}
      </div>
    </>
  );
}
