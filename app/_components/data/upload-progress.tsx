'use client';

import { Progress } from '@mantine/core';
import { formatPercent } from '#app/_lib/format-number.ts';
import styles from './upload-progress.module.css';

interface UploadProgressProps {
  readonly fileName: string;
  /** 0–1; at 1 everything has left and the server answers next. */
  readonly share: number;
}

/** How much of a file has left the browser. */
export function UploadProgress({ fileName, share }: UploadProgressProps) {
  return (
    <div className={styles.progress}>
      <h2>
        {share < 1 ? 'Sending' : 'Storing'} {fileName} <span className="num dim">{formatPercent(share)}</span>
      </h2>
      <Progress value={share * 100} size={6} transitionDuration={0} aria-label={`Sending ${fileName}`} />
    </div>
  );
}
