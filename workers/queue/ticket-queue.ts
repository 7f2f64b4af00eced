import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectRedis, queueNames } from './connect-redis.ts';

/** A ticket says that a run waits; whether it still does, the database knows. */
export interface Ticket {
  readonly runId: number;
}

/** The tickets in Redis, for whoever leaves or counts them. Whatever is asked while Redis is away is refused soon. */
export class TicketQueue {
  readonly #redis: Redis;
  readonly #names: ReturnType<typeof queueNames>;
  #queue: Queue<Ticket> | undefined;

  constructor(url: string, workerKey: string) {
    this.#names = queueNames(workerKey);
    this.#redis = connectRedis(url, { patient: false });
  }

  /** Calls `listener` whenever Redis is there, the first time and again. */
  onReady(listener: () => void): void {
    this.#redis.on('ready', listener);
  }

  /** A queue of BullMQ that once failed to begin stays broken: after a failure the next call has a new one. */
  async ask<T>(question: (queue: Queue<Ticket>) => Promise<T>): Promise<T> {
    const queue = this.#queue ?? this.#open();
    this.#queue = queue;
    try {
      return await question(queue);
    } catch (problem) {
      this.#queue = undefined;
      // It gives back what it hung on the connection.
      await queue.close().catch(() => undefined);
      throw problem;
    }
  }

  close(): void {
    this.#redis.disconnect();
  }

  #open(): Queue<Ticket> {
    const queue = new Queue<Ticket>(this.#names.name, {
      connection: this.#redis,
      prefix: this.#names.prefix,
      skipWaitingForReady: true,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    });
    // Whoever asked hears of it.
    queue.on('error', () => {});
    return queue;
  }
}
