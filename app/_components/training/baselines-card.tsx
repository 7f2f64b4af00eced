import { IconCheck } from '@tabler/icons-react';
import { Card } from '#app/_components/card.tsx';
import { ForecasterMark } from '#app/_components/forecaster-mark.tsx';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { isActive } from '#app/_lib/run-words.ts';
import type { ForecasterState } from '#app/_lib/training-state.ts';
import { type BaselineKind, isLinear } from '#forecasting/forecaster-kind.ts';
import styles from './forecaster-cards.module.css';
import type { TrainingPart } from './training-view.ts';

interface BaselinesCardProps extends TrainingPart {
  /** Baselines that are not naive; at least one. */
  readonly kinds: readonly BaselineKind[];
}

/** The baselines that are fitted before the networks are trained, in a row: how far they are. */
export function BaselinesCard({ kinds, run, training, naming }: BaselinesCardProps) {
  const title = kinds.every(isLinear) ? 'Linear forecasters' : 'Other baselines';
  const states = kinds.map((kind) => training.forecasters[kind]?.finished ?? null);
  const finished = states.filter((state) => state !== null);
  const seconds = finished.reduce((sum, { fitSeconds }) => sum + fitSeconds, 0);
  return (
    <Card label={title} className={styles.row}>
      <b className={styles.title}>{title}</b>
      <ul className={styles.items}>
        {kinds.map((kind, i) => (
          <li key={kind}>
            <ForecasterMark kind={kind} {...naming} /> {howFar(states[i] ?? null, isActive(run))}
          </li>
        ))}
      </ul>
      {finished.length === kinds.length && (
        <ToneBadge tone="win" icon={<IconCheck size={13} stroke={2.2} aria-hidden />}>
          Done, {formatElapsed(seconds)}
        </ToneBadge>
      )}
    </Card>
  );
}

function howFar(finished: ForecasterState['finished'], isAwaited: boolean): string {
  if (finished === null) return isAwaited ? 'waiting' : 'not fitted';
  return finished.failure === null ? `fitted in ${formatElapsed(finished.fitSeconds)}` : 'no result';
}
