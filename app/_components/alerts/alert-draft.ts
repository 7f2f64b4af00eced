import type { AlertRule } from '#forecasting/ledger/alert-rule.ts';

/** An alert as it is being written: every number, whatever its kind. */
export interface AlertDraft {
  readonly kind: AlertRule['kind'];
  readonly direction: 'above' | 'below';
  readonly threshold: number | null;
  readonly withinSteps: number;
  readonly level: number;
  readonly times: number;
  readonly withinRows: number;
  readonly rows: number;
}

export function newAlertDraft(lastValue: number | null): AlertDraft {
  return {
    kind: 'forecast-crosses',
    direction: 'above',
    threshold: lastValue,
    withinSteps: 24,
    level: 95,
    times: 3,
    withinRows: 24,
    rows: 48,
  };
}

/** The rule of a draft; null where something is missing. */
export function ruleOf(draft: AlertDraft): AlertRule | null {
  const { kind, direction, threshold, withinSteps, level, times, withinRows, rows } = draft;
  switch (kind) {
    case 'forecast-crosses':
      return threshold === null ? null : { kind, direction, threshold, withinSteps };
    case 'outside-band':
      return { kind, level, times, withinRows: Math.max(times, withinRows) };
    case 'under-naive':
      return { kind, rows };
    case 'run-failed':
      return { kind };
  }
}
