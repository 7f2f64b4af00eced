'use client';

import { Button, FileButton, Group, Modal, Tabs, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { AppendProblem } from '#app/_components/append-problem.tsx';
import { appendedInWords } from '#app/_lib/appended-in-words.ts';
import { formatValue } from '#app/_lib/format-number.ts';
import { isoStamp } from '#app/_lib/iso-stamp.ts';
import { readPastedRows } from '#app/_lib/pasted-rows.ts';
import { useTRPCClient } from '#app/_lib/trpc.tsx';
import { uploadFile } from '#app/_lib/upload-file.ts';
import type { AppendOutcome, SeriesRow } from '#server/api-types.ts';
import styles from './append-dialog.module.css';

interface AppendDialogProps {
  readonly series: SeriesRow;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Adds newer rows to a series: pasted, or from a file of the same kind. */
export function AppendDialog({ series, opened, onClose }: AppendDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Append rows to ${series.name}`} size="lg">
      <Tabs defaultValue="paste" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="paste">Paste</Tabs.Tab>
          <Tabs.Tab value="file">File</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="paste">
          <PasteForm series={series} onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="file">
          <FileForm series={series} onClose={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

type AppendFormProps = Pick<AppendDialogProps, 'series' | 'onClose'>;

/** What is appended, and whether rows of the past may change. */
interface Appending<Rows> {
  readonly rows: Rows;
  readonly revise: boolean;
}

function useAppending<Rows>(append: (input: Appending<Rows>) => Promise<AppendOutcome>, onClose: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: append,
    onSuccess: async (outcome) => {
      notifications.show({ message: appendedInWords(outcome) });
      onClose();
      await queryClient.invalidateQueries();
    },
  });
}

function PasteForm({ series, onClose }: AppendFormProps) {
  const client = useTRPCClient();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const appending = useAppending(
    ({ rows, revise }: Appending<{ time: string | number; value: number | null }[]>) =>
      client.series.append.mutate({ id: series.id, observations: rows, revise }),
    onClose,
  );
  const submit = (revise = false) => {
    const read = readPastedRows(text, series.axisKind);
    setProblem(read.problem);
    if (read.rows) appending.mutate({ rows: [...read.rows], revise });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        className={styles.text ?? ''}
        label="Rows"
        description={`A time and a value a line, newer than ${lastRow(series)}.`}
        placeholder={exampleOf(series)}
        data-autofocus
        autosize
        minRows={6}
        maxRows={14}
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
      />
      {appending.isError && <AppendProblem error={appending.error} onRevise={() => submit(true)} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={appending.isPending}>
          Append
        </Button>
      </Group>
    </form>
  );
}

function lastRow({ lastStamp, lastValue, ...axis }: SeriesRow): string {
  if (lastStamp === null) return 'nothing yet';
  return `${plainTime(lastStamp, axis)}, ${formatValue(lastValue)}`;
}

function exampleOf(series: SeriesRow): string {
  const last = series.lastStamp === null ? '2026-11-24' : plainTime(series.lastStamp, series);
  return `${last}, ${series.lastValue ?? 0}`;
}

/** Midnight goes without saying. */
const plainTime = (stamp: number, axis: Pick<SeriesRow, 'axisKind'>) =>
  isoStamp(stamp, axis).replace(/T00:00:00$/, '');

function FileForm({ series, onClose }: AppendFormProps) {
  const client = useTRPCClient();
  const appending = useAppending(async ({ rows: file, revise }: Appending<File>) => {
    const signal = new AbortController().signal;
    const { uploadId } = await uploadFile(file, { onProgress: () => undefined, signal });
    return client.uploads.append.mutate({ uploadId, seriesId: series.id, revise });
  }, onClose);
  const again = appending.variables?.rows;
  return (
    <div className={styles.form}>
      <p className="soft">
        A file like the one the series came from: it is read in the same way. It may hold the old rows too. If
        a value of the past has changed, we say which before anything is taken.
      </p>
      {appending.isError && again && (
        <AppendProblem
          error={appending.error}
          onRevise={() => appending.mutate({ rows: again, revise: true })}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <FileButton
          onChange={(file) => file && appending.mutate({ rows: file, revise: false })}
          accept=".csv,.tsv,.txt,.gz,.zip,text/csv"
        >
          {(props) => (
            <Button {...props} loading={appending.isPending}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
    </div>
  );
}
