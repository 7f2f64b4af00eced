'use client';

import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesRow } from '#server/api-types.ts';
import { AlertDialog } from './alert-dialog.tsx';
import { AlertLine } from './alert-line.tsx';
import styles from './alerts-card.module.css';

const lookIntervalMs = 15_000;

/** What somebody wants to be told about a series, tried on its past. */
export function AlertsCard({ series }: { readonly series: SeriesRow }) {
  const trpc = useTRPC();
  const [opened, dialog] = useDisclosure(false);
  const alerts = useQuery({
    ...trpc.alerts.list.queryOptions({ seriesId: series.id }),
    refetchInterval: lookIntervalMs,
  });
  return (
    <Card
      title="Alerts"
      note={`on ${series.name}, tried on the past`}
      actions={
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={2} />}
          onClick={dialog.open}
        >
          Add alert
        </Button>
      }
    >
      {alerts.isError && <ErrorNote error={alerts.error} onRetry={() => alerts.refetch()} />}
      {alerts.isPending && <Skeleton height={40} />}
      {alerts.data?.length === 0 && (
        <p className="soft">
          None yet. An alert can watch a forecast for a threshold, what comes for its band, live skill, and
          runs that fail.
        </p>
      )}
      {alerts.data && alerts.data.length > 0 && (
        <ul className={styles.list}>
          {alerts.data.map((alert) => (
            <AlertLine key={alert.id} alert={alert} series={series} />
          ))}
        </ul>
      )}
      {opened && <AlertDialog series={series} onClose={dialog.close} />}
    </Card>
  );
}
