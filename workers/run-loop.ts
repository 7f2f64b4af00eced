import type { Lease } from '#db/queries/run-leases.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { Supervision, type SupervisionOptions } from './supervise-run.ts';

export interface RunLoopOptions extends SupervisionOptions {
  /** Runs that are trained at the same time. */
  readonly concurrentRuns: number;
  /** A run has ended: the next one may begin. */
  readonly onRoom: () => void;
}

/** Takes runs from the queue as long as there is room, and looks after each until it has ended. */
export class RunLoop {
  /** Takes what there is room for. */
  readonly claim = oneAtATime(() => this.#fill());
  readonly #options: RunLoopOptions;
  readonly #active = new Map<number, Supervision>();
  /** Claims whose answer is not there yet. */
  readonly #claims = new Set<Promise<Supervision | undefined>>();
  #stopping = false;

  constructor(options: RunLoopOptions) {
    this.#options = options;
  }

  /** Takes one run, if it waits, and settles when its attempt has ended. Whether there is room is the caller's care. */
  async take(runId: number): Promise<void> {
    const supervision = await this.#begin(runId);
    await supervision?.ended;
  }

  /** Ids of the runs at work. */
  own(): ReadonlySet<number> {
    return new Set(this.#active.keys());
  }

  /** Of the runs at work. */
  leases(): Lease[] {
    return [...this.#active.values()].map(({ lease }) => lease);
  }

  watch(): void {
    for (const supervision of this.#active.values()) supervision.watch();
  }

  obey(): void {
    for (const supervision of this.#active.values()) void supervision.obey();
  }

  renew(): void {
    for (const supervision of this.#active.values()) void supervision.renew();
  }

  /** Puts every run at work back into the queue and waits until its trainer is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(this.#claims);
    const active = [...this.#active.values()];
    for (const supervision of active) supervision.interrupt();
    await Promise.all(active.map(({ ended }) => ended));
  }

  async #fill(): Promise<void> {
    while (!this.#stopping && this.#active.size < this.#options.concurrentRuns) {
      if ((await this.#begin()) === undefined) return;
    }
  }

  #begin(runId?: number): Promise<Supervision | undefined> {
    if (this.#stopping) throw new Error('This worker takes no more runs');
    const begun = this.#claim(runId).finally(() => this.#claims.delete(begun));
    this.#claims.add(begun);
    return begun;
  }

  async #claim(runId: number | undefined): Promise<Supervision | undefined> {
    const lease = await this.#options.runStore.claim(runId);
    if (lease === undefined) return undefined;
    this.#options.log.info({ runId: lease.runId, attempt: lease.attempt }, 'A run begins');
    const supervision = new Supervision(lease, this.#options);
    this.#active.set(lease.runId, supervision);
    supervision.ended.then(() => this.#release(supervision));
    return supervision;
  }

  #release(supervision: Supervision): void {
    this.#active.delete(supervision.lease.runId);
    this.#options.log.info({ runId: supervision.lease.runId }, 'A run has ended');
    this.#options.onRoom();
  }
}
