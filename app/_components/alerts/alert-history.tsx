'use client';

import { Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { type Tone, ToneBadge } from '#app/_components/tone-badge.tsx';
import { formatMoment } from '#app/_lib/format-time.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { AlertFiringRow, AlertRow } from '#server/api-types.ts';
import styles from './alerts-card.module.css';

interface AlertHistoryProps {
  readonly alert: AlertRow;
  readonly title: string;
  readonly onClose: () => void;
}

const states: Readonly<Record<AlertFiringRow['state'], readonly [tone: Tone, word: string]>> = {
  noted: ['plain', 'Listed'],
  waiting: ['tie', 'On its way'],
  sent: ['win', 'Sent'],
  failed: ['fail', 'Not taken'],
};

/** Every time an alert fired, and every try to tell its webhook. */
export function AlertHistory({ alert, title, onClose }: AlertHistoryProps) {
  const trpc = useTRPC();
  const firings = useQuery(trpc.alerts.history.queryOptions({ id: alert.id }));
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      {firings.isError && <ErrorNote error={firings.error} />}
      {firings.isPending && <Skeleton height={60} />}
      {firings.data?.length === 0 && <p className="soft">It has not fired since it was switched on.</p>}
      <ul className={styles.history}>
        {firings.data?.map((firing) => (
          <li key={firing.id}>
            <ToneBadge tone={states[firing.state][0]}>{states[firing.state][1]}</ToneBadge>{' '}
            <b>{formatMoment(firing.firedAt)}</b> {firing.sentence}
            {firing.tries.map(({ attempt, status, problem, at }) => (
              <div key={attempt} className="dim small">
                Try {attempt}, {formatMoment(at)}: {problem ?? `taken (${status})`}
              </div>
            ))}
            {firing.state === 'waiting' && firing.nextAt !== null && firing.tries.length > 0 && (
              <div className="dim small">Tried again at {formatMoment(firing.nextAt)}.</div>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
