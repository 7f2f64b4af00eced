import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { LeaderboardRow } from '#app/_lib/leaderboard-rows.ts';

export const leaderboardFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

const helper = createColumnHelper<typeof leaderboardFeatures, LeaderboardRow>();

/** An undefined score stands last, whichever way the column goes. */
const known = (value: number | null | undefined) => value ?? undefined;
const last = { sortUndefined: 'last' } as const;

/** What the leaderboard can be sorted by; the cells are drawn by its rows. */
export const leaderboardColumns = helper.columns([
  helper.accessor('kind', { id: 'name' }),
  helper.accessor((row) => known(row.scores.skill), { id: 'skill', ...last, sortDescFirst: true }),
  helper.accessor((row) => known(row.scores.mae), { id: 'mae', ...last, sortDescFirst: false }),
  helper.accessor((row) => known(row.scores.rmse), { id: 'rmse', ...last, sortDescFirst: false }),
  helper.accessor((row) => known(row.scores.mase), { id: 'mase', ...last, sortDescFirst: false }),
  helper.accessor((row) => known(row.scores.smape), { id: 'smape', ...last, sortDescFirst: false }),
  helper.accessor((row) => known(row.caught), { id: 'coverage', ...last, sortDescFirst: true }),
  helper.accessor((row) => known(row.seedSpread), { id: 'seeds', ...last, sortDescFirst: false }),
  helper.accessor('fitSeconds', { id: 'fit', sortDescFirst: false }),
  helper.accessor('parameters', { id: 'weights', sortDescFirst: false }),
]);

export type LeaderboardColumnId =
  | 'name'
  | 'skill'
  | 'mae'
  | 'rmse'
  | 'mase'
  | 'smape'
  | 'coverage'
  | 'seeds'
  | 'fit'
  | 'weights';
