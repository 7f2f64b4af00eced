import { Card } from '#app/_components/card.tsx';
import { type Fact, Facts } from '#app/_components/facts.tsx';
import { MetricLabel } from '#app/_components/metric-label.tsx';
import { forecasterStyles } from '#app/_lib/forecaster-names.ts';
import { formatCount, formatPercent, formatScore } from '#app/_lib/format-number.ts';
import { stepsInWords } from '#app/_lib/frequency-words.ts';
import { keptPromise } from '#app/_lib/kept-promise.ts';
import { metricInfo } from '#forecasting/evaluation/metrics/metric-info.ts';
import { yardstickInfo } from '#forecasting/evaluation/yardstick.ts';
import type { ForecasterScore, IssuedForecast } from '#forecasting/run-result.ts';
import styles from './bands-card.module.css';
import type { ForecastPart } from './forecast-part.ts';
import { LiveCaught } from './live-skill.tsx';

/** What the bands promised and what they caught in the test. */
export function BandsCard({ view, seriesResult }: ForecastPart) {
  const { recommended, forecasts } = view.forecast;
  const score = seriesResult?.leaderboard.find(({ kind }) => kind === recommended);
  const used = forecasts[recommended];
  const levels = Object.keys(used?.bands ?? {});
  const { color } = forecasterStyles[recommended];
  return (
    <Card title="Did the bands keep their word?">
      <div className={styles.gauges}>
        {levels.length === 0 && <p className="soft">No band was asked for.</p>}
        {levels.map((level) => (
          <div key={level}>
            <Gauge level={level} isRefused={isRefused(used, level)} score={score} color={color} />
            <LiveCaught seriesId={view.seriesId} level={level} />
          </div>
        ))}
      </div>
      {used && levels.length > 0 && (
        <div className={styles.facts}>
          <Facts facts={widths(used, view)} />
        </div>
      )}
      {used && levels.length > 0 && (
        <p className={`dim small ${styles.note}`}>
          How wide: <YardstickLabel used={used} />
        </p>
      )}
      <p className={`dim small ${styles.note}`}>{evidence(seriesResult)}</p>
    </Card>
  );
}

/** A band that had too few scores to be calibrated is empty at every step. */
function isRefused(used: IssuedForecast | undefined, level: string): boolean {
  return used?.bands[level]?.lower.every((end) => end === null) ?? true;
}

interface GaugeProps {
  readonly level: string;
  readonly isRefused: boolean;
  readonly score: ForecasterScore | undefined;
  readonly color: string;
}

function Gauge({ level, isRefused: refused, score, color }: GaugeProps) {
  const caught = score?.coverage[level] ?? null;
  if (refused) {
    return (
      <div>
        <div className={styles.words}>
          <span>
            Promised <b>{level} %</b>
          </span>
          <span className="dim">n/a</span>
        </div>
        <p className="dim small">
          Too few scored forecasts to say where {level} % lie. More rows or folds help.
        </p>
      </div>
    );
  }
  return (
    <div>
      <div className={styles.words}>
        <span>
          Promised <b>{level} %</b>
        </span>
        <span>
          <MetricLabel label="caught" definition={metricInfo.coverage.definition} />{' '}
          <b>{formatPercent(caught)}</b>
        </span>
      </div>
      <div
        className={styles.track}
        role="img"
        aria-label={`The ${level} % band caught ${formatPercent(caught)} of what came`}
      >
        <div className={styles.caught} style={{ width: `${(caught ?? 0) * 100}%`, background: color }} />
        <div className={styles.promise} style={{ left: `${level}%` }} />
      </div>
      {caught !== null && (
        <p className={`dim small ${styles.kept}`}>{keptWords[keptPromise(caught, Number(level) / 100)]}</p>
      )}
    </div>
  );
}

/** Whether a band kept its word, as far as its origins can tell. */
const keptWords = {
  less: 'Too narrow: it caught clearly less.',
  more: 'Too wide: it caught clearly more.',
  'as promised': 'Kept.',
} as const;

/** What the bands are measured by, and what that means. */
function YardstickLabel({ used }: { readonly used: IssuedForecast }) {
  const { label, definition } = yardstickInfo[used.yardstick ?? 'local-scale'];
  return <MetricLabel label={label} definition={definition} />;
}

/** How far the narrowest band reaches, near, in the middle and far. */
function widths(used: IssuedForecast, view: ForecastPart['view']): Fact[] {
  const level = Object.keys(used.bands).find((key) => !isRefused(used, key));
  const band = level === undefined ? undefined : used.bands[level];
  if (!level || !band) return [];
  const last = band.lower.length;
  const steps = [...new Set([1, Math.ceil(last / 2), last])];
  return steps.map((step) => {
    const reach = reachOf(used.values[step - 1], band.lower[step - 1], band.upper[step - 1]);
    return {
      term: `After ${stepsInWords(step, view.frequency)}`,
      value: reach === null ? 'n/a' : `${level} %: ${reach}${view.unit ? ` ${view.unit}` : ''}`,
    };
  });
}

/** How far a band reaches to either side of a forecast: one number where both are the same as shown. */
function reachOf(
  value: number | undefined,
  low: number | null | undefined,
  high: number | null | undefined,
): string | null {
  if (value === undefined || typeof low !== 'number' || typeof high !== 'number') return null;
  const [below, above] = [formatScore(value - low), formatScore(high - value)];
  return below === above ? `±${above}` : `−${below} / +${above}`;
}

function evidence(seriesResult: ForecastPart['seriesResult']): string {
  if (!seriesResult) return 'Calibrated on the past, not guaranteed.';
  const origins = seriesResult.verdict.origins;
  const steps = formatCount(origins * seriesResult.forecastStamps.length);
  return `Last ${origins} test forecasts, up to ${steps} values. Calibrated on the past, not guaranteed.`;
}
