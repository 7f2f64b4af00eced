'use client';

import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import styles from './next-times-card.module.css';
import { rulesOf, type ScheduleDraft } from './schedule-draft.ts';

/** The next five times of the draft, asked for as it changes. */
export function NextTimesCard({ draft }: { readonly draft: ScheduleDraft }) {
  const trpc = useTRPC();
  const times = rulesOf(draft);
  const [cron] = useDebouncedValue(times.cron, 250);
  const next = useQuery({
    ...trpc.schedules.nextTimes.queryOptions(cron === null ? skipToken : { cron, zone: draft.zone }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Card
      title="Next five"
      note={times.cron === null ? undefined : `${draft.zone.replaceAll('_', ' ')} time`}
    >
      <div className={styles.box} aria-live="polite">
        {times.cron === null && <ByRowsAlone everyRows={draft.everyRows} />}
        {times.cron !== null && next.isError && <ErrorNote error={next.error} />}
        {times.cron !== null && next.isPending && <Skeleton height={150} />}
        {times.cron !== null && next.data && !next.isError && (
          <ol className={styles.times}>
            {next.data.times.map((at) => (
              <li key={at} className={styles.time}>
                <b>{inZone(at, draft.zone)}</b>
                <span className="soft">train, forecast</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Card>
  );
}

function ByRowsAlone({ everyRows }: { readonly everyRows: number | null }) {
  if (everyRows === null) return <p className="dim">It never fires yet.</p>;
  return <p className="soft">Whenever {countOf(everyRows, 'new row')} have come, at any time.</p>;
}

function inZone(at: number, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at);
  } catch {
    return new Date(at).toISOString();
  }
}
