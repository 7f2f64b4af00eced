import type { AlertFiring } from './alert-firings.ts';
import type { AlertRule } from './alert-rule.ts';

/** How values and places of a series are written. */
export interface AlertWording {
  readonly seriesName: string;
  readonly writeValue: (value: number) => string;
  readonly writeStamp: (stamp: number) => string;
}

/**
 * Says what an alert found.
 *
 * @example
 * firingInWords({ kind: 'run-failed' }, { runId: 7, stamp: null, value: null }, { seriesName: 'Sales' });
 * // 'Sales: run 7 has failed.'
 */
export function firingInWords(rule: AlertRule, firing: AlertFiring, wording: AlertWording): string {
  const { seriesName, writeValue, writeStamp } = wording;
  const at = firing.stamp === null ? '' : writeStamp(firing.stamp);
  const value = firing.value === null ? '' : writeValue(firing.value);
  switch (rule.kind) {
    case 'forecast-crosses': {
      const verb = rule.direction === 'above' ? 'rises above' : 'falls below';
      return `${seriesName}: the forecast ${verb} ${writeValue(rule.threshold)} at ${at}, to ${value}.`;
    }
    case 'outside-band': {
      const of = rule.withinRows === 1 ? '' : ` of the last ${rule.withinRows} values`;
      const times = rule.times === 1 ? 'a value' : `${rule.times}${of}`;
      return `${seriesName}: ${times} came outside of the ${rule.level} % band, the latest at ${at}: ${value}.`;
    }
    case 'under-naive':
      return `${seriesName}: over the last ${rule.rows} values until ${at} the naive was better than what was issued.`;
    case 'run-failed':
      return `${seriesName}: run ${firing.runId} has failed. ${firing.message ?? ''}`.trim();
  }
}
