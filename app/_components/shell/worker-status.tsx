'use client';

import { countOf } from '#app/_lib/format-number.ts';
import type { SystemStatus } from '#server/api-types.ts';
import { useSystemStatus } from './use-system-status.ts';
import styles from './worker-status.module.css';

/** Whether anybody is there to work, and the version. */
export function WorkerStatus() {
  const { data, isError } = useSystemStatus();
  const idle = isError || data?.workers === 0;
  return (
    <div className={styles.foot}>
      <span className={styles.status}>
        <span className={idle ? styles.lampOff : styles.lamp} aria-hidden="true" />
        {isError ? 'Server does not answer' : data ? wordsOf(data) : 'Connecting'}
      </span>
      <span className={styles.version}>{data ? `Hindcast ${data.version}` : 'Hindcast'}</span>
      {data?.authRequired && (
        <button type="button" className={`textLink ${styles.signOut}`} onClick={signOut}>
          Sign out
        </button>
      )}
    </div>
  );
}

async function signOut(): Promise<void> {
  await fetch('/api/session', { method: 'DELETE' });
  window.location.assign('/sign-in');
}

function wordsOf({ workers, busy, queued }: SystemStatus): string {
  if (workers === 0) return queued > 0 ? `No worker, ${countOf(queued, 'run')} waiting` : 'No worker answers';
  const waiting = queued > 0 ? `, ${queued} waiting` : '';
  return `${countOf(workers, 'worker')}, ${busy > 0 ? `${busy} busy` : 'idle'}${waiting}`;
}
