'use client';

import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ConfirmRemoval } from '#app/_components/confirm-removal.tsx';
import type { NamedThing } from '#app/_components/named-thing.ts';
import { PageHead } from '#app/_components/page-head.tsx';
import { RenameDialog } from '#app/_components/rename-dialog.tsx';
import { SeriesSwitcher } from '#app/_components/series-switcher.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { frequencyInWords } from '#app/_lib/frequency-words.ts';
import type { SeriesRow } from '#server/api-types.ts';

interface ExploreHeadProps {
  readonly id: number;
  /** Undefined while the series is on its way. */
  readonly row: SeriesRow | undefined;
}

/** The series' name, the way to another one, and what can be done with it. */
export function ExploreHead({ id, row }: ExploreHeadProps) {
  const router = useRouter();
  const [dialog, setDialog] = useState<'rename' | 'remove' | null>(null);
  const thing: NamedThing | null = row ? { kind: 'series', id, name: row.name, unit: row.unit } : null;
  return (
    <>
      <PageHead
        title={row?.name ?? 'Series'}
        lead={row ? leadOf(row) : ''}
        actions={
          <>
            <SeriesSwitcher current={id} onChoose={(next) => router.push(`/series/${next}`)} />
            <Button variant="default" disabled={!row} onClick={() => setDialog('rename')}>
              Rename
            </Button>
            <Button variant="default" color="danger" disabled={!row} onClick={() => setDialog('remove')}>
              Delete
            </Button>
            <Button
              component={Link}
              href={`/series/${id}/run`}
              leftSection={<IconPlayerPlay size={15} stroke={1.75} />}
            >
              New run
            </Button>
          </>
        }
      />
      <RenameDialog thing={dialog === 'rename' ? thing : null} onClose={() => setDialog(null)} />
      <ConfirmRemoval
        thing={dialog === 'remove' ? thing : null}
        onClose={() => setDialog(null)}
        onRemoved={() => router.push('/data')}
      />
    </>
  );
}

function leadOf(row: SeriesRow): string {
  const from = row.fileName ?? 'Made through the API';
  const unit = row.unit ? ` · in ${row.unit}` : '';
  return `${from} · ${countOf(row.rows, 'row')} · ${frequencyInWords(row.frequency)}${unit}`;
}
