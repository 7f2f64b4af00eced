import { type CronPlan, cronOf, everyMorning, planOfCron } from '#app/_lib/cron-plan.ts';
import type { RunConfigInput } from '#forecasting/config.ts';
import type { ScheduleRow } from '#server/api-types.ts';

/** An address that rows are read from, and what is sent along to be let in. */
export interface SourceDraft {
  readonly url: string;
  readonly authorization: string;
}

/** A schedule as it is being written. */
export interface ScheduleDraft {
  readonly when: CronPlan;
  /** null: new rows alone start no training. */
  readonly everyRows: number | null;
  /** null: the naive may be better for as long as it likes. */
  readonly underNaiveRows: number | null;
  /** When the champion forecasts without a training. */
  readonly forecastWhen: CronPlan;
  readonly forecastEveryRows: number | null;
  readonly zone: string;
  /** On a tie the challenger takes over from a champion of so many days; null: never. */
  readonly tieDays: number | null;
  /** undefined: as it is; null: none. */
  readonly source: SourceDraft | null | undefined;
  readonly seriesIds: readonly number[];
  readonly config: RunConfigInput;
}

export type ChangeDraft = (change: Partial<ScheduleDraft>) => void;

const never: CronPlan = { ...everyMorning, kind: 'never' };

export function newDraft(seriesIds: readonly number[], config: RunConfigInput): ScheduleDraft {
  return {
    when: everyMorning,
    everyRows: null,
    underNaiveRows: null,
    forecastWhen: never,
    forecastEveryRows: null,
    tieDays: null,
    source: undefined,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    seriesIds,
    config,
  };
}

export function draftOf(schedule: ScheduleRow): ScheduleDraft {
  const { cron, forecastCron, everyRows, underNaiveRows, forecastEveryRows } = schedule;
  const { zone, tieDays, seriesIds, config } = schedule;
  return {
    when: planOfCron(cron),
    forecastWhen: planOfCron(forecastCron),
    source: undefined,
    ...{ everyRows, underNaiveRows, forecastEveryRows, zone, tieDays, seriesIds, config },
  };
}

/** What the API takes of a draft. */
export function rulesOf(draft: ScheduleDraft) {
  const { when, forecastWhen, everyRows, underNaiveRows, forecastEveryRows, zone, tieDays } = draft;
  const times = { cron: cronOf(when), forecastCron: cronOf(forecastWhen) };
  return { ...times, everyRows, underNaiveRows, forecastEveryRows, zone, tieDays, ...sourceOf(draft) };
}

function sourceOf({ source }: ScheduleDraft) {
  if (source === undefined) return {};
  if (source === null || source.url.trim() === '') return { source: null };
  const { url, authorization } = source;
  const key = authorization.trim() === '' ? {} : { authorization: authorization.trim() };
  return { source: { url: url.trim(), ...key } };
}

/** Why a draft cannot be kept yet; null where it can. */
export function problemOf(draft: ScheduleDraft): string | null {
  if (draft.seriesIds.length === 0) return 'Choose a series.';
  if (draft.when.kind === 'never' && draft.everyRows === null && draft.underNaiveRows === null) {
    return 'It never trains: choose a time, a number of new rows, or how long the naive may be better.';
  }
  return null;
}

export function isSameDraft(a: ScheduleDraft, b: ScheduleDraft): boolean {
  const plain = (draft: ScheduleDraft) => JSON.stringify([rulesOf(draft), draft.config, draft.seriesIds]);
  return plain(a) === plain(b);
}
