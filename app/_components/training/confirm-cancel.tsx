'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { runLabel } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunRow } from '#server/api-types.ts';

interface ConfirmCancelProps {
  /** null: closed. */
  readonly run: RunRow | null;
  readonly onClose: () => void;
}

/** Asks before a run is thrown away. */
export function ConfirmCancel({ run, onClose }: ConfirmCancelProps) {
  return (
    <Modal opened={run !== null} onClose={onClose} title={run ? `Cancel ${runLabel(run)}?` : ''}>
      {run && <CancelQuestion run={run} onClose={onClose} />}
    </Modal>
  );
}

function CancelQuestion({ run, onClose }: { readonly run: RunRow; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSuccess: async () => {
        onClose();
        await Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.system.pathKey() }),
        ]);
      },
    }),
  );
  const canKeep = run.kind === 'train' && run.state === 'running';
  return (
    <Stack gap="sm">
      <p className="soft">
        What it has trained so far is thrown away. The series and earlier forecasts stay.
        {canKeep && ' “Stop and keep best” would end it with a result instead.'}
      </p>
      {cancel.isError && <ErrorNote error={cancel.error} title="The run was not canceled." />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Let it run
        </Button>
        <Button color="danger" loading={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
          Cancel the run
        </Button>
      </Group>
    </Stack>
  );
}
