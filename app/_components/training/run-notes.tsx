import { Note } from '#app/_components/note.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import type { TrainingState } from '#app/_lib/training-state.ts';
import type { ForecasterKind } from '#forecasting/forecaster-kind.ts';
import styles from './run-notes.module.css';

/** What the run had to say besides numbers: forecasters that failed, and its own remarks. */
export function RunNotes({ training }: { readonly training: TrainingState }) {
  const failures = Object.entries(training.forecasters).flatMap(([kind, state]) =>
    state.finished?.failure ? [{ kind: kind as ForecasterKind, failure: state.finished.failure }] : [],
  );
  if (failures.length === 0 && training.notes.length === 0) return null;
  return (
    <div className={styles.notes} aria-live="polite">
      {failures.map(({ kind, failure }) => (
        <Note key={kind} tone="lose">
          <b>{forecasterName(kind)} has no result.</b> {failure} The other forecasters are complete.
        </Note>
      ))}
      {[...new Set(training.notes)].map((note) => (
        <Note key={note}>{note}</Note>
      ))}
    </div>
  );
}
