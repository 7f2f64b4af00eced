'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Card } from '#app/_components/card.tsx';
import { EmptyState } from '#app/_components/empty-state.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { scheduleCode } from '#app/_lib/page-code.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { ScheduleView } from './schedule-view.tsx';

const lookIntervalMs = 15_000;

/** One schedule: its sentence, its next times, what it did. */
export function ScheduleScreen({ scheduleId }: { readonly scheduleId: number }) {
  const trpc = useTRPC();
  const schedules = useQuery({ ...trpc.schedules.list.queryOptions({}), refetchInterval: lookIntervalMs });
  const schedule = schedules.data?.find(({ id }) => id === scheduleId);
  const name = schedule?.name ?? `Schedule ${scheduleId}`;
  usePageFrame({
    crumbs: [{ label: 'Schedules', href: '/schedules' }, { label: name }],
    code: scheduleCode(scheduleId),
  });
  if (schedules.isError && !schedules.data) {
    return (
      <ErrorNote
        error={schedules.error}
        title="The schedule could not be loaded."
        onRetry={() => schedules.refetch()}
      />
    );
  }
  if (!schedules.data) {
    return (
      <>
        <PageHead
          title={<Skeleton height={25} width={320} maw="80%" />}
          lead={<Skeleton height={16} width={420} maw="90%" />}
        />
        <Card label="Loading the schedule">
          <Skeleton height={190} />
        </Card>
      </>
    );
  }
  if (!schedule) {
    return (
      <EmptyState
        title="This schedule is gone"
        action={
          <Link className="textLink" href="/schedules">
            All schedules
          </Link>
        }
      >
        It has been deleted. The runs and forecasts that it made are still there.
      </EmptyState>
    );
  }
  return <ScheduleView key={schedule.id} schedule={schedule} />;
}
