import { type CronPlan, cronOf, everyMorning, planOfCron } from '#app/_lib/cron-plan.ts';
import type { RunConfigInput } from '#forecasting/config.ts';
import type { ScheduleRow } from '#server/api-types.ts';

/** A schedule as it is being written. */
export interface ScheduleDraft {
  readonly when: CronPlan;
  /** null: new rows alone start nothing. */
  readonly everyRows: number | null;
  readonly zone: string;
  /** On a tie the challenger takes over from a champion of so many days; null: never. */
  readonly tieDays: number | null;
  readonly seriesIds: readonly number[];
  readonly config: RunConfigInput;
}

export type ChangeDraft = (change: Partial<ScheduleDraft>) => void;

export function newDraft(seriesIds: readonly number[], config: RunConfigInput): ScheduleDraft {
  return {
    when: everyMorning,
    everyRows: null,
    tieDays: null,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    seriesIds,
    config,
  };
}

export function draftOf({ cron, ...schedule }: ScheduleRow): ScheduleDraft {
  const { everyRows, zone, tieDays, seriesIds, config } = schedule;
  return { when: planOfCron(cron), everyRows, zone, tieDays, seriesIds, config };
}

/** What the API takes of a draft. */
export function rulesOf({ when, everyRows, zone, tieDays }: ScheduleDraft) {
  return { cron: cronOf(when), everyRows, zone, tieDays };
}

/** Why a draft cannot be kept yet; null where it can. */
export function problemOf(draft: ScheduleDraft): string | null {
  if (draft.seriesIds.length === 0) return 'Choose a series.';
  if (draft.when.kind === 'never' && draft.everyRows === null) {
    return 'It never fires: choose a time, or a number of new rows.';
  }
  return null;
}

export function isSameDraft(a: ScheduleDraft, b: ScheduleDraft): boolean {
  const plain = (draft: ScheduleDraft) => JSON.stringify([rulesOf(draft), draft.config, draft.seriesIds]);
  return plain(a) === plain(b);
}
