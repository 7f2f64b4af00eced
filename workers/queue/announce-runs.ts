import type { Database } from '#db/client.ts';
import { listWaitingRuns, type WaitingRun } from '#db/queries/waiting-runs.ts';
import type { Clock } from '../clock.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { awayMessage } from './connect-redis.ts';
import { TicketQueue } from './ticket-queue.ts';

export interface AnnouncerOptions {
  readonly db: Database;
  readonly url: string;
  readonly workerKey: string;
  readonly clock: Clock;
}

/** Of more waiting runs than this the first are announced; the others follow as those are taken. */
const mostTickets = 1000;
/** BullMQ serves small numbers first; Hindcast's runs of high priority go first. */
const middlePriority = 1_000_000;

/**
 * Tells Redis which runs wait. Redis may forget them, and may be away: whatever waits is announced again when it
 * is back, and from time to time in any case. A ticket that is there already is not made twice.
 */
export class RunAnnouncer {
  /** Leaves a ticket for each run that has begun to wait. */
  readonly announce = oneAtATime(() => this.#announce());
  readonly #options: AnnouncerOptions;
  readonly #tickets: TicketQueue;
  #announced = new Set<string>();
  #isAway = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    this.#tickets = new TicketQueue(options.url, options.workerKey);
    this.#tickets.onReady(() => this.forget());
  }

  /** Everything that waits is announced again at the next call. */
  forget(): void {
    this.#announced = new Set();
  }

  /** What keeps runs from being announced, one sentence; null when nothing does. */
  problem(): string | null {
    return this.#isAway ? awayMessage : null;
  }

  close(): void {
    this.#tickets.close();
  }

  async #announce(): Promise<void> {
    const { db, clock } = this.#options;
    const waiting = new Map(listWaitingRuns(db, clock.now(), mostTickets).map((run) => [ticketId(run), run]));
    const fresh = [...waiting].filter(([id]) => !this.#announced.has(id));
    try {
      if (fresh.length > 0) await this.#leave(fresh.map(([jobId, run]) => toJob(jobId, run)));
      this.#announced = new Set(waiting.keys());
      this.#isAway = false;
    } catch {
      this.#isAway = true;
    }
  }

  async #leave(tickets: readonly ReturnType<typeof toJob>[]): Promise<void> {
    await this.#tickets.ask((queue) => queue.addBulk([...tickets]));
  }
}

/** The same run waits anew after each attempt. */
const ticketId = ({ id, fencingToken }: WaitingRun) => `run-${id}-${fencingToken}`;

function toJob(jobId: string, { id, priority }: WaitingRun) {
  const bounded = Math.max(-middlePriority + 1, Math.min(middlePriority - 1, priority));
  return { name: 'run', data: { runId: id }, opts: { jobId, priority: middlePriority - bounded } };
}
