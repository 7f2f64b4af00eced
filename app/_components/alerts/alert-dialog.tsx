'use client';

import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { useSystemStatus } from '#app/_components/shell/use-system-status.ts';
import { previewInWords, ruleInWords } from '#app/_lib/alert-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';
import type { SeriesRow } from '#server/api-types.ts';
import { type AlertDraft, newAlertDraft, ruleOf } from './alert-draft.ts';
import { AlertNumbers } from './alert-numbers.tsx';
import styles from './alerts-card.module.css';
import { PastStrip } from './past-strip.tsx';

interface AlertDialogProps {
  readonly series: SeriesRow;
  readonly onClose: () => void;
}

const kinds: readonly { readonly value: AlertDraft['kind']; readonly label: string }[] = [
  { value: 'forecast-crosses', label: 'The forecast crosses a threshold' },
  { value: 'outside-band', label: 'What comes leaves the band' },
  { value: 'under-naive', label: 'Live skill falls under the naive' },
  { value: 'run-failed', label: 'A run fails' },
];

/** Writes an alert, and says at once how often it would have fired. */
export function AlertDialog({ series, onClose }: AlertDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => newAlertDraft(series.lastValue));
  const [webhook, setWebhook] = useState('');
  const isOff = useSystemStatus().data?.outgoing === false;
  const rule = ruleOf(draft);
  const making = useMutation(
    trpc.alerts.create.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.alerts.list.queryKey() });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={`Alert on ${series.name}`} size="lg">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (rule) making.mutate({ seriesId: series.id, rule, webhook: webhook.trim() || null });
        }}
      >
        <NativeSelect
          label="When"
          value={draft.kind}
          onChange={(event) => setDraft({ ...draft, kind: event.currentTarget.value as AlertDraft['kind'] })}
          data={[...kinds]}
        />
        <AlertNumbers draft={draft} unit={series.unit} onChange={(part) => setDraft({ ...draft, ...part })} />
        <TextInput
          label="Webhook"
          description={
            isOff
              ? 'Outgoing calls are switched off: it is listed here alone. Start Hindcast with HINDCAST_OUTGOING=on to tell others.'
              : 'Told by POST as JSON, up to six times until it takes it. Left empty, it is listed here alone. Kept encrypted.'
          }
          placeholder="https://hooks.example.org/hindcast"
          disabled={isOff}
          maxLength={2000}
          value={webhook}
          onChange={(event) => setWebhook(event.currentTarget.value)}
        />
        <Preview series={series} rule={rule} />
        {making.isError && <ErrorNote error={making.error} title="The alert was not made." />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={rule === null} loading={making.isPending}>
            Make the alert
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Preview({ series, rule }: { readonly series: SeriesRow; readonly rule: AlertRule | null }) {
  const trpc = useTRPC();
  const [asked] = useDebouncedValue(rule, 250);
  const preview = useQuery({
    ...trpc.alerts.preview.queryOptions(asked === null ? skipToken : { seriesId: series.id, rule: asked }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (rule === null) return <p className="dim small">Give a threshold.</p>;
  return (
    <div aria-live="polite">
      <p>{ruleInWords(rule, series)}.</p>
      {preview.data && (
        <>
          <PastStrip preview={preview.data} />
          <p className="soft small">It {previewInWords(preview.data, series)}.</p>
        </>
      )}
      {preview.isError && <ErrorNote error={preview.error} />}
    </div>
  );
}
