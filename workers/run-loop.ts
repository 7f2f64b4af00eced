import { claimNextRun } from '#db/queries/run-leases.ts';
import { getRun } from '#db/queries/runs.ts';
import { Supervision, type SupervisionOptions } from './supervise-run.ts';

export interface RunLoopOptions extends SupervisionOptions {
  readonly workerId: number;
  readonly leaseMs: number;
  /** Runs that are trained at the same time. */
  readonly concurrentRuns: number;
  /** A run has ended: the next one may begin. */
  readonly onRoom: () => void;
}

/** Takes runs from the queue as long as there is room, and looks after each until it has ended. */
export class RunLoop {
  readonly #options: RunLoopOptions;
  readonly #active = new Map<number, Supervision>();
  #stopping = false;

  constructor(options: RunLoopOptions) {
    this.#options = options;
  }

  /** Ids of the runs at work. */
  own(): ReadonlySet<number> {
    return new Set(this.#active.keys());
  }

  /** Takes what there is room for. */
  claim(): void {
    const { db, workerId, leaseMs, clock, concurrentRuns } = this.#options;
    while (!this.#stopping && this.#active.size < concurrentRuns) {
      const claimed = claimNextRun(db, { workerId, leaseMs, now: clock.now() });
      const run = claimed && getRun(db, claimed.id);
      if (run === undefined) return;
      this.#options.log.info({ runId: run.id, attempt: run.attempt }, 'A run begins');
      const supervision = new Supervision(run, this.#options);
      this.#active.set(run.id, supervision);
      supervision.ended.then(() => this.#release(supervision));
    }
  }

  watch(): void {
    for (const supervision of this.#active.values()) supervision.watch();
  }

  obey(): void {
    for (const supervision of this.#active.values()) supervision.obey();
  }

  renew(): void {
    for (const supervision of this.#active.values()) supervision.renew(this.#options.leaseMs);
  }

  /** Puts every run at work back into the queue and waits until its trainer is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const active = [...this.#active.values()];
    for (const supervision of active) supervision.interrupt();
    await Promise.all(active.map(({ ended }) => ended));
  }

  #release(supervision: Supervision): void {
    this.#active.delete(supervision.runId);
    this.#options.log.info({ runId: supervision.runId }, 'A run has ended');
    this.#options.onRoom();
  }
}
