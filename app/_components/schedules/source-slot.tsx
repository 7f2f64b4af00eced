'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useSystemStatus } from '#app/_components/shell/use-system-status.ts';
import type { SourceRow } from '#server/api-types.ts';
import type { SourceDraft } from './schedule-draft.ts';
import { Slot } from './slot.tsx';

interface SourceSlotProps {
  /** The one that is kept; its address is not told in full. */
  readonly kept: SourceRow | null;
  readonly draft: SourceDraft | null | undefined;
  readonly onChange: (source: SourceDraft | null | undefined) => void;
}

const none: SourceDraft = { url: '', authorization: '' };

/** Where new rows are fetched from before the schedule fires by the clock. */
export function SourceSlot({ kept, draft, onChange }: SourceSlotProps) {
  const isOff = useSystemStatus().data?.outgoing === false;
  const given = draft ?? none;
  return (
    <Slot label="Where new rows come from" value={wordsOf(kept, draft)}>
      {isOff ? (
        <p className="soft small">
          Outgoing calls are switched off. Start Hindcast with HINDCAST_OUTGOING=on to fetch files from the
          web.
        </p>
      ) : (
        <>
          <TextInput
            label="Address"
            description="A CSV like the one the series came from. It is read before each time by the clock; rows that are there already may come again."
            placeholder={kept?.shown ?? 'https://example.org/hourly.csv'}
            maxLength={2000}
            value={given.url}
            onChange={(event) => onChange({ ...given, url: event.currentTarget.value })}
          />
          <PasswordInput
            label="Authorization header, if it is needed"
            description="Kept encrypted, never shown again."
            maxLength={2000}
            autoComplete="off"
            value={given.authorization}
            onChange={(event) => onChange({ ...given, authorization: event.currentTarget.value })}
          />
          {kept !== null && draft !== null && (
            <Button variant="default" size="xs" onClick={() => onChange(null)}>
              Fetch from nowhere
            </Button>
          )}
        </>
      )}
    </Slot>
  );
}

function wordsOf(kept: SourceRow | null, draft: SourceDraft | null | undefined): string {
  if (draft === null) return 'nowhere';
  if (draft !== undefined && draft.url.trim() !== '') return shorten(draft.url.trim().replace(/\?.*$/, '?…'));
  return kept === null ? 'nowhere' : shorten(kept.shown);
}

function shorten(url: string): string {
  return url.length > 44 ? `${url.slice(0, 26)}…${url.slice(-16)}` : url;
}
