'use client';

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { AlertsCard } from '#app/_components/alerts/alerts-card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { seriesWords } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { useSeries } from '#app/_lib/use-run.ts';
import type { ScheduleRow } from '#server/api-types.ts';
import { LiveFacts } from './live-facts.tsx';
import { NextTimesCard } from './next-times-card.tsx';
import { ScheduleActions } from './schedule-actions.tsx';
import { draftOf, isSameDraft, problemOf, rulesOf, type ScheduleDraft } from './schedule-draft.ts';
import { ScheduleHistory } from './schedule-history.tsx';
import styles from './schedule-layout.module.css';
import { SentenceCard } from './sentence-card.tsx';

/** A schedule that is there: its sentence can be changed, and is kept only when asked. */
export function ScheduleView({ schedule }: { readonly schedule: ScheduleRow }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const series = useSeries(schedule.seriesIds[0]);
  const kept = draftOf(schedule);
  const [changed, setChanged] = useState<Partial<ScheduleDraft>>({});
  const draft = { ...kept, ...changed };
  const isDirty = !isSameDraft(draft, kept);
  const problem = problemOf(draft);
  const saving = useMutation(
    trpc.schedules.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.schedules.pathKey() });
        setChanged({});
      },
    }),
  );
  return (
    <>
      <PageHead
        title={schedule.name}
        lead={problem ?? leadOf(schedule)}
        actions={
          isDirty ? (
            <>
              <Button variant="default" onClick={() => setChanged({})}>
                Discard
              </Button>
              <Button
                disabled={problem !== null}
                loading={saving.isPending}
                onClick={() => saving.mutate({ id: schedule.id, ...rulesOf(draft), config: draft.config })}
              >
                Save
              </Button>
            </>
          ) : (
            <ScheduleActions schedule={schedule} />
          )
        }
      />
      {saving.isError && <ErrorNote error={saving.error} title="The change was not kept." />}
      <div className={styles.top}>
        <SentenceCard
          draft={draft}
          onChange={(change) => setChanged((before) => ({ ...before, ...change }))}
          series={series.data}
          kept={schedule.source}
          subject={
            <Link className="textLink" href={`/series/${schedule.seriesIds[0]}`}>
              {seriesWords(schedule.seriesNames)}
            </Link>
          }
        >
          <LiveFacts schedule={schedule} />
        </SentenceCard>
        <NextTimesCard draft={draft} />
      </div>
      <ScheduleHistory schedule={schedule} />
      {series.data && <AlertsCard series={series.data} />}
    </>
  );
}

function leadOf({ enabled }: ScheduleRow): string {
  return enabled
    ? 'A challenger is trained on a plan and replaces the champion only if it wins on rows that neither has seen.'
    : 'Paused: nothing fires until it is resumed. What falls due meanwhile is not caught up.';
}
