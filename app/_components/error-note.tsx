'use client';

import { Button } from '@mantine/core';
import { Note } from '#app/_components/note.tsx';
import { readProblem } from '#app/_lib/read-problem.ts';
import styles from './error-note.module.css';

interface ErrorNoteProps {
  readonly error: unknown;
  /** What was being tried: "The series could not be loaded." */
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** What failed, why, and the one thing to do about it. Read out when it appears. */
export function ErrorNote({ error, title, onRetry }: ErrorNoteProps) {
  return (
    <div role="alert">
      <Note tone="fail">
        <div className={styles.row}>
          <span>
            {title !== undefined && <b>{title} </b>}
            {readProblem(error).message}
          </span>
          {onRetry && (
            <Button variant="default" size="compact-sm" onClick={onRetry}>
              Try again
            </Button>
          )}
        </div>
      </Note>
    </div>
  );
}
