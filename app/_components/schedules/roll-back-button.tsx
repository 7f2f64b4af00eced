'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { readProblem } from '#app/_lib/read-problem.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ScheduleRow } from '#server/api-types.ts';

/** Goes back to the champion before the present one, at once. */
export function RollBackButton({ schedule }: { readonly schedule: ScheduleRow }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { id, previousChampionId } = schedule;
  const rollBack = useMutation(
    trpc.schedules.rollBack.mutationOptions({
      onError: (error) => notifications.show({ message: readProblem(error).message }),
      onSuccess: ({ champion }) =>
        notifications.show({ message: `Run ${champion?.runId} is the champion again and forecasts now.` }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.schedules.pathKey() }),
    }),
  );
  if (previousChampionId === null) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconArrowBackUp size={14} stroke={2} />}
      loading={rollBack.isPending}
      onClick={() => rollBack.mutate({ id })}
    >
      Roll back to run {previousChampionId}
    </Button>
  );
}
