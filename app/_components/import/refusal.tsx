'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import type { RawLine } from '#forecasting/reading/reading.ts';
import type { ReadingPreview } from '#server/api-types.ts';
import styles from './refusal.module.css';

/** Why a file cannot be read: the reason, the line it is about, and what to do. */
export function Refusal({ preview }: { readonly preview: ReadingPreview }) {
  const issue = preview.warnings.find(({ line }) => line !== undefined);
  const lines = issue?.line === undefined ? [] : linesAround(preview, issue.line);
  return (
    <section className={styles.refusal} role="alert">
      <h2 className={styles.title}>
        <IconAlertTriangle size={17} stroke={1.9} aria-hidden />
        {preview.message}
      </h2>
      {lines.length > 0 && (
        <pre className={styles.excerpt}>
          {lines.map((line) => (
            <span key={line.line} className={line.line === issue?.line ? styles.culprit : styles.line}>
              <span className={styles.number}>{line.line}</span>
              {line.cells.join(preview.delimiter)}
            </span>
          ))}
        </pre>
      )}
      <p className="soft">
        Nothing has been saved. Mend the file and send it again, or read it differently with the options
        below.
      </p>
    </section>
  );
}

function linesAround({ firstLines, lastLines }: ReadingPreview, line: number): RawLine[] {
  const known = [...firstLines, ...lastLines];
  return known.filter((candidate) => Math.abs(candidate.line - line) <= 1);
}
