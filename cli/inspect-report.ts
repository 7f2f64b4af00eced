import type { Reading, ReadSeries } from '#forecasting/reading/reading.ts';
import { formatStamp } from '#forecasting/series/format-stamp.ts';
import { terminalMessage } from './terminal-message.ts';

type ValueByName = Record<string, number | null>;

/** The object that `hindcast inspect --json` prints. */
export interface InspectReport {
  readonly outcome: Reading['outcome'];
  readonly error_code?: string;
  readonly message: string;
  readonly flag?: string;
  readonly warnings: readonly string[];
  readonly evidence: readonly string[];
  readonly series: readonly string[];
  readonly rows: number;
  readonly frequency?: string;
  readonly first_ts?: string;
  readonly last_ts?: string;
  readonly first: ValueByName;
  readonly last: ValueByName;
  readonly missing: Record<string, number>;
  readonly per_id?: Record<string, IdReport>;
}

/** One id of a long file; `first` and `last` are its main value's. */
export interface IdReport {
  readonly rows: number;
  readonly first_ts: string;
  readonly last_ts: string;
  readonly first: number | null;
  readonly last: number | null;
}

/** A reading as `hindcast inspect --json` shows it. */
export function inspectReport(reading: Reading): InspectReport {
  const { series } = reading;
  return {
    outcome: reading.outcome,
    ...(reading.errorCode === undefined ? {} : { error_code: reading.errorCode }),
    message: terminalMessage(reading),
    ...(reading.question ? { flag: reading.question.flag } : {}),
    warnings: reading.warnings.map((warning) => `${warning.code}: ${warning.message}`),
    evidence: reading.evidence.map((line) => line.message),
    series: series.map((one) => one.name),
    rows: reading.rows,
    ...(reading.frequency === undefined ? {} : { frequency: reading.frequency }),
    ...boundsOf(series),
    first: byName(series, (one) => numberOrNull(one.values[0])),
    last: byName(series, (one) => numberOrNull(one.values[one.values.length - 1])),
    missing: byName(series, (one) => one.missing),
    ...(reading.layout === 'long' && series.length > 0 ? { per_id: perId(series) } : {}),
  };
}

const numberOrNull = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Names come from the file, so the object must not inherit: a column may be called `__proto__`. */
function byName<T>(series: readonly ReadSeries[], value: (one: ReadSeries) => T): Record<string, T> {
  const table = Object.create(null) as Record<string, T>;
  for (const one of series) table[one.name] = value(one);
  return table;
}

/** The earliest and the latest stamp of any series. */
function boundsOf(series: readonly ReadSeries[]): { first_ts?: string; last_ts?: string } {
  const held = series.filter((one) => one.axis.stamps.length > 0);
  if (held.length === 0) return {};
  const earliest = held.reduce((a, b) => (b.axis.stamps[0]! < a.axis.stamps[0]! ? b : a));
  const latest = held.reduce((a, b) => (b.axis.stamps.at(-1)! > a.axis.stamps.at(-1)! ? b : a));
  return {
    first_ts: formatStamp(earliest.axis.stamps[0]!, earliest.axis),
    last_ts: formatStamp(latest.axis.stamps.at(-1)!, latest.axis),
  };
}

function perId(series: readonly ReadSeries[]): Record<string, IdReport> {
  const table = Object.create(null) as Record<string, IdReport>;
  const main = mainTarget(series.map((one) => one.target));
  for (const one of series) {
    if (one.id === undefined || one.axis.stamps.length === 0) continue;
    if (table[one.id] && one.target !== main) continue;
    table[one.id] = {
      rows: one.axis.stamps.length,
      first_ts: formatStamp(one.axis.stamps[0]!, one.axis),
      last_ts: formatStamp(one.axis.stamps.at(-1)!, one.axis),
      first: numberOrNull(one.values[0]),
      last: numberOrNull(one.values.at(-1)),
    };
  }
  return table;
}

const mainNames =
  /^(adj\.? ?close|close|last|price|value|y|target|zuletzt|schluss(kurs)?|cours|cl[oô]ture|cierre|ultimo|종가|값|終値|收盘价?|收盤價?)$/i;

/** The column that stands for its id: the one with the name of a main value, else the first. */
function mainTarget(targets: readonly string[]): string | undefined {
  return (
    targets.find((target) => /^close$/i.test(target)) ??
    targets.find((target) => mainNames.test(target)) ??
    targets[0]
  );
}
