'use client';

import { useState } from 'react';
import { RunTabs } from '#app/_components/memory/run-tabs.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { SeriesSwitch } from '#app/_components/runs/series-switch.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { formatElapsed } from '#app/_lib/format-duration.ts';
import { countOf } from '#app/_lib/format-number.ts';
import { formatNear } from '#app/_lib/format-time.ts';
import { skillLimit } from '#app/_lib/leaderboard-rows.ts';
import { networksInWords } from '#app/_lib/network-words.ts';
import { compareCode } from '#app/_lib/page-code.ts';
import { runLabel, runTopic, seriesWords } from '#app/_lib/run-words.ts';
import { workedMs } from '#app/_lib/sort-runs.ts';
import { resultChecks } from '#app/_lib/verdict-words.ts';
import { type ForecasterKind, isNetwork } from '#forecasting/forecaster-kind.ts';
import type { RunResult, SeriesResult } from '#forecasting/run-result.ts';
import type { RunRow, SeriesRow } from '#server/api-types.ts';
import { BacktestCard } from './backtest-card.tsx';
import { BlendCard } from './blend-card.tsx';
import { CompareActions } from './compare-actions.tsx';
import styles from './compare-view.module.css';
import { Leaderboard } from './leaderboard.tsx';
import { StepErrorCard } from './step-error-card.tsx';
import { VerdictCard } from './verdict-card.tsx';
import { WarningNotes } from './warning-notes.tsx';

interface CompareViewProps {
  readonly run: RunRow;
  readonly series: SeriesRow;
  readonly result: Omit<RunResult, 'series'>;
  readonly seriesResult: SeriesResult;
}

/** The verdict first, then the table, then the charts. */
export function CompareView({ run, series, result, seriesResult }: CompareViewProps) {
  const isPanel = run.seriesIds.length > 1;
  const [ofAll, setOfAll] = useState(isPanel);
  const [ticked, setTicked] = useState<readonly ForecasterKind[]>(() => firstTicked(seriesResult));
  usePageFrame({
    crumbs: [
      { label: seriesWords(run.seriesNames), href: `/series/${series.id}` },
      { label: runLabel(run), href: `/runs/${run.id}` },
      { label: 'Compare' },
    ],
    code: compareCode(run.id, series.id),
  });
  const naming = { frequency: series.frequency, seasonLength: seriesResult.seasonLength };
  const shown = ofAll ? result : seriesResult;
  const limit = skillLimit(shown.leaderboard, shown.verdict.best);
  const toggle = (kind: ForecasterKind) =>
    setTicked((kinds) => (kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind]));
  const of = isPanel ? series.name : null;
  const charts = { series, seriesResult, naming, of, ticked, onTick: toggle };
  return (
    <>
      <PageHead
        title={runTopic(run, series)}
        lead={leadOf(run, result)}
        actions={
          <CompareActions
            run={run}
            seriesId={series.id}
            recommended={shown.recommended}
            against={shown.verdict.against}
            naming={naming}
          />
        }
      />
      <RunTabs run={run} seriesId={series.id} />
      {isPanel && (
        <SeriesSwitch run={run} seriesId={series.id} place="compare" ofAll={ofAll} onAll={setOfAll} />
      )}
      <VerdictCard
        verdict={shown.verdict}
        recommended={shown.recommended}
        naming={naming}
        checks={resultChecks({ result, verdict: shown.verdict, leaderboard: shown.leaderboard })}
        limit={limit}
      />
      <Leaderboard
        leaderboard={shown.leaderboard}
        against={shown.verdict.against}
        naming={naming}
        unit={ofAll ? null : series.unit}
        isScaled={ofAll}
        limit={limit}
        ticked={ticked}
        onTick={toggle}
      />
      <div className={styles.charts}>
        <BacktestCard key={series.id} {...charts} />
        <StepErrorCard {...charts} />
      </div>
      <BlendCard result={result} naming={naming} />
      <WarningNotes warnings={result.warnings} />
    </>
  );
}

/** The naive one to beat, the networks, and what is advised. */
function firstTicked({ verdict, leaderboard, recommended }: SeriesResult): ForecasterKind[] {
  const networks = leaderboard.map(({ kind }) => kind).filter(isNetwork);
  return [...new Set([verdict.against, ...networks, recommended])];
}

function leadOf(run: RunRow, result: Omit<RunResult, 'series'>): string {
  const worked = workedMs(run);
  const finished =
    run.finishedAt === null || worked === null
      ? ''
      : `, finished ${formatNear(run.finishedAt)} in ${formatElapsed(worked / 1000)}`;
  const parts = [
    `${runLabel(run)}${finished}`,
    countOf(result.verdict.origins, 'origin'),
    networksInWords(result)?.count ?? countOf(result.seeds, 'seed'),
    `lookback ${result.lookback}`,
  ];
  return parts.join(' · ');
}
