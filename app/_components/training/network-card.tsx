'use client';

import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { Facts } from '#app/_components/facts.tsx';
import { ForecasterMark } from '#app/_components/forecaster-mark.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { forecasterName, forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { countOf, formatScore } from '#app/_lib/format-number.ts';
import { isActive } from '#app/_lib/run-words.ts';
import {
  type BaselineState,
  bestBaseline,
  epochUnder,
  type ForecasterState,
  type LearningCurve,
  type TrainingState,
} from '#app/_lib/training-state.ts';
import { errorChange, formatError } from '#app/_lib/training-words.ts';
import type { NetworkKind } from '#forecasting/forecaster-kind.ts';
import styles from './forecaster-cards.module.css';
import type { TrainingPart } from './training-view.ts';

interface NetworkCardProps extends TrainingPart {
  readonly kind: NetworkKind;
}

/** One network: how far it is, how good at best, when it passed the naive, how fast. */
export function NetworkCard({ kind, run, training, unit }: NetworkCardProps) {
  const state = training.forecasters[kind];
  const curve = bestCurve(state);
  const naive = bestBaseline(training);
  const seeds = training.plan?.seeds ?? run.config.seeds;
  const name = forecasterName(kind);
  const failure = state?.finished?.failure;
  return (
    <Card label={name} className={styles.card}>
      <div className={styles.head}>
        <ForecasterMark kind={kind} />
        <StateBadge state={state} seeds={seeds} isOver={!isActive(run)} />
      </div>
      <ProgressBar
        share={shareOf(state, training, seeds)}
        label={`Progress of ${name}`}
        color={forecasterStyles[kind].color}
      />
      <div className={styles.facts}>
        <Facts
          facts={[
            {
              term: state?.finished ? 'Best' : 'Best so far',
              value: <BestError curve={curve} naive={naive} unit={unit} />,
              definition:
                'The smallest error on the validation rows, and how much less (−) or more (+) that is than the best naive one’s.',
            },
            {
              term: 'Passed the naive',
              value: passedWords(curve, naive, state?.finished !== undefined),
              definition:
                'The first epoch of the best network with a smaller error than the best naive forecast.',
            },
            {
              term: 'Speed',
              value: speedWords(state?.curves.at(-1)),
              definition: 'Of the latest network; an epoch is one pass over at most 64 batches of windows.',
            },
            state?.finished
              ? {
                  term: timeTerm(state),
                  value: formatElapsed(state.finished.fitSeconds),
                  definition: 'Time of training those that answer, the trainings on all rows not counted.',
                }
              : { term: seeds > 1 ? 'Networks' : 'Best epoch', value: lastFact(state, curve, seeds) },
          ]}
        />
      </div>
      {failure && <p className={styles.failure}>{failure}</p>}
    </Card>
  );
}

function bestCurve(state: ForecasterState | undefined): LearningCurve | undefined {
  return state?.curves.reduce<LearningCurve | undefined>(
    (best, curve) => (best && best.bestError <= curve.bestError ? best : curve),
    undefined,
  );
}

interface StateBadgeProps {
  readonly state: ForecasterState | undefined;
  readonly seeds: number;
  /** The run has ended. */
  readonly isOver: boolean;
}

function StateBadge({ state, seeds, isOver }: StateBadgeProps) {
  if (state?.finished?.failure?.startsWith('Not trained'))
    return <ToneBadge tone="plain">Not trained</ToneBadge>;
  if (state?.finished?.failure) {
    return (
      <ToneBadge tone="fail" icon={<IconAlertTriangle size={13} aria-hidden />}>
        Failed
      </ToneBadge>
    );
  }
  if (state?.finished) {
    return (
      <ToneBadge tone="win" icon={<IconCheck size={13} stroke={2.2} aria-hidden />}>
        Done
      </ToneBadge>
    );
  }
  const curve = state?.curves.at(-1);
  const point = curve?.points.at(-1);
  if (!curve || !point) return <ToneBadge tone="plain">{isOver ? 'Not trained' : 'waiting'}</ToneBadge>;
  const network = seeds > 1 ? `, network ${curve.member + 1}` : '';
  return (
    <ToneBadge tone="plain">
      epoch {point.epoch} of {curve.epochs}
      {network}
    </ToneBadge>
  );
}

/** Epochs of all networks of a kind. Early stopping ends one sooner: then it counts as whole. */
function shareOf(state: ForecasterState | undefined, training: TrainingState, seeds: number): number {
  if (state?.finished) return 1;
  const curve = state?.curves.at(-1);
  if (!state || !curve) return 0;
  const epochs = training.plan?.epochs ?? curve.epochs;
  const finished = state.curves.length - 1;
  return Math.min(1, (finished + (curve.points.at(-1)?.epoch ?? 0) / Math.max(1, epochs)) / seeds);
}

interface BestErrorProps {
  readonly curve: LearningCurve | undefined;
  readonly naive: BaselineState | null;
  readonly unit: string | null;
}

function BestError({ curve, naive, unit }: BestErrorProps) {
  if (!curve) return 'n/a';
  const isBetter = naive !== null && curve.bestError < naive.validationError;
  return (
    <>
      {formatError(curve.bestError, unit)}
      {naive && (
        <span className={isBetter ? styles.better : styles.worse}>
          {errorChange(curve.bestError, naive.validationError)}
        </span>
      )}
    </>
  );
}

function timeTerm({ curves }: ForecasterState): string {
  return curves.length > 1 ? `Time, ${countOf(curves.length, 'network')}` : 'Time';
}

function passedWords(curve: LearningCurve | undefined, naive: BaselineState | null, isOver: boolean): string {
  if (!curve || !naive) return 'n/a';
  const epoch = epochUnder(curve, naive.validationError);
  if (epoch !== null) return `epoch ${epoch}`;
  return isOver ? 'never' : 'not yet';
}

function speedWords(curve: LearningCurve | undefined): string {
  if (!curve || curve.secondsPerEpoch <= 0) return 'n/a';
  return curve.secondsPerEpoch > 1
    ? `${formatScore(curve.secondsPerEpoch)} s an epoch`
    : `${formatScore(1 / curve.secondsPerEpoch)} epochs/s`;
}

function lastFact(
  state: ForecasterState | undefined,
  curve: LearningCurve | undefined,
  seeds: number,
): string {
  const begun = state?.curves.length ?? 0;
  if (seeds > 1) return `${begun} of ${Math.max(seeds, begun)}`;
  if (!curve) return 'n/a';
  return curve.bestEpoch === 0 ? 'the start, untrained' : String(curve.bestEpoch);
}
