'use client';

import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ChartFrame } from '#app/_components/chart-frame.tsx';
import {
  ChartLegend,
  forecasterMark,
  type LegendItem,
  observedMark,
} from '#app/_components/charts/chart-legend.tsx';
import { lazyChart } from '#app/_components/charts/lazy-chart.tsx';
import type { OriginChartProps } from '#app/_components/charts/origin-chart.tsx';
import { spanToLoad, viewOfFold } from '#app/_lib/backtest-view.ts';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatValue } from '#app/_lib/format-number.ts';
import { formatStamp, formatStampLong } from '#app/_lib/format-stamp.ts';
import { originGains } from '#app/_lib/origin-gains.ts';
import { backtestRows, type Observed, type OriginRow, originTable } from '#app/_lib/origin-rows.ts';
import { phone } from '#app/_lib/screen-widths.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { type ForecasterKind, isNetwork } from '#forecasting/forecaster-kind.ts';
import type { BacktestFold, SeriesResult } from '#forecasting/run-result.ts';
import type { SeriesRow } from '#server/api-types.ts';
import { type ComparePart, drawnKinds } from './compare-part.ts';
import { OriginStrip } from './origin-strip.tsx';

const OriginChart = lazyChart<OriginChartProps>(() =>
  import('#app/_components/charts/origin-chart.tsx').then((module) => module.OriginChart),
);

/** What came and what each forecaster had said, from one origin of the backtest after the other. */
export function BacktestCard(part: ComparePart) {
  const { folds } = part.seriesResult;
  const [chosen, setChosen] = useState(folds.length - 1);
  const fold = folds[Math.min(chosen, folds.length - 1)];
  if (!fold) return null;
  return <FoldCard {...part} fold={fold} chosen={chosen} onChoose={setChosen} />;
}

interface FoldCardProps extends ComparePart {
  readonly fold: BacktestFold;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

function FoldCard(props: FoldCardProps) {
  const { series, seriesResult, naming, of, fold, chosen, onChoose } = props;
  const [at, setAt] = useState<OriginRow | null>(null);
  const history = useHistory(series, seriesResult, fold);
  const height = useMediaQuery(phone) ? 200 : 150;
  const kinds = drawnKinds(props);
  const { verdict, folds } = seriesResult;
  const rows = useMemo(() => (history ? backtestRows(fold, history) : []), [fold, history]);
  const range = useMemo(() => {
    const { from, to } = viewOfFold(fold);
    return [Math.max(from, rows[0]?.stamp ?? from), to] as const;
  }, [fold, rows]);
  const gains = useMemo(
    () => (verdict.best ? originGains(folds, verdict.best, verdict.against) : folds.map(() => null)),
    [folds, verdict],
  );
  const nameOf = (kind: ForecasterKind) => forecasterName(kind, naming);
  const origin = formatStamp(fold.originStamp, series);
  return (
    <ChartFrame
      title={
        of === null ? 'Actual and forecasts from one origin' : `${of}, actual and forecasts from one origin`
      }
      note={series.unit ?? undefined}
      sentence={`What came after ${origin}, and what ${kinds.map(nameOf).join(', ')} had said.`}
      readTable={() =>
        originTable(
          rows.filter(({ stamp }) => stamp >= range[0]),
          {
            timeOf: (stamp) => formatStamp(stamp, series),
            nameOf,
          },
        )
      }
      legend={
        <ChartLegend at={at ? formatStampLong(at.stamp, series) : undefined} items={legendItems(props, at)} />
      }
      below={
        <OriginStrip
          gains={gains}
          chosen={chosen}
          onChoose={onChoose}
          network={verdict.best && nameOf(verdict.best)}
          labelOf={(index) => formatStamp(folds[index]?.originStamp, series)}
        />
      }
    >
      {history ? (
        <OriginChart
          rows={rows}
          axis={series}
          range={range}
          height={height}
          origin={{ stamp: fold.originStamp, label: `origin ${origin}` }}
          kinds={kinds}
          onPoint={setAt}
        />
      ) : (
        <Skeleton height={height} />
      )}
    </ChartFrame>
  );
}

/** The observations around the origin; those of the origin before stay until they are there. */
function useHistory(series: SeriesRow, { folds }: SeriesResult, fold: BacktestFold): Observed | undefined {
  const trpc = useTRPC();
  const span = spanToLoad(folds, fold);
  return useQuery({
    ...trpc.series.points.queryOptions({ id: series.id, ...span, maxPoints: 1500 }),
    placeholderData: keepPreviousData,
  }).data;
}

function legendItems(
  { seriesResult, naming, ticked, onTick }: ComparePart,
  at: OriginRow | null,
): LegendItem[] {
  const shown = seriesResult.leaderboard
    .filter(
      (row) =>
        !row.failure &&
        (isNetwork(row.kind) ||
          row.kind === seriesResult.verdict.against ||
          row.kind === seriesResult.recommended ||
          ticked.includes(row.kind)),
    )
    .map((row) => row.kind);
  const observed = at ? formatValue(at.observed) : undefined;
  return [
    { key: 'actual', label: 'Actual', mark: observedMark, value: observed },
    ...shown.map(
      (kind): LegendItem => ({
        key: kind,
        label: forecasterName(kind, naming),
        mark: forecasterMark(kind),
        value: at && ticked.includes(kind) ? formatValue(at.said[kind]) : undefined,
        onPress: () => onTick(kind),
        pressed: ticked.includes(kind),
      }),
    ),
  ];
}
