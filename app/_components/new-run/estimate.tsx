'use client';

import { Tooltip } from '@mantine/core';
import { estimateWords } from '#app/_lib/estimate-words.ts';
import type { PreflightAnswer } from '#server/api-types.ts';
import styles from './estimate.module.css';
import type { RunPlan } from './run-plan.ts';

const definition =
  'From the start of the run to its last forecast, waiting in the queue left out: what its fits, trainings, tests and the trainings on all rows take by their sizes, times how much longer or shorter the last runs took here. A training ends when it learns nothing more, so the time is never known to the second.';

interface EstimateProps {
  readonly plan: Pick<RunPlan, 'epochs' | 'seeds' | 'budgetSeconds'>;
  readonly preflight: PreflightAnswer;
}

/** About how long a run takes, of what, and what the estimate rests on. */
export function Estimate({ plan, preflight }: EstimateProps) {
  const { about, work, ground } = estimateWords(preflight, plan);
  return (
    <div className={styles.estimate}>
      <Tooltip
        label={definition}
        multiline
        w={300}
        events={{ hover: true, focus: true, touch: true }}
        withArrow
      >
        <button type="button" className={styles.big} aria-description={definition}>
          {about}
        </button>
      </Tooltip>
      <p className="dim small">{work}</p>
      <p className="dim small">{ground}</p>
    </div>
  );
}
