'use client';

import { IconCheck } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { Facts } from '#app/_components/facts.tsx';
import { ForecasterSwatch } from '#app/_components/forecaster-mark.tsx';
import { ProgressBar } from '#app/_components/progress-bar.tsx';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { formatError } from '#app/_lib/training-words.ts';
import {
  type BaselineKind,
  isNaive,
  isNetwork,
  type NetworkKind,
  naiveKinds,
} from '#forecasting/forecaster-kind.ts';
import { BaselinesCard } from './baselines-card.tsx';
import styles from './forecaster-cards.module.css';
import { NetworkCard } from './network-card.tsx';
import type { TrainingPart } from './training-view.ts';

/** A card for the naive forecasters together, one for the other baselines, and one for each network. */
export function ForecasterCards(part: TrainingPart) {
  const kinds = part.training.plan?.forecasters ?? part.run.config.forecasters;
  const networks = kinds.filter((kind): kind is NetworkKind => isNetwork(kind));
  const baselines = kinds.filter((kind): kind is BaselineKind => !isNetwork(kind) && !isNaive(kind));
  return (
    <div className={styles.cards}>
      <NaiveCard {...part} />
      {networks.map((kind) => (
        <NetworkCard key={kind} kind={kind} {...part} />
      ))}
      {baselines.length > 0 && <BaselinesCard kinds={baselines} {...part} />}
    </div>
  );
}

function NaiveCard({ training, unit, naming }: TrainingPart) {
  const told = [...training.baselines].sort((a, b) => a.validationError - b.validationError);
  const done = told.length > 0;
  const seconds = told.reduce((sum, baseline) => sum + baseline.fitSeconds, 0);
  const facts = done
    ? told.map((baseline) => ({
        term: forecasterName(baseline.kind, naming),
        value: formatError(baseline.validationError, unit),
      }))
    : naiveKinds.map((kind) => ({ term: forecasterName(kind, naming), value: 'n/a' }));
  return (
    <Card label="Naive forecasters" className={styles.card}>
      <div className={styles.head}>
        <span className={styles.naive}>
          <ForecasterSwatch kind="seasonal-naive" />
          Naive forecasters
        </span>
        {done && (
          <ToneBadge tone="win" icon={<IconCheck size={13} stroke={2.2} aria-hidden />}>
            Done, {formatElapsed(seconds)}
          </ToneBadge>
        )}
      </div>
      <ProgressBar
        share={told.length / naiveKinds.length}
        label="Progress of the naive forecasters"
        color="var(--hc-naive)"
      />
      <div className={styles.facts}>
        <Facts facts={facts} />
      </div>
    </Card>
  );
}
