'use client';

import { useTRPCClient } from '#app/_lib/trpc.tsx';
import type { Impact } from '#server/api-types.ts';

/** Something that can be renamed and removed. */
export interface NamedThing {
  readonly kind: 'upload' | 'series' | 'run' | 'schedule';
  readonly id: number;
  readonly name: string;
  /** A series' unit: with it, the rename dialog asks for both. */
  readonly unit?: string | null;
}

export const thingWords: Readonly<Record<NamedThing['kind'], string>> = {
  upload: 'file',
  series: 'series',
  run: 'run',
  schedule: 'schedule',
};

interface ThingCalls {
  removalImpact(): Promise<Impact>;
  remove(): Promise<unknown>;
  rename(name: string, unit?: string | null): Promise<unknown>;
}

/** The calls that rename and remove a thing, whatever its kind. */
export function useThingCalls({ kind, id }: Pick<NamedThing, 'kind' | 'id'>): ThingCalls {
  const client = useTRPCClient();
  const { uploads, series, runs, schedules } = client;
  const noun = { upload: uploads, series, run: runs, schedule: schedules }[kind];
  return {
    removalImpact: () => noun.removalImpact.query({ id }),
    remove: () => noun.remove.mutate({ id }),
    rename(name, unit) {
      if (kind === 'upload') return uploads.rename.mutate({ id, name });
      if (kind === 'run') return runs.rename.mutate({ id, name });
      if (kind === 'schedule') return schedules.update.mutate({ id, name });
      return series.rename.mutate({ id, name, ...(unit === undefined ? {} : { unit }) });
    },
  };
}
