'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { RunTabs } from '#app/_components/memory/run-tabs.tsx';
import { PageHead } from '#app/_components/page-head.tsx';
import { SeriesSwitch } from '#app/_components/runs/series-switch.tsx';
import { usePageFrame } from '#app/_components/shell/page-frame.tsx';
import { forecasterName } from '#app/_lib/forecaster-names.ts';
import { formatNear } from '#app/_lib/format-time.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { mostIssued } from '#app/_lib/ledger-rows.ts';
import { forecastCode } from '#app/_lib/page-code.ts';
import { runLabel } from '#app/_lib/run-words.ts';
import { useTRPC } from '#app/_lib/trpc.tsx';
import { isNaive } from '#forecasting/forecaster-kind.ts';
import { BandsCard } from './bands-card.tsx';
import { ForecastActions } from './forecast-actions.tsx';
import { ForecastCard } from './forecast-card.tsx';
import styles from './forecast-page.module.css';
import { type ForecastPart, namingOf } from './forecast-part.ts';
import { LedgerCard } from './ledger-card.tsx';
import { NextValuesCard } from './next-values-card.tsx';
import { OcclusionCard } from './occlusion-card.tsx';
import { UsedCard } from './used-card.tsx';

/** The forecast with its reason, its numbers, its bands' record and what was said before. */
export function ForecastPage(part: ForecastPart) {
  const { run, series, view } = part;
  usePageFrame({
    crumbs: [
      { label: series.name, href: `/series/${series.id}` },
      { label: runLabel(run), href: `/runs/${run.id}` },
      { label: 'Forecast' },
    ],
    code: forecastCode(run.id, series.id),
  });
  return (
    <>
      <PageHead
        title={`${series.name}, next ${stepsInWords(view.forecast.stamps.length, view.frequency)}`}
        lead={
          <>
            {leadOf(part)} <NewerForecast {...part} />
          </>
        }
        actions={<ForecastActions {...part} />}
      />
      <RunTabs run={run} seriesId={series.id} />
      {run.seriesIds.length > 1 && <SeriesSwitch run={run} seriesId={series.id} place="forecast" />}
      <UsedCard {...part} />
      <ForecastCard {...part} />
      <div className={styles.three}>
        <NextValuesCard {...part} />
        <BandsCard {...part} />
        <LedgerCard {...part} />
      </div>
      <OcclusionCard {...part} />
    </>
  );
}

/** Leads on to the latest forecast of the series where this is an older one. */
function NewerForecast({ series, view }: ForecastPart) {
  const trpc = useTRPC();
  const issued = useQuery(trpc.forecasts.list.queryOptions({ seriesId: series.id, limit: mostIssued }));
  const latest = issued.data?.[0];
  if (!latest || latest.issuedAt <= view.forecast.issuedAt) return null;
  return (
    <Link className="textLink" href={`/runs/${latest.runId}/forecast?series=${series.id}`}>
      There is a newer one
    </Link>
  );
}

function leadOf(part: ForecastPart): string {
  const { run, series, view } = part;
  const { recommended } = view.forecast;
  const name = forecasterName(recommended, namingOf(part));
  const who = isNaive(recommended) ? `“${name}”` : name;
  const trainedBy = run.modelRunId === null ? '' : `, networks of run ${run.modelRunId}`;
  const issued = `Issued ${formatNear(view.forecast.issuedAt)} by ${who} of ${runLabel(run)}${trainedBy}.`;
  if (!view.forecast.issued) {
    return 'A challenger said this and did not win; the forecast of the champion was issued instead.';
  }
  return series.nextAt === null ? issued : `${issued} Next forecast ${formatNear(series.nextAt)}.`;
}
