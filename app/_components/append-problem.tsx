import { Button } from '@mantine/core';
import { readProblem } from '#app/_lib/read-problem.ts';
import styles from './append-problem.module.css';
import { ErrorNote } from './error-note.tsx';

interface AppendProblemProps {
  readonly error: unknown;
  /** Sends the same rows again, as a revision. */
  readonly onRevise: () => void;
}

/** Why nothing was appended; where the past would change, the way to take the change and keep what stood there. */
export function AppendProblem({ error, onRevise }: AppendProblemProps) {
  const isRewritten = readProblem(error).code === 'history-changed';
  return (
    <div className={styles.problem}>
      <ErrorNote {...(isRewritten ? {} : { title: 'Nothing was appended.' })} error={error} />
      {isRewritten && (
        <div className={styles.way}>
          <p className="soft">
            Offices revise their figures: the new values can be taken. The old ones are kept with this day as
            a vintage, and stay to be seen on the page of the series.
          </p>
          <Button variant="default" onClick={onRevise}>
            Take the new values, keep the old ones
          </Button>
        </div>
      )}
    </div>
  );
}
