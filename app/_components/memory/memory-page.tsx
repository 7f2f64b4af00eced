'use client';

import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import Link from 'next/link';
import { PageHead } from '#app/_components/page-head.tsx';
import { SeriesSwitch } from '#app/_components/runs/series-switch.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { countOf } from '#app/_lib/format-number.ts';
import { memoryCode } from '#app/_lib/page-code.ts';
import { runLabel, seriesWords } from '#app/_lib/run-words.ts';
import { GradientCard } from './gradient-card.tsx';
import { MemberSwitch } from './member-switch.tsx';
import styles from './memory-page.module.css';
import { type MemoryPart, wordsFor } from './memory-part.ts';
import { MemorySettingCard } from './memory-setting-card.tsx';
import { ReachCard } from './reach-card.tsx';
import { RunTabs } from './run-tabs.tsx';
import { WindowCard } from './window-card.tsx';

/** Reach against need first, then one window step by step, then the gradient by lag. */
export function MemoryPage(part: MemoryPart) {
  const { run, series, memory } = part;
  usePageFrame({
    crumbs: [
      { label: seriesWords(run.seriesNames), href: `/series/${series.id}` },
      { label: runLabel(run), href: `/runs/${run.id}` },
      { label: 'Memory X-ray' },
    ],
    code: memoryCode(run.id, series.id),
  });
  return (
    <>
      <PageHead
        title={`Memory X-ray: ${series.name}`}
        lead={leadOf(part)}
        actions={
          <Button
            component={Link}
            prefetch={false}
            href={`/runs/${run.modelRunId ?? run.id}/compare?series=${series.id}`}
            rightSection={<IconArrowRight size={16} stroke={1.75} />}
          >
            See the verdict
          </Button>
        }
      />
      <RunTabs run={run} seriesId={series.id} />
      <MemberSwitch {...part} />
      {run.seriesIds.length > 1 && <SeriesSwitch run={run} seriesId={series.id} place="memory" />}
      <ReachCard {...part} />
      <div className={styles.columns}>
        <WindowCard key={memory.member} {...part} />
        <div className={styles.stack}>
          <GradientCard {...part} />
          <MemorySettingCard {...part} />
        </div>
      </div>
    </>
  );
}

function leadOf(part: MemoryPart): string {
  const { run, memory } = part;
  const words = wordsFor(part);
  const [first] = memory.networks;
  if (!first) return runLabel(run);
  const steps =
    first.segment === 1
      ? countOf(first.steps, 'step')
      : `${countOf(first.steps, 'step')} of ${words(first.segment)}`;
  return `${runLabel(run)}, ${countOf(memory.networks.length, 'network')} of ${countOf(first.units, 'unit')}, ${words(first.lookback)} in, read in ${steps}. Measured on ${countOf(first.windows, 'window')} of this series.`;
}
