'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconCheck,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ConfirmRemoval } from '#app/_components/confirm-removal.tsx';
import type { NamedThing } from '#app/_components/named-thing.ts';
import { RenameDialog } from '#app/_components/rename-dialog.tsx';
import { ToneBadge } from '#app/_components/tone-badge.tsx';
import { readProblem } from '#app/_lib/read-problem.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ScheduleRow } from '#server/api-types.ts';

/** Whether a schedule fires, in a word. */
export function ScheduleState({ enabled }: Pick<ScheduleRow, 'enabled'>) {
  return enabled ? (
    <ToneBadge tone="win" icon={<IconCheck size={13} stroke={2.2} aria-hidden />}>
      Active
    </ToneBadge>
  ) : (
    <ToneBadge tone="lose" icon={<IconPlayerPause size={13} aria-hidden />}>
      Paused
    </ToneBadge>
  );
}

/** Pause, run at once, rename, delete. */
export function ScheduleActions({ schedule }: { readonly schedule: ScheduleRow }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [renaming, setRenaming] = useState<NamedThing | null>(null);
  const [removing, setRemoving] = useState<NamedThing | null>(null);
  const thing: NamedThing = { kind: 'schedule', id: schedule.id, name: schedule.name };
  const onError = (error: unknown) => notifications.show({ message: readProblem(error).message });
  const run = useMutation(
    trpc.schedules.runNow.mutationOptions({ onError, onSuccess: ({ id }) => router.push(`/runs/${id}`) }),
  );
  return (
    <>
      <ScheduleState enabled={schedule.enabled} />
      <PauseButton schedule={schedule} onError={onError} />
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label="More of this schedule">
            <IconDots size={16} stroke={2} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setRenaming(thing)}>
            Rename
          </Menu.Item>
          <Menu.Item color="danger" leftSection={<IconTrash size={15} />} onClick={() => setRemoving(thing)}>
            Delete schedule
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
        loading={run.isPending || run.isSuccess}
        onClick={() => run.mutate({ id: schedule.id })}
      >
        Run now
      </Button>
      <RenameDialog thing={renaming} onClose={() => setRenaming(null)} />
      <ConfirmRemoval
        thing={removing}
        onClose={() => setRemoving(null)}
        onRemoved={() => router.push('/schedules')}
      />
    </>
  );
}

interface PauseButtonProps {
  readonly schedule: ScheduleRow;
  readonly onError: (error: unknown) => void;
}

function PauseButton({ schedule: { id, enabled }, onError }: PauseButtonProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.schedules.update.mutationOptions({
      onError,
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.schedules.pathKey() }),
    }),
  );
  return (
    <Button
      variant="default"
      loading={change.isPending}
      onClick={() => change.mutate({ id, enabled: !enabled })}
    >
      {enabled ? 'Pause' : 'Resume'}
    </Button>
  );
}
