import { Worker as TicketWorker } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectRedis, queueNames } from './connect-redis.ts';
import { type Ticket, TicketQueue } from './ticket-queue.ts';

export interface TakerOptions {
  readonly url: string;
  readonly workerKey: string;
  /** Tickets that are held at the same time. */
  readonly concurrentRuns: number;
  /** Settles when the attempt of the run has ended, or there is nothing to do any more. */
  readonly take: (runId: number) => Promise<void>;
}

/** Of a taker that has died with a ticket in its hand, somebody else gets it after so long. */
const lockMs = 10_000;
const stalledLookMs = 5000;
/** BullMQ's own fifteen seconds are long for a Redis that was away for three. */
const retryMs = 1000;
const closeMs = 2000;

/**
 * Takes tickets from Redis, each held until the attempt of its run has ended: so a worker that has its hands full
 * leaves the others to others. A ticket that is lost or comes twice does no harm, as the database decides who works.
 */
export class RunTaker {
  readonly #options: TakerOptions;
  readonly #names: ReturnType<typeof queueNames>;
  readonly #tickets: TicketQueue;
  #line: Redis;
  #worker: TicketWorker<Ticket>;
  /** Tickets in hand, by the worker that took them: a former one's are still worked on. */
  readonly #held = new Map<TicketWorker<Ticket>, number>();
  #taken = 0;

  constructor(options: TakerOptions) {
    this.#options = options;
    this.#names = queueNames(options.workerKey);
    this.#tickets = new TicketQueue(options.url, options.workerKey);
    this.#line = connectRedis(options.url, { patient: true });
    this.#worker = this.#open(this.#line);
  }

  /** Tickets that nobody has taken. @throws where Redis is away */
  depth(): Promise<number> {
    return this.#tickets.ask((queue) => queue.getJobCountByTypes('waiting', 'prioritized'));
  }

  hasRoom(): boolean {
    return this.#countHeld() < this.#options.concurrentRuns;
  }

  /** How many tickets have been taken so far. */
  taken(): number {
    return this.#taken;
  }

  /** Leaves the BullMQ worker, whatever it waits for, and starts another on connections of its own. */
  async restart(): Promise<void> {
    const [worker, line] = [this.#worker, this.#line];
    this.#line = connectRedis(this.#options.url, { patient: true });
    this.#worker = this.#open(this.#line);
    this.#shareRoom();
    await quickly(worker.close(true));
    line.disconnect();
  }

  /** Takes nothing more; what is held goes on. */
  async pause(): Promise<void> {
    await quickly(this.#worker.pause(true));
  }

  async close(): Promise<void> {
    await quickly(this.#worker.close(true));
    this.#line.disconnect();
    this.#tickets.close();
  }

  #open(line: Redis): TicketWorker<Ticket> {
    const { name, prefix } = this.#names;
    const worker: TicketWorker<Ticket> = new TicketWorker(
      name,
      ({ data }: { data: Ticket }) => this.#take(worker, data.runId),
      {
        connection: line,
        prefix,
        concurrency: this.#options.concurrentRuns,
        lockDuration: lockMs,
        stalledInterval: stalledLookMs,
        runRetryDelay: retryMs,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    // A ticket whose lock is gone, a Redis that is away: the watchdog and the database see to it.
    worker.on('error', () => {});
    return worker;
  }

  async #take(worker: TicketWorker<Ticket>, runId: number): Promise<void> {
    this.#taken += 1;
    this.#held.set(worker, (this.#held.get(worker) ?? 0) + 1);
    try {
      await this.#options.take(runId);
    } finally {
      this.#held.set(worker, this.#held.get(worker)! - 1);
      this.#shareRoom();
    }
  }

  #countHeld(): number {
    return [...this.#held.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The present worker may hold what its former selves do not. */
  #shareRoom(): void {
    const former = this.#countHeld() - (this.#held.get(this.#worker) ?? 0);
    this.#worker.concurrency = Math.max(1, this.#options.concurrentRuns - former);
  }
}

/** Nobody waits for long for a Redis that is away. */
async function quickly(task: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeMs);
  });
  await Promise.race([task.catch(() => undefined), enough]);
  clearTimeout(timer);
}
