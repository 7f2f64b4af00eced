'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { readProblem } from '#app/_lib/read-problem.ts';
import { isActive } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { RunRow } from '#server/api-types.ts';
import { ConfirmCancel } from './confirm-cancel.tsx';

/** What can be asked of a run: while it works to stop and keep the best, or to cancel. */
export function RunActions({ run }: { readonly run: RunRow }) {
  const [asking, ask] = useDisclosure(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const stop = useMutation(
    trpc.runs.stop.mutationOptions({
      onError: (error) => notifications.show({ message: readProblem(error).message }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() }),
    }),
  );
  if (!isActive(run)) {
    return (
      <Button component={Link} href="/runs" variant="default">
        All runs
      </Button>
    );
  }
  const asked = run.request !== 'none';
  return (
    <>
      <Button variant="default" color="danger" disabled={run.request === 'cancel'} onClick={ask.open}>
        Cancel
      </Button>
      {run.kind === 'train' && run.state === 'running' && (
        <Button
          leftSection={<IconPlayerStop size={16} stroke={1.75} />}
          disabled={asked}
          loading={stop.isPending}
          onClick={() => stop.mutate({ id: run.id })}
        >
          {run.request === 'stop' ? 'Stopping' : 'Stop and keep best'}
        </Button>
      )}
      <ConfirmCancel run={asking ? run : null} onClose={ask.close} />
    </>
  );
}
