import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';
import type { AlertPreview, SeriesRow } from '#server/api-types.ts';
import { countOf, formatCount, formatValue } from './format-number.ts';
import { formatStamp } from './format-stamp.ts';
import { stepsInWords } from './frequency-words.ts';

/** When an alert fires, as a sentence without its full stop. */
export function ruleInWords(rule: AlertRule, series: SeriesRow): string {
  switch (rule.kind) {
    case 'forecast-crosses': {
      const verb = rule.direction === 'above' ? 'rises above' : 'falls below';
      const within = stepsInWords(rule.withinSteps, series.frequency);
      return `The forecast ${verb} ${formatValue(rule.threshold, series.unit)} within ${within}`;
    }
    case 'outside-band': {
      const times = rule.times === 1 ? 'once' : `${formatCount(rule.times)} times`;
      const within = rule.withinRows === 1 ? '' : ` in ${countOf(rule.withinRows, 'value')}`;
      return `The observed value leaves the ${rule.level} % band ${times}${rule.times === 1 ? '' : within}`;
    }
    case 'under-naive':
      return `Live skill falls under the naive over ${countOf(rule.rows, 'value')}`;
    case 'run-failed':
      return 'A run on the series fails';
  }
}

/** How often it would have fired, and on what that was tried. */
export function previewInWords(preview: AlertPreview, series: SeriesRow): string {
  const { fired, forecasts, backtestOrigins, from, to } = preview;
  const times = `would have fired ${formatCount(fired)}×`;
  if (preview.runs > 0) return `${times}, once for each run that failed`;
  if (from === null || to === null) return 'nothing to try it on yet';
  const tried = [
    forecasts > 0 ? `${countOf(forecasts, 'issued forecast')}` : '',
    backtestOrigins > 0 ? `${countOf(backtestOrigins, 'origin')} of the backtest` : '',
  ].filter((part) => part !== '');
  return `${times} since ${formatStamp(from, series)}, tried on ${tried.join(' and ')}`;
}
