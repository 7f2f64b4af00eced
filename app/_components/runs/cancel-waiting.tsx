'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';

/** Empties the queue, after asking. */
export function CancelWaiting({ waiting }: { readonly waiting: number }) {
  const [asking, ask] = useDisclosure(false);
  return (
    <>
      <Button variant="default" color="danger" size="compact-sm" onClick={ask.open}>
        Cancel all that wait
      </Button>
      <Modal opened={asking} onClose={ask.close} title={`Cancel ${countOf(waiting, 'waiting run')}?`}>
        <Question onClose={ask.close} />
      </Modal>
    </>
  );
}

function Question({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.runs.cancelWaiting.mutationOptions({
      onSuccess: async () => {
        onClose();
        await Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.system.pathKey() }),
        ]);
      },
    }),
  );
  return (
    <Stack gap="sm">
      <p className="soft">What is at work goes on. What has not begun is taken out of the queue.</p>
      {cancel.isError && <ErrorNote error={cancel.error} title="The runs were not canceled." />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Let them wait
        </Button>
        <Button color="danger" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel them
        </Button>
      </Group>
    </Stack>
  );
}
