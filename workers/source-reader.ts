import { type Database, writeTransaction } from '#db/client.ts';
import { championOf } from '#db/queries/champions.ts';
import { findActiveRunOfSchedule, getSchedule, recordScheduleEvent } from '#db/queries/schedules.ts';
import { claimRead, type StoredSource, settleRead } from '#db/queries/sources.ts';
import type { Environment } from '#server/env.ts';
import { OutgoingError } from '#server/outgoing/outgoing-error.ts';
import { SealError, unseal } from '#server/outgoing/sealed-text.ts';
import { readSource, type SourceAddress, type SourceReading } from '#server/read-source.ts';
import { Refusal } from '#server/refusal.ts';
import type { FileServices } from '#server/stored-upload.ts';
import { isFatal } from './explain-failure.ts';
import { fire, skip } from './fire-schedule.ts';
import type { WorkerLog } from './worker-log.ts';

/** A reading takes five minutes at most. */
const leaseMs = 6 * 60_000;

export interface SourceReaderOptions {
  readonly services: FileServices & { readonly environment: Pick<Environment, 'outgoing'> };
  readonly log: WorkerLog;
}

/** Reads the sources that wait for it, one after the other, and fires their schedules when there are new rows. */
export class SourceReader {
  readonly #options: SourceReaderOptions;
  #reading: Promise<void> | undefined;

  constructor(options: SourceReaderOptions) {
    this.#options = options;
  }

  /** Begins with the next source that waits, unless one is being read. */
  look(): void {
    if (this.#reading !== undefined) return;
    const { db, now } = this.#options.services;
    const source = claimRead(db, { now: now(), leaseMs });
    if (source === undefined) return;
    this.#reading = this.#read(source)
      .catch((problem) =>
        this.#options.log.error(
          { err: problem, scheduleId: source.scheduleId },
          'A reading could not be settled',
        ),
      )
      .finally(() => {
        this.#reading = undefined;
      });
  }

  /** Until what is being read has been settled. */
  async settled(): Promise<void> {
    await this.#reading;
  }

  async #read(source: StoredSource): Promise<void> {
    const { services, log } = this.#options;
    const { db, folder, environment } = services;
    const schedule = getSchedule(db, source.scheduleId);
    if (schedule === undefined) return;
    try {
      const address = JSON.parse(unseal(folder, source.sealed)) as SourceAddress;
      const { seriesIds } = schedule;
      const { contentHash } = source;
      const outside = { rules: environment.outgoing };
      const reading = await readSource(services, outside, { address, seriesIds, contentHash });
      writeTransaction(db, () => settleNewRows(db, source, { reading, now: services.now() }));
    } catch (problem) {
      if (isFatal(problem)) throw problem;
      const message = messageOf(problem);
      if (message === undefined) log.error({ err: problem }, 'A source could not be read');
      const reason = message ?? 'It met an error of Hindcast itself; the log says which.';
      writeTransaction(db, () => settleFailure(db, source, { reason, now: services.now() }));
    }
  }
}

/** What a person can do something about is told; the rest is for the log. */
function messageOf(problem: unknown): string | undefined {
  if (problem instanceof OutgoingError || problem instanceof Refusal) return problem.message;
  if (problem instanceof SealError) return 'Its address cannot be decrypted on this machine: give it again.';
  return undefined;
}

interface Read {
  readonly reading: SourceReading;
  readonly now: number;
}

function settleNewRows(db: Database, source: StoredSource, { reading, now }: Read): void {
  const { newRows, revised, contentHash } = reading;
  const outcome = {
    outcome: 'read',
    newRows,
    message: revisedInWords(revised),
    contentHash,
    readAt: now,
  } as const;
  const schedule = getSchedule(db, source.scheduleId);
  if (!settleRead(db, source, outcome) || schedule === undefined) return;
  // Rows that a person has appended meanwhile are new too, and a first training needs none.
  if (newRows + revised === 0 && championOf(db, schedule.id) !== undefined) {
    skip(db, schedule, { reason: `${source.wantedReason} The source had no new row.`, now });
    return;
  }
  const busy = findActiveRunOfSchedule(db, schedule.id);
  if (busy !== undefined) {
    const reason = `${newRows} rows were read; the run before (number ${busy.id}) has not ended.`;
    skip(db, schedule, { reason, now });
    return;
  }
  const rows = newRows === 1 ? 'One new row was read.' : `${newRows} new rows were read.`;
  const revision = revisedInWords(revised);
  fire(db, schedule, {
    purpose: source.wanted!,
    kind: source.wantedAs ?? 'fired',
    reason: [source.wantedReason, rows, revision].filter(Boolean).join(' '),
    now,
  });
}

/** A past that was rewritten is never passed over in silence. */
function revisedInWords(revised: number): string | null {
  if (revised === 0) return null;
  const rows = revised === 1 ? 'One row of the past has' : `${revised} rows of the past have`;
  return `${rows} changed; what stood there is kept as a vintage.`;
}

function settleFailure(
  db: Database,
  source: StoredSource,
  { reason, now }: { readonly reason: string; readonly now: number },
): void {
  const told = { outcome: 'failed', newRows: null, message: reason, readAt: now } as const;
  if (!settleRead(db, source, told)) return;
  const { scheduleId } = source;
  recordScheduleEvent(db, { scheduleId, kind: 'source-failed', reason, runId: null, createdAt: now });
}
