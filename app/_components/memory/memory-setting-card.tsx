'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Card } from '#app/_components/card.tsx';
import { readProblem } from '#app/_lib/read-problem.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { MemoryDial } from './memory-dial.tsx';
import { type MemoryPart, wordsFor } from './memory-part.ts';

/** How long it must remember, what that would do before training, and the way to train again with it. */
export function MemorySettingCard(part: MemoryPart) {
  const { run, series, memory } = part;
  const words = wordsFor(part);
  const [value, setValue] = useState(memory.memory ?? memory.need.observations);
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const create = useMutation(
    trpc.runs.create.mutationOptions({
      onSuccess: (made) => {
        void queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() });
        router.push(`/runs/${made.id}`);
      },
      onError: (error) => notifications.show({ message: readProblem(error).message, autoClose: 8000 }),
    }),
  );
  const train = () =>
    create.mutate({ seriesIds: [...run.seriesIds], config: { ...run.config, memory: value } });
  return (
    <Card
      title="Memory setting"
      note="forget bias = log T"
      actions={
        <Button
          variant="default"
          size="compact-sm"
          loading={create.isPending || create.isSuccess}
          onClick={train}
        >
          Train again with T = {words(value)}
        </Button>
      }
    >
      <MemoryDial seriesId={series.id} config={run.config} value={value} onChange={setValue} words={words} />
      <p className="small soft">
        {startOf(part)} {adviceOf(part)}
      </p>
    </Card>
  );
}

function startOf(part: MemoryPart): string {
  const { memory } = part.memory;
  if (memory !== null) return `This run started with T = ${wordsFor(part)(memory)}.`;
  return 'This run had the usual start: an LSTM keeps 73 % of its cell state at a step, a GRU half.';
}

function adviceOf({ memory: { need, networks } }: MemoryPart): string {
  const enough = networks.every(({ after }) => after.reach >= need.observations);
  return enough
    ? 'Its reach is already enough, so do not expect a better forecast from this alone.'
    : 'A longer memory makes it possible to learn from further back; whether it helps, only the next verdict says.';
}
