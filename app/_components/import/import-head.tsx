'use client';

import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { countOf, formatBytes } from '#app/_lib/format-number.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ReadingPreview } from '#server/api-types.ts';
import { type ImportChoices, keepInput, keptSeries } from './import-choices.ts';
import styles from './import-head.module.css';

interface ImportHeadProps {
  readonly preview: ReadingPreview;
  readonly choices: ImportChoices;
  /** While the file is read anew, the page still shows the reading before. */
  readonly isReading: boolean;
}

const titles = {
  ok: 'Did we read this right?',
  warn: 'Did we read this right?',
  ask: 'One question before we go on',
  error: 'We could not read this file',
} as const;

/** The question of the page, and the buttons that answer it. */
export function ImportHead({ preview, choices, isReading }: ImportHeadProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const keeping = useMutation(
    trpc.uploads.keep.mutationOptions({
      onSuccess: async ({ seriesIds }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.series.list.queryKey() });
        const [first] = seriesIds;
        router.push(first === undefined ? '/data' : `/series/${first}/run`);
      },
    }),
  );
  const leaving = useMutation(trpc.uploads.remove.mutationOptions());
  const leave = () => {
    leaving.mutate({ id: preview.uploadId });
    router.push('/data');
  };
  const blocked = reasonToWait(preview, choices, isReading);
  const isBusy = keeping.isPending || keeping.isSuccess;
  return (
    <>
      <PageHead
        title={titles[preview.outcome]}
        lead={<FileFacts preview={preview} />}
        actions={
          <div className={styles.actions}>
            <span className={styles.waiting} role="status">
              {blocked}
            </span>
            <Button variant="default" onClick={leave}>
              Other file
            </Button>
            {preview.outcome !== 'error' && (
              <Button
                rightSection={<IconArrowRight size={16} stroke={1.75} />}
                disabled={blocked !== ''}
                loading={isBusy}
                onClick={() => keeping.mutate(keepInput(preview, choices))}
              >
                Looks right
              </Button>
            )}
          </div>
        }
      />
      {keeping.isError && <ErrorNote title="Nothing was kept." error={keeping.error} />}
    </>
  );
}

function FileFacts({ preview }: { readonly preview: ReadingPreview }) {
  const { fileName, bytes, lines, rows, outcome } = preview;
  const found = outcome === 'error' ? '' : `${countOf(lines, 'line')} read, ${countOf(rows, 'row')} found, `;
  return (
    <>
      <span className="mono">{fileName}</span> · {formatBytes(bytes)} · {found}nothing changed yet
    </>
  );
}

/** Why the file cannot be kept right now; empty when it can. */
function reasonToWait(preview: ReadingPreview, choices: ImportChoices, isReading: boolean): string {
  if (isReading) return 'Reading again';
  if (preview.outcome === 'ask') return 'One question left';
  if (preview.outcome === 'error') return 'Nothing to keep yet';
  return keptSeries(preview, choices).length === 0 ? 'Choose a series' : '';
}
