'use client';

import { Skeleton } from '@mantine/core';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import styles from './next-times-card.module.css';
import { rulesOf, type ScheduleDraft } from './schedule-draft.ts';
import { useNextTimes } from './use-next-times.ts';

const shownTimes = 5;

/** The next five times of the draft, asked for as it changes, and what happens at each. */
export function NextTimesCard({ draft }: { readonly draft: ScheduleDraft }) {
  const { cron, forecastCron } = rulesOf(draft);
  const trainings = useNextTimes(cron, draft.zone);
  const forecasts = useNextTimes(forecastCron, draft.zone);
  const byClock = cron !== null || forecastCron !== null;
  const asked = [cron === null ? null : trainings, forecastCron === null ? null : forecasts].filter(
    (one) => one !== null,
  );
  const failed = asked.find((one) => one.isError);
  const isPending = !failed && asked.some((one) => one.isPending);
  const next = mergeTimes(
    cron === null ? [] : trainings.data?.times,
    forecastCron === null ? [] : forecasts.data?.times,
  );
  return (
    <Card title="Next five" note={byClock ? `${draft.zone.replaceAll('_', ' ')} time` : undefined}>
      <div className={styles.box} aria-live="polite">
        {!byClock && <ByRowsAlone draft={draft} />}
        {failed && <ErrorNote error={failed.error} />}
        {isPending && <Skeleton height={150} />}
        {byClock && !failed && !isPending && (
          <ol className={styles.times}>
            {next.map(({ at, does }) => (
              <li key={at} className={styles.time}>
                <b>{inZone(at, draft.zone)}</b>
                <span className="soft">{does}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Card>
  );
}

/** Where both are due a training does both. */
function mergeTimes(trainings: readonly number[] = [], forecasts: readonly number[] = []) {
  const trained = new Set(trainings);
  return [
    ...trainings.map((at) => ({ at, does: 'train, then referee' })),
    ...forecasts.filter((at) => !trained.has(at)).map((at) => ({ at, does: 'forecast' })),
  ]
    .sort((a, b) => a.at - b.at)
    .slice(0, shownTimes);
}

function ByRowsAlone({ draft: { everyRows, underNaiveRows } }: { readonly draft: ScheduleDraft }) {
  if (everyRows === null && underNaiveRows === null) return <p className="dim">It never fires yet.</p>;
  return (
    <p className="soft">
      {everyRows === null
        ? 'Whenever the naive was better for long enough, at any time.'
        : `Whenever ${countOf(everyRows, 'new row')} have come, at any time.`}
    </p>
  );
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
