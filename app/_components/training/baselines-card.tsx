import { IconCheck } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { Facts } from '#app/_components/facts.tsx';
import { ForecasterSwatch } from '#app/_components/forecaster-mark.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import type { ForecasterState } from '#app/_lib/training-state.ts';
import { type BaselineKind, isLinear } from '#forecasting/forecaster-kind.ts';
import styles from './forecaster-cards.module.css';
import type { TrainingPart } from './training-view.ts';

interface BaselinesCardProps extends TrainingPart {
  /** Baselines that are not naive; at least one. */
  readonly kinds: readonly BaselineKind[];
}

/** The baselines that are fitted before the networks are trained: how far they are. */
export function BaselinesCard({ kinds, training, naming }: BaselinesCardProps) {
  const title = kinds.every(isLinear) ? 'Linear forecasters' : 'Other baselines';
  const states = kinds.map((kind) => training.forecasters[kind]?.finished ?? null);
  const finished = states.filter((state) => state !== null);
  const seconds = finished.reduce((sum, { fitSeconds }) => sum + fitSeconds, 0);
  return (
    <Card label={title} className={styles.card}>
      <div className={styles.head}>
        <span className={styles.naive}>
          <ForecasterSwatch kind={kinds[0]!} />
          {title}
        </span>
        {finished.length === kinds.length && (
          <ToneBadge tone="win" icon={<IconCheck size={13} stroke={2.2} aria-hidden />}>
            Done, {formatElapsed(seconds)}
          </ToneBadge>
        )}
      </div>
      <ProgressBar
        share={finished.length / kinds.length}
        label={`Progress of the ${title.toLowerCase()}`}
        color="var(--hc-classic)"
      />
      <div className={styles.facts}>
        <Facts
          facts={kinds.map((kind, i) => ({
            term: forecasterName(kind, naming),
            value: howFar(states[i] ?? null),
          }))}
        />
      </div>
    </Card>
  );
}

function howFar(finished: ForecasterState['finished']): string {
  if (finished === null) return 'waiting';
  return finished.failure === null ? `fitted in ${formatElapsed(finished.fitSeconds)}` : 'no result';
}
