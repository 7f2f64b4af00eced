import { Note } from '#app/_components/note.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import type { TrainingState } from '#app/_lib/training-state.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import type { RunRow } from '#server/api-types.ts';
import styles from './run-notes.module.css';

interface RunNotesProps {
  readonly run: RunRow;
  readonly training: TrainingState;
}

/** What the run had to say besides numbers: forecasters that failed, and its own remarks. */
export function RunNotes({ run, training }: RunNotesProps) {
  const failures = Object.entries(training.forecasters).flatMap(([kind, state]) =>
    state.finished?.failure ? [{ kind: kind as ForecasterKind, failure: state.finished.failure }] : [],
  );
  // Why the run failed stands above already.
  const notes = [...new Set(training.notes)].filter((note) => note !== run.errorMessage);
  if (failures.length === 0 && notes.length === 0) return null;
  return (
    <div className={styles.notes} aria-live="polite">
      {failures.map(({ kind, failure }) => (
        <Note key={kind} tone="lose">
          <b>{forecasterName(kind)} has no result.</b> {failure} The other forecasters are complete.
        </Note>
      ))}
      {notes.map((note) => (
        <Note key={note}>{note}</Note>
      ))}
    </div>
  );
}
