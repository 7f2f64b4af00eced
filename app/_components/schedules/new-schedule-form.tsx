'use client';

import { Button, MultiSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { plainListbox } from '#app/_lib/plain-listbox.ts';
import { seriesWords } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SeriesRow } from '#server/api-types.ts';
import { NextTimesCard } from './next-times-card.tsx';
import { problemOf, rulesOf, type ScheduleDraft } from './schedule-draft.ts';
import styles from './schedule-layout.module.css';
import { SentenceCard } from './sentence-card.tsx';
import { Slot } from './slot.tsx';

interface NewScheduleFormProps {
  readonly all: readonly SeriesRow[];
  readonly start: ScheduleDraft;
}

/** The sentence, the next five times, and the button that keeps it. */
export function NewScheduleForm({ all, start }: NewScheduleFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<ScheduleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const problem = problemOf(draft);
  const making = useMutation(
    trpc.schedules.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.schedules.pathKey() });
        router.push(`/schedules/${id}`);
      },
    }),
  );
  const first = all.find(({ id }) => id === draft.seriesIds[0]);
  return (
    <>
      <PageHead
        title="New schedule"
        lead={problem ?? 'It trains again by itself and keeps every forecast it makes.'}
        actions={
          <Button
            disabled={problem !== null}
            loading={making.isPending || making.isSuccess}
            onClick={() =>
              making.mutate({ ...rulesOf(draft), seriesIds: [...draft.seriesIds], config: draft.config })
            }
          >
            Make the schedule
          </Button>
        }
      />
      {making.isError && <ErrorNote error={making.error} title="The schedule was not made." />}
      <div className={styles.top}>
        <SentenceCard
          draft={draft}
          onChange={change}
          series={first}
          subject={
            <SeriesSlot all={all} chosen={draft.seriesIds} onChange={(seriesIds) => change({ seriesIds })} />
          }
        />
        <NextTimesCard draft={draft} />
      </div>
    </>
  );
}

interface SeriesSlotProps {
  readonly all: readonly SeriesRow[];
  readonly chosen: readonly number[];
  readonly onChange: (seriesIds: number[]) => void;
}

function SeriesSlot({ all, chosen, onChange }: SeriesSlotProps) {
  const names = chosen.map((id) => all.find((row) => row.id === id)?.name ?? `series ${id}`);
  return (
    <Slot label="Series" value={seriesWords(names)}>
      <MultiSelect
        {...plainListbox}
        label="Series"
        description="Several series share one network."
        searchable
        hidePickedOptions
        limit={100}
        comboboxProps={{ withinPortal: false }}
        data={all.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={chosen.map(String)}
        onChange={(values) => onChange(values.map(Number))}
      />
    </Slot>
  );
}
