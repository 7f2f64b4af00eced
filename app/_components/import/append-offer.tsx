'use client';

import { Button, NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { AppendProblem } from '#app/_components/append-problem.tsx';
import { Card } from '#app/_components/card.tsx';
import { appendedInWords } from '#app/_lib/appended-in-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ReadingPreview, UploadRow } from '#server/api-types.ts';
import styles from './append-offer.module.css';

/** Offers to append the rows to a file that is here already, when its series have the same names. */
export function AppendOffer({ preview }: { readonly preview: ReadingPreview }) {
  const trpc = useTRPC();
  const uploads = useQuery(trpc.uploads.list.queryOptions({ limit: 200 }));
  const fitting = uploads.data?.items.filter((upload) => fits(upload, preview)) ?? [];
  return fitting.length === 0 ? null : <AppendCard preview={preview} fitting={fitting} />;
}

interface AppendCardProps {
  readonly preview: ReadingPreview;
  readonly fitting: readonly UploadRow[];
}

function AppendCard({ preview, fitting }: AppendCardProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState(String(fitting[0]?.id));
  const appending = useMutation(
    trpc.uploads.append.mutationOptions({
      onSuccess: async ({ seriesIds, ...outcome }) => {
        notifications.show({ message: appendedInWords(outcome) });
        await queryClient.invalidateQueries({ queryKey: trpc.series.pathKey() });
        router.push(`/series/${seriesIds[0]}`);
      },
    }),
  );
  const append = (revise: boolean) =>
    appending.mutate({ uploadId: preview.uploadId, toUploadId: Number(chosen), revise });
  return (
    <Card title="Newer rows of a file that is here?">
      <p className="soft">
        The series have the same names. New rows are appended and old ones stay; if a value of the past has
        changed, we say so before anything is taken.
      </p>
      <div className={styles.row}>
        <NativeSelect
          aria-label="Append to"
          data={fitting.map((upload) => ({ value: String(upload.id), label: labelOf(upload) }))}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Button
          variant="default"
          loading={appending.isPending || appending.isSuccess}
          onClick={() => append(false)}
        >
          Append the new rows
        </Button>
      </div>
      {appending.isError && <AppendProblem error={appending.error} onRevise={() => append(true)} />}
    </Card>
  );
}

function labelOf({ fileName, seriesNames }: UploadRow): string {
  return `${fileName} (${seriesNames.slice(0, 3).join(', ')}${seriesNames.length > 3 ? ', …' : ''})`;
}

/** The same file name, or a series of the same name. */
function fits(upload: UploadRow, preview: ReadingPreview): boolean {
  if (upload.state !== 'kept' || upload.id === preview.uploadId) return false;
  const names = new Set(preview.series.map(({ name }) => name));
  return upload.fileName === preview.fileName || upload.seriesNames.some((name) => names.has(name));
}
