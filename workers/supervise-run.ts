import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { finishReforecast, finishRun } from '#db/queries/results.ts';
import {
  cancelRun,
  failRun,
  type Lease,
  LeaseLostError,
  noteData,
  noteTrainer,
  readRequest,
  recordProgress,
  renewLease,
  requeueRun,
} from '#db/queries/run-leases.ts';
import type { RunRow } from '#db/queries/runs.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import type { Clock } from './clock.ts';
import { explainExit, explainHang, explainMemory, isFatal } from './explain-failure.ts';
import { type LoadedJob, loadJob } from './load-job.ts';
import { readResidentBytes } from './process-identity.ts';
import { ProgressBuffer } from './progress-buffer.ts';
import { settleFailure } from './settle-failure.ts';
import type { TrainerExit, TrainerHandle } from './spawn-trainer.ts';
import { storeModel } from './store-model.ts';
import type { FromTrainer } from './trainer-protocol.ts';
import type { WorkerLog } from './worker-log.ts';
import { writeEnd } from './write-end.ts';

export interface SupervisionOptions {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly log: WorkerLog;
  readonly spawnTrainer: (options: { onMessage: (message: FromTrainer) => void }) => TrainerHandle;
  readonly progressTimeoutMs: number;
  readonly memoryLimitBytes: number;
}

/** What a trainer said last may arrive after the news of its end. */
const lastWordsMs = 200;

/**
 * One attempt of a run: a trainer of its own, watched until the attempt has come to exactly one end. Every
 * write carries the fencing token; when the lease is lost, the trainer is ended and nothing more is said.
 */
export class Supervision {
  readonly runId: number;
  /** The trainer is gone and the end is written, or cannot be. */
  readonly ended: Promise<void>;
  readonly #options: SupervisionOptions;
  readonly #lease: Lease;
  readonly #buffer: ProgressBuffer;
  #job: LoadedJob | undefined;
  #trainer: TrainerHandle | undefined;
  #lastWordAt: number;
  #reportedBytes = 0;
  #stopSent = false;
  #concluded = false;
  #confirmEnd: (written: Promise<void>) => void = () => {};

  constructor(run: RunRow, options: SupervisionOptions) {
    this.runId = run.id;
    this.#options = options;
    this.#lease = { runId: run.id, attempt: run.attempt, fencingToken: run.fencingToken };
    this.#buffer = new ProgressBuffer(() => options.clock.ticks());
    this.#lastWordAt = options.clock.ticks();
    const concluded = new Promise<void>((resolve) => {
      this.#confirmEnd = resolve;
    });
    this.#start(run);
    this.ended = Promise.all([concluded, this.#trainer?.exited]).then(() => undefined);
  }

  /** Writes what was told since the last call, and sees to it that the trainer neither hangs nor swells. */
  watch(): void {
    if (this.#concluded) return;
    this.#flush();
    const { clock, progressTimeoutMs, memoryLimitBytes } = this.#options;
    if (clock.ticks() - this.#lastWordAt > progressTimeoutMs) this.#giveUp(explainHang(progressTimeoutMs));
    const held = (this.#trainer && readResidentBytes(this.#trainer.pid)) ?? this.#reportedBytes;
    if (held > memoryLimitBytes) this.#giveUp(explainMemory(memoryLimitBytes));
  }

  /** Does what a person has asked of the run. */
  obey(): void {
    if (this.#concluded) return;
    this.#guard(() => this.#follow(readRequest(this.#options.db, this.#lease)));
  }

  renew(leaseMs: number): void {
    if (this.#concluded) return;
    this.#guard(() =>
      this.#follow(renewLease(this.#options.db, this.#lease, this.#options.clock.now() + leaseMs)),
    );
  }

  /** Ends the attempt in good order: the run waits for the next worker, and no attempt is counted. */
  interrupt(): void {
    const { db, clock } = this.#options;
    const now = clock.now();
    const message = 'Hindcast was stopped; the training starts again with it.';
    this.#conclude(() => requeueRun(db, this.#lease, { now, availableAt: now, failed: false, message }));
  }

  #start(run: RunRow): void {
    const { db, folder, spawnTrainer } = this.#options;
    try {
      this.#job = loadJob(db, folder, run);
      noteData(db, this.#lease, this.#job.data);
      this.#trainer = spawnTrainer({ onMessage: (message) => this.#hear(message) });
      this.#trainer.exited.then((exit) => this.#outlive(exit));
      noteTrainer(db, this.#lease, this.#trainer.pid);
    } catch (problem) {
      if (problem instanceof ForecastingError) this.#fail(problem.code, problem.message);
      else
        this.#giveUp({ code: 'internal', message: `The training could not be started: ${textOf(problem)}.` });
    }
  }

  #hear(message: FromTrainer): void {
    if (this.#concluded) return;
    switch (message.type) {
      case 'ready':
        this.#trainer?.send(this.#job!.job);
        return;
      case 'heartbeat':
        this.#reportedBytes = message.rssBytes;
        return;
      case 'progress':
        this.#lastWordAt = this.#options.clock.ticks();
        this.#buffer.add(message.progress);
        return;
      case 'failed':
        this.#hearFailure(message);
        return;
      default:
        this.#finish(message);
    }
  }

  #hearFailure({ code, message }: Extract<FromTrainer, { type: 'failed' }>): void {
    this.#flush();
    if (code === 'internal')
      this.#giveUp({ code, message: `The training met an error of Hindcast itself: ${message}` });
    else this.#fail(code, message);
  }

  #finish(message: Extract<FromTrainer, { type: 'done' | 'reforecast-done' }>): void {
    const { db, folder, clock } = this.#options;
    const { answeredIds: seriesIds, model: usedModel } = this.#job!;
    this.#conclude(() => {
      recordProgress(db, this.#lease, { progress: this.#buffer.pending(), at: clock.now() });
      const now = clock.now();
      if (message.type === 'done') {
        const model = message.model ? storeModel(folder, message.model) : undefined;
        finishRun(db, this.#lease, { result: message.result, seriesIds, model, now });
      } else {
        const { forecasts } = message;
        finishReforecast(db, this.#lease, { forecasts, seriesIds, modelHash: usedModel!.sha256, now });
      }
    });
  }

  /** The trainer is gone; unless its last words were its answer, the attempt has failed. */
  async #outlive(exit: TrainerExit): Promise<void> {
    await wait(lastWordsMs);
    if (this.#concluded) return;
    this.#flush();
    this.#giveUp(explainExit(exit));
  }

  #follow(request: RunRow['request']): void {
    if (request === 'cancel') {
      this.#conclude(() => cancelRun(this.#options.db, this.#lease, this.#options.clock.now()));
    } else if (request === 'stop' && !this.#stopSent) {
      this.#stopSent = true;
      this.#trainer?.send({ type: 'stop' });
    }
  }

  #flush(): void {
    const progress = this.#buffer.pending();
    if (progress.length === 0) return;
    this.#guard(() => {
      recordProgress(this.#options.db, this.#lease, { progress, at: this.#options.clock.now() });
      this.#buffer.forget(progress.length);
    });
  }

  /** The job itself is at fault: another attempt would end the same way. */
  #fail(code: string, message: string): void {
    const { db, clock } = this.#options;
    this.#conclude(() => failRun(db, this.#lease, { code, message, now: clock.now() }));
  }

  /** This attempt is at fault: the run is tried again, if it may. */
  #giveUp(failure: { readonly code: string; readonly message: string }): void {
    const { db, clock, log } = this.#options;
    log.warn({ ...this.#lease, ...failure }, 'An attempt has failed');
    this.#conclude(() => settleFailure(db, this.#lease, { ...failure, now: clock.now() }));
  }

  #conclude(write: () => void): void {
    if (this.#concluded) return;
    this.#concluded = true;
    this.#trainer?.kill();
    this.#confirmEnd(writeEnd(write, { ...this.#options, lease: this.#lease }));
  }

  /** Runs a write in the midst of an attempt: a locked database may wait, a lost lease ends everything. */
  #guard(write: () => void): void {
    try {
      write();
    } catch (problem) {
      if (isFatal(problem)) throw problem;
      if (problem instanceof LeaseLostError) {
        this.#conclude(() => {
          throw problem;
        });
      } else this.#options.log.error({ ...this.#lease, err: problem }, 'A write was not possible');
    }
  }
}

function textOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
