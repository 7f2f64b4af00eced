import { join } from 'node:path';
import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import type { Environment } from '#server/env.ts';
import { createFileReader } from '#server/read-file.ts';
import { AlertSender } from './alert-sender.ts';
import { AlertWatch } from './alert-watch.ts';
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

/** What a worker does besides runs: it fires schedules, reads their sources, raises and sends alerts. */
export interface ScheduleDuties {
  look(): void;
  /** Until what has begun – a reading, a message – is settled. */
  settled(): Promise<void>;
}

export function createScheduleDuties(options: ScheduleDutiesOptions): ScheduleDuties {
  const { db, folder, settings, clock, log } = options;
  const underNaive = new UnderNaive();
  const readFile = createFileReader({ threadBundle: join(settings.root, 'dist/reader.mjs') });
  const services = { db, folder, environment: settings, readFile, now: () => clock.now() };
  const sources = new SourceReader({ services, log });
  const watch = new AlertWatch();
  const sender = new AlertSender({ db, folder, clock, log, rules: settings.outgoing });
  return {
    look() {
      fireSchedules(db, clock.now());
      underNaive.look(db, clock.now());
      sources.look();
      watch.look(db, clock.now());
      sender.look();
    },
    async settled() {
      await Promise.all([sources.settled(), sender.settled()]);
    },
  };
}
