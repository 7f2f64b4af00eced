import { type Database, writeTransaction } from '#db/client.ts';
import {
  alertState,
  listAlerts,
  readAlertPast,
  recordFirings,
  type StoredAlert,
} from '#db/queries/alerts.ts';
import { getSeries, type StoredSeries } from '#db/queries/series.ts';
import { type AlertFiring, alertFirings } from '#forecasting/ledger/alert-firings.ts';
import { firingInWords } from '#forecasting/ledger/alert-words.ts';
import { formatStamp } from '#forecasting/series/format-stamp.ts';

/** Looks at the alerts of every series that has changed since the last look. */
export class AlertWatch {
  readonly #seen = new Map<number, string>();

  /** @returns how many alerts have fired */
  look(db: Database, now: number): number {
    const bySeries = new Map<number, StoredAlert[]>();
    for (const alert of listAlerts(db).filter(({ enabled }) => enabled)) {
      bySeries.set(alert.seriesId, [...(bySeries.get(alert.seriesId) ?? []), alert]);
    }
    let fired = 0;
    for (const [seriesId, alerts] of bySeries) {
      const state = `${alertState(db, seriesId)} ${alerts.map(({ id }) => id)}`;
      if (this.#seen.get(seriesId) === state) continue;
      fired += writeTransaction(db, () => fireAlerts(db, seriesId, now));
      this.#seen.set(seriesId, state);
    }
    return fired;
  }
}

/** Under the write lock, so that of several workers one notes what has happened. */
function fireAlerts(db: Database, seriesId: number, now: number): number {
  const series = getSeries(db, seriesId);
  if (series === undefined) return 0;
  const past = readAlertPast(db, seriesId);
  let fired = 0;
  for (const alert of listAlerts(db, seriesId).filter(({ enabled }) => enabled)) {
    const fresh = alertFirings(alert.rule, past)
      .filter((firing) => isNew(alert, firing))
      .map((firing) => ({ ...firing, sentence: sentenceOf(alert, firing, series) }));
    fired += recordFirings(db, alert, { fired: fresh, now });
  }
  return fired;
}

/** What was there before the alert looked the last time does not set it off. */
function isNew(
  { rule, seenStamp, seenForecastId, seenFailureAt }: StoredAlert,
  { at }: AlertFiring,
): boolean {
  if (rule.kind === 'forecast-crosses') return at > seenForecastId;
  if (rule.kind === 'run-failed') return at >= seenFailureAt;
  return seenStamp === null || at > seenStamp;
}

function sentenceOf({ rule }: StoredAlert, firing: AlertFiring, series: StoredSeries): string {
  const axis = { kind: series.axisKind, zone: series.zone ?? undefined };
  const unit = series.unit ? ` ${series.unit}` : '';
  return firingInWords(rule, firing, {
    seriesName: series.name,
    writeValue: (value) => `${Number(value.toPrecision(6))}${unit}`,
    writeStamp: (stamp) => formatStamp(stamp, axis),
  });
}
