'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ErrorNote } from '#app/_components/error-note.tsx';
import { GapMap } from '#app/_components/gap-map.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { useTRPC } from '#app/_lib/trpc.tsx';
import type { ReadingPreview } from '#server/api-types.ts';
import { AppendOffer } from './append-offer.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { flagsWithRole, type ImportChoices, useImportChoices } from './import-choices.ts';
import { ImportHead } from './import-head.tsx';
import styles from './import-screen.module.css';
import { ImportSkeleton } from './import-skeleton.tsx';
import { QuestionCard } from './question-card.tsx';
import { RawLines } from './raw-lines.tsx';
import { ReadingOptions } from './reading-options.tsx';
import { Refusal } from './refusal.tsx';
import { SeriesChoice } from './series-choice.tsx';

/** How the file was read, why, and what is still to be said; nothing is kept before "Looks right". */
export function ImportScreen({ uploadId }: { readonly uploadId: number }) {
  const trpc = useTRPC();
  const choices = useImportChoices();
  const preview = useQuery(
    trpc.uploads.preview.queryOptions(
      { uploadId, flags: choices.flags },
      { placeholderData: keepPreviousData, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const fileName = preview.data?.fileName;
  usePageFrame({
    crumbs: [{ label: 'Data', href: '/data' }, { label: 'Add' }, ...(fileName ? [{ label: fileName }] : [])],
    code: codeOf(uploadId),
  });
  if (preview.isPending) return <ImportSkeleton />;
  if (!preview.data) {
    return (
      <>
        <PageHead title="The file could not be read" />
        <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />
      </>
    );
  }
  return (
    <>
      <ImportHead preview={preview.data} choices={choices} isReading={preview.isPlaceholderData} />
      {preview.isError && <ErrorNote title="It could not be read that way." error={preview.error} />}
      <ImportBody preview={preview.data} choices={choices} />
    </>
  );
}

interface ImportBodyProps {
  readonly preview: ReadingPreview;
  readonly choices: ImportChoices;
}

function ImportBody({ preview, choices }: ImportBodyProps) {
  const { flags, setFlags } = choices;
  const isBlocked = preview.outcome === 'error' || preview.question;
  return (
    <div className={`${styles.body} ${isBlocked ? styles.blocked : ''}`}>
      {isBlocked && (
        <div className={styles.first}>
          {preview.outcome === 'error' && <Refusal preview={preview} />}
          {preview.question && (
            <QuestionCard
              question={preview.question}
              onAnswer={(answer) => setFlags({ ...flags, ...answer })}
            />
          )}
        </div>
      )}
      <RawLines
        className={styles.lines}
        preview={preview}
        flags={flags}
        onFlags={setFlags}
        onRole={(change) => setFlags(flagsWithRole(preview, flags, change))}
      />
      <EvidenceList className={styles.evidence} preview={preview} flags={flags} onFlags={setFlags} />
      <div className={styles.rest}>
        {preview.dayMap && (
          <GapMap
            map={preview.dayMap}
            isMarket={preview.frequency === 'business-daily'}
            note={preview.seriesCount > 1 ? `of ${preview.series[0]?.name}` : undefined}
          />
        )}
        {preview.series.length > 0 && <AppendOffer preview={preview} />}
        {preview.series.length > 0 && <SeriesChoice preview={preview} choices={choices} />}
        <ReadingOptions
          key={JSON.stringify(preview.recipe)}
          preview={preview}
          flags={flags}
          onChange={setFlags}
        />
      </div>
    </div>
  );
}

function codeOf(uploadId: number): string {
  return `const preview = await hindcast.uploads.preview.query({ uploadId: ${uploadId} });
for (const { message } of preview.evidence) console.log(message);
if (preview.outcome === 'ok' || preview.outcome === 'warn') {
  await hindcast.uploads.keep.mutate({ uploadId: ${uploadId}, flags: preview.recipe });
}`;
}
