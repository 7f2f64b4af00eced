import { join } from 'node:path';
import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import type { Environment } from '#server/env.ts';
import { createFileReader } from '#server/read-file.ts';
import type { Clock } from './clock.ts';
import { fireSchedules } from './scheduler.ts';
import { SourceReader } from './source-reader.ts';
import { UnderNaive } from './under-naive.ts';
import type { WorkerLog } from './worker-log.ts';

export interface ScheduleDutiesOptions {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly settings: Pick<Environment, 'root' | 'maxUploadBytes' | 'outgoing'>;
  readonly clock: Clock;
  readonly log: WorkerLog;
}

/** What a worker does for schedules besides their runs: it fires them and reads their sources. */
export interface ScheduleDuties {
  look(): void;
  /** Until a reading that has begun is settled. */
  settled(): Promise<void>;
}

export function createScheduleDuties(options: ScheduleDutiesOptions): ScheduleDuties {
  const { db, folder, settings, clock, log } = options;
  const underNaive = new UnderNaive();
  const readFile = createFileReader({ threadBundle: join(settings.root, 'dist/reader.mjs') });
  const services = { db, folder, environment: settings, readFile, now: () => clock.now() };
  const sources = new SourceReader({ services, log });
  return {
    look() {
      fireSchedules(db, clock.now());
      underNaive.look(db, clock.now());
      sources.look();
    },
    settled: () => sources.settled(),
  };
}
