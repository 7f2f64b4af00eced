'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Card } from '#app/_components/card.tsx';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { type Fact, Facts } from '#app/_components/facts.tsx';
import { Note } from '#app/_components/note.tsx';
import { expectationWords } from '#app/_lib/expectation-words.ts';
import { formatCount } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { isNetwork } from '#forecasting/forecaster-kind.ts';
import type { PreflightAnswer, SeriesRow } from '#server/api-types.ts';
import { Estimate } from './estimate.tsx';
import styles from './preflight-card.module.css';
import { type ChangePlan, configOf, type RunPlan } from './run-plan.ts';

interface PreflightCardProps {
  readonly row: SeriesRow;
  readonly plan: RunPlan;
  readonly onChange: ChangePlan;
  readonly preflight: UseQueryResult<PreflightAnswer, unknown>;
}

/** What the run will take and what speaks against it, and the button that starts it. */
export function PreflightCard({ row, plan, onChange, preflight }: PreflightCardProps) {
  const { data } = preflight;
  const wantsNetworks = plan.forecasters.some(isNetwork);
  const isRefused = Boolean(data?.shortColumn ?? data?.incomplete);
  const isTooShort = data !== undefined && (data.folds === 0 || (!data.networksPossible && wantsNetworks));
  // The reason is told with its way out; once is enough.
  const warnings = data?.warnings.filter((warning) => !isTooShort || warning !== data.reason) ?? [];
  return (
    <>
      <Card title="Before you start">
        {data ? <Estimate plan={plan} preflight={data} /> : <Skeleton height={84} mb={10} />}
        {data ? <Facts facts={factsOf(row, data)} /> : <Skeleton height={120} />}
        <div className={styles.notes} aria-live="polite">
          {isTooShort && (
            <TooShort
              preflight={data}
              onWithout={() => onChange({ forecasters: plan.forecasters.filter((kind) => !isNetwork(kind)) })}
            />
          )}
          {warnings.map((warning) => (
            <Note key={warning} tone="lose">
              {warning}
            </Note>
          ))}
          {data?.shortColumn && (
            <Note tone="lose">A column that is to be known in advance ends too early: see question 4.</Note>
          )}
          {data?.incomplete && (
            <Note tone="lose">A value is missing, and such series are to be refused.</Note>
          )}
          <Expectation row={row} wantsNetworks={wantsNetworks} />
          {preflight.isError && <ErrorNote error={preflight.error} />}
        </div>
        <StartButton plan={plan} isBlocked={preflight.isError || isTooShort || isRefused} />
      </Card>
      <Card>
        <Facts
          facts={[{ term: 'Verdicts seen on this series', value: <b>{data ? data.verdictsSeen : '…'}</b> }]}
        />
        <p className={styles.verdicts}>
          The more runs you try, the easier one wins by luck. So we count them.
        </p>
      </Card>
    </>
  );
}

interface ExpectationProps {
  readonly row: SeriesRow;
  readonly wantsNetworks: boolean;
}

/** On a random walk networks have nothing to find; better said before they are trained. */
function Expectation({ row, wantsNetworks }: ExpectationProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.series.describe.queryOptions({ id: row.id }, { staleTime: 60_000 }));
  if (!wantsNetworks || data?.forecastability.kind !== 'random-walk') return null;
  return <Note>{expectationWords(data)}</Note>;
}

function factsOf(row: SeriesRow, preflight: PreflightAnswer): Fact[] {
  const steps = (count: number) => stepsInWords(count, row.frequency);
  return [
    {
      term: 'Training windows',
      value: formatCount(preflight.windows),
      definition: 'Pairs of a lookback and the values after it that networks learn from, over all series.',
    },
    {
      term: 'Lookback',
      value: steps(preflight.lookback),
      definition: 'How much of the past a network reads at a time.',
    },
    {
      term: 'Season',
      value: preflight.seasonLength > 1 ? steps(preflight.seasonLength) : 'none',
      definition: 'After how long the series begins to repeat itself, by its step.',
    },
    {
      term: 'Test origins',
      value: formatCount(preflight.folds),
      definition: 'Points in the past from which every forecaster forecasts and is judged.',
    },
    {
      term: 'Between origins',
      value: steps(preflight.stride),
      definition: 'The distance from one test origin to the next.',
    },
    {
      term: 'Scored values',
      value: formatCount(preflight.scoredValues),
      definition:
        'Steps of the horizon from all test origins and of all series: the same for every forecaster.',
    },
    ...preflight.refusedLevels.map((level) => ({
      term: `${level} % band`,
      value: 'too few scores for it',
      definition: `With so few test origins nothing can be promised ${level} % of the time.`,
    })),
  ];
}

interface TooShortProps {
  readonly preflight: PreflightAnswer;
  readonly onWithout: () => void;
}

/** Why no network can be trained, and the run that still can be made. */
function TooShort({ preflight, onWithout }: TooShortProps) {
  const isAnythingPossible = preflight.folds > 0;
  return (
    <Note tone="lose">
      <b>Too few rows for a network.</b> {preflight.reason}{' '}
      {!isAnythingPossible && 'Choose a shorter horizon, or add rows.'}
      {isAnythingPossible && (
        <Button className={styles.without ?? ''} variant="default" size="compact-sm" onClick={onWithout}>
          Run without networks
        </Button>
      )}
    </Note>
  );
}

function StartButton({ plan, isBlocked }: { readonly plan: RunPlan; readonly isBlocked: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const starting = useMutation(
    trpc.runs.create.mutationOptions({
      onSuccess: async ({ id }) => {
        router.push(`/runs/${id}`);
        await queryClient.invalidateQueries({ queryKey: trpc.system.status.queryKey() });
      },
    }),
  );
  return (
    <div className={styles.start}>
      {starting.isError && <ErrorNote title="The run was not started." error={starting.error} />}
      <Button
        fullWidth
        leftSection={<IconPlayerPlay size={15} stroke={1.75} />}
        disabled={isBlocked}
        loading={starting.isPending || starting.isSuccess}
        onClick={() => starting.mutate({ seriesIds: [...plan.seriesIds], config: configOf(plan) })}
      >
        Start run
      </Button>
      <p className={styles.promise}>Naive results within a second. You can close the page.</p>
    </div>
  );
}
