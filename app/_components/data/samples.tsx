'use client';

import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { Sparkline } from '#app/_components/sparkline.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { frequencyInWords } from '#app/_lib/frequency-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { SampleRow } from '#server/api-types.ts';
import styles from './samples.module.css';

/** Real series that come with Hindcast, each saying beforehand what to expect of it. */
export function Samples({ isFirstLaunch }: { readonly isFirstLaunch: boolean }) {
  const trpc = useTRPC();
  const samples = useQuery(
    trpc.samples.list.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <section className={styles.section} aria-labelledby="samples">
      <div className={styles.head}>
        <h2 id="samples">{isFirstLaunch ? 'Or try a sample' : 'Bundled samples'}</h2>
        <span className={styles.note}>Each says beforehand what to expect, so you can check us.</span>
      </div>
      {samples.isError ? (
        <ErrorNote
          title="The samples could not be read."
          error={samples.error}
          onRetry={() => samples.refetch()}
        />
      ) : (
        <div className={styles.cards}>
          {samples.data?.map((sample) => <SampleCard key={sample.key} sample={sample} />) ?? (
            <SampleSkeletons />
          )}
        </div>
      )}
    </section>
  );
}

function SampleCard({ sample }: { readonly sample: SampleRow }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const adding = useMutation(
    trpc.samples.add.mutationOptions({
      onSuccess: async ({ seriesIds }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.series.list.queryKey() });
        const [first] = seriesIds;
        if (first !== undefined) router.push(`/series/${first}/run`);
      },
    }),
  );
  const isBusy = adding.isPending || adding.isSuccess;
  return (
    <article className={styles.card}>
      <div className={styles.title}>
        <h3>{sample.title}</h3>
        <Button
          variant="default"
          size="compact-sm"
          loading={isBusy}
          aria-label={`Try with ${sample.title}`}
          onClick={() => adding.mutate({ key: sample.key })}
        >
          Try with this
        </Button>
      </div>
      <p className="dim small">
        {countOf(sample.rows, 'row')} · {frequencyInWords(sample.frequency)}
        {sample.seriesNames.length > 1 && ` · ${sample.seriesNames.length} series`}
      </p>
      <div className={styles.line}>
        <Sparkline
          values={sample.sparkline}
          width={372}
          height={54}
          filled={false}
          label={sample.description}
        />
      </div>
      <p className="small soft">{sample.expectation}</p>
      <p className="small dim">{sample.source}</p>
      {adding.isError && <ErrorNote error={adding.error} />}
    </article>
  );
}

function SampleSkeletons() {
  return ['one', 'two', 'three'].map((key) => <Skeleton key={key} height={172} radius="lg" />);
}
