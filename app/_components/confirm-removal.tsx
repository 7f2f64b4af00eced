'use client';

import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import styles from './confirm-removal.module.css';
import { ErrorNote } from './error-note.tsx';
import { type NamedThing, thingWords, useThingCalls } from './named-thing.ts';

interface ConfirmRemovalProps {
  /** null: closed. */
  readonly thing: NamedThing | null;
  readonly onClose: () => void;
  readonly onRemoved?: () => void;
}

/** Asks before anything is removed, and says what goes with it. */
export function ConfirmRemoval({ thing, onClose, onRemoved }: ConfirmRemovalProps) {
  return (
    <Modal opened={thing !== null} onClose={onClose} title={thing ? `Delete ${thing.name}?` : ''}>
      {thing && <RemovalQuestion thing={thing} onClose={onClose} onRemoved={onRemoved} />}
    </Modal>
  );
}

interface RemovalQuestionProps {
  readonly thing: NamedThing;
  readonly onClose: () => void;
  readonly onRemoved: (() => void) | undefined;
}

function RemovalQuestion({ thing, onClose, onRemoved }: RemovalQuestionProps) {
  const queryClient = useQueryClient();
  const calls = useThingCalls(thing);
  const impact = useQuery({
    queryKey: ['removal-impact', thing.kind, thing.id],
    queryFn: calls.removalImpact,
    staleTime: 0,
  });
  const removal = useMutation({
    mutationFn: calls.remove,
    onSuccess: async () => {
      onClose();
      onRemoved?.();
      await queryClient.invalidateQueries();
    },
  });
  return (
    <div className={styles.question}>
      <div className={styles.lines} aria-live="polite">
        {impact.isPending && <Skeleton height={19} width="70%" />}
        {impact.data?.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {impact.data?.lines.length === 0 && <p>Nothing else goes with it.</p>}
        {impact.isError && <ErrorNote error={impact.error} onRetry={() => impact.refetch()} />}
      </div>
      {removal.isError && <ErrorNote error={removal.error} title="Nothing was deleted." />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Keep
        </Button>
        <Button
          color="danger"
          loading={removal.isPending}
          disabled={!impact.isSuccess}
          onClick={() => removal.mutate()}
        >
          Delete {thingWords[thing.kind]}
        </Button>
      </Group>
    </div>
  );
}
