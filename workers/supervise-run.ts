import { setTimeout as wait } from 'node:timers/promises';
import type { LoadedJob } from '#db/load-job.ts';
import type { AttemptEnd } from '#db/queries/end-attempt.ts';
import type { KeptParts } from '#db/queries/run-checkpoints.ts';
import { type Lease, LeaseLostError } from '#db/queries/run-leases.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import type { Clock } from './clock.ts';
import { explainExit, explainHang, explainMemory, isFatal, isPassing } from './explain-failure.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { readResidentBytes } from './process-identity.ts';
import { ProgressBuffer } from './progress-buffer.ts';
import { fingerprintRun } from './run-fingerprint.ts';
import type { EndRequest, RunStore } from './run-store.ts';
import type { TrainerExit, TrainerHandle } from './spawn-trainer.ts';
import type { FromTrainer } from './trainer-protocol.ts';
import { whenPossible } from './when-possible.ts';
import type { WorkerLog } from './worker-log.ts';
import { writeEnd } from './write-end.ts';

export interface SupervisionOptions {
  readonly runStore: RunStore;
  readonly clock: Clock;
  readonly log: WorkerLog;
  readonly spawnTrainer: (options: { onMessage: (message: FromTrainer) => void }) => TrainerHandle;
  readonly progressTimeoutMs: number;
  readonly memoryLimitBytes: number;
  /** How often a training keeps where it is. */
  readonly checkpointMs: number;
  /** Where runs live cannot be trusted any more: the process must end, and be started again. */
  readonly onFatal: (problem: unknown) => void;
}

/** How long a trainer may take to keep where it is: whoever stops the worker waits for ten seconds. */
const longestPauseMs = 5000;
/** What a trainer said last may arrive after the news of its end. */
const lastWordsMs = 200;

/**
 * One attempt of a run: a trainer of its own, watched until the attempt has come to exactly one end. Every
 * write carries the fencing token; when the lease is lost, the trainer is ended and nothing more is said.
 */
export class Supervision {
  readonly lease: Lease;
  /** The trainer is gone and the end is written, or cannot be. */
  readonly ended: Promise<void>;
  /** Writes what was told since the last call. */
  readonly #flush = oneAtATime(() => this.#guard(() => this.#writeProgress()));
  /** Does what a person has asked of the run. */
  readonly obey = oneAtATime(() =>
    this.#guard(async () => this.#follow(await this.#options.runStore.readRequest(this.lease))),
  );
  readonly renew = oneAtATime(() =>
    this.#guard(async () => this.#follow(await this.#options.runStore.renewLease(this.lease))),
  );
  readonly #options: SupervisionOptions;
  readonly #buffer: ProgressBuffer;
  #job: LoadedJob | undefined;
  #trainer: TrainerHandle | undefined;
  #lastWordAt: number;
  #reportedBytes = 0;
  #fingerprint = '';
  #isTraining = false;
  #keeping = Promise.resolve();
  #stopSent = false;
  #interrupted = false;
  #concluded = false;
  #confirmEnd: (written: Promise<void>) => void = () => {};

  constructor(lease: Lease, options: SupervisionOptions) {
    this.#options = options;
    this.lease = lease;
    this.#buffer = new ProgressBuffer(() => options.clock.ticks());
    this.#lastWordAt = options.clock.ticks();
    const concluded = new Promise<void>((resolve) => {
      this.#confirmEnd = resolve;
    });
    this.ended = this.#start()
      .then(() => Promise.all([concluded, this.#trainer?.exited]))
      .then(() => undefined);
  }

  /** Writes what was told, and sees to it that the trainer neither hangs nor swells. */
  watch(): void {
    if (this.#concluded) return;
    void this.#flush();
    const { clock, progressTimeoutMs, memoryLimitBytes } = this.#options;
    if (clock.ticks() - this.#lastWordAt > progressTimeoutMs) this.#giveUp(explainHang(progressTimeoutMs));
    const held = (this.#trainer && readResidentBytes(this.#trainer.pid)) ?? this.#reportedBytes;
    if (held > memoryLimitBytes) this.#giveUp(explainMemory(memoryLimitBytes));
  }

  /**
   * Ends the attempt in good order: the trainer keeps where it is, and the run waits for the next worker. A trainer
   * that does not answer in time is ended as it is.
   */
  interrupt(): void {
    this.#interrupted = true;
    if (!this.#isTraining) {
      this.#conclude({ kind: 'interrupted' });
      return;
    }
    this.#trainer?.send({ type: 'pause' });
    setTimeout(() => this.#conclude({ kind: 'interrupted' }), longestPauseMs).unref();
  }

  async #start(): Promise<void> {
    const { runStore, spawnTrainer } = this.#options;
    try {
      this.#job = await whenPossible(() => runStore.loadJob(this.lease));
      if (this.#concluded) return;
      const trainer = spawnTrainer({ onMessage: (message) => this.#hear(message) });
      this.#trainer = trainer;
      trainer.exited.then((exit) => this.#outlive(exit));
      await this.#guard(() => runStore.noteTrainer(this.lease, trainer.pid));
    } catch (problem) {
      this.#failToStart(problem);
    }
  }

  #failToStart(problem: unknown): void {
    if (problem instanceof LeaseLostError || isFatal(problem)) this.#meet(problem);
    else if (problem instanceof ForecastingError) {
      this.#conclude({ kind: 'refused', code: problem.code, message: problem.message });
    } else {
      this.#giveUp({ code: 'internal', message: `The training could not be started: ${textOf(problem)}.` });
    }
  }

  #hear(message: FromTrainer): void {
    if (this.#concluded) return;
    switch (message.type) {
      case 'ready':
        this.#sendJob().catch((problem) => this.#failToStart(problem));
        return;
      case 'heartbeat':
        this.#reportedBytes = message.rssBytes;
        return;
      case 'progress':
        this.#lastWordAt = this.#options.clock.ticks();
        this.#buffer.add(message.progress);
        return;
      case 'checkpoint':
        this.#lastWordAt = this.#options.clock.ticks();
        this.#keep(message);
        return;
      case 'failed':
        this.#hearFailure(message);
        return;
      default:
        this.#finish(message);
    }
  }

  async #sendJob(): Promise<void> {
    const { job, fingerprint } = this.#job!;
    const { runStore, checkpointMs } = this.#options;
    if (job.type === 'run') {
      this.#fingerprint = fingerprintRun(fingerprint);
      const recalled = await whenPossible(() => runStore.recallParts(this.lease, this.#fingerprint));
      this.#trainer?.send({ type: 'recall', recalled, keepEveryMs: checkpointMs });
      this.#isTraining = true;
    }
    this.#trainer?.send(job);
  }

  /** One after the other: what is newer stands in the end. */
  #keep({ parts, elapsedMs }: KeptParts): void {
    const kept = { parts, elapsedMs };
    this.#keeping = this.#keeping.then(() =>
      this.#guard(() => this.#options.runStore.keepParts(this.lease, kept, this.#fingerprint)),
    );
  }

  #hearFailure({ code, message }: Extract<FromTrainer, { type: 'failed' }>): void {
    if (code === 'stopped' && this.#interrupted) {
      void this.#keeping.then(() => this.#conclude({ kind: 'interrupted' }));
    } else if (code === 'internal')
      this.#giveUp({ code, message: `The training met an error of Hindcast itself: ${message}` });
    else this.#conclude({ kind: 'refused', code, message });
  }

  #finish(message: Extract<FromTrainer, { type: 'done' | 'reforecast-done' }>): void {
    const { seriesIds, modelHash } = this.#job!;
    if (message.type === 'done') {
      this.#conclude({ kind: 'trained', result: message.result, model: message.model, seriesIds });
    } else {
      const { forecasts } = message;
      this.#conclude({ kind: 'reforecast', forecasts, seriesIds, modelHash });
    }
  }

  /** The trainer is gone; unless its last words were its answer, the attempt has failed. */
  async #outlive(exit: TrainerExit): Promise<void> {
    await wait(lastWordsMs);
    if (this.#interrupted) {
      this.#conclude({ kind: 'interrupted' });
      return;
    }
    this.#giveUp(explainExit(exit));
  }

  #follow(request: EndRequest): void {
    if (request === 'cancel') this.#conclude({ kind: 'canceled' });
    else if (request === 'stop' && !this.#stopSent) {
      this.#stopSent = true;
      this.#trainer?.send({ type: 'stop' });
    }
  }

  async #writeProgress(): Promise<void> {
    const progress = this.#buffer.pending();
    if (progress.length === 0) return;
    await this.#options.runStore.recordProgress(this.lease, progress);
    this.#buffer.forget(progress.length);
  }

  /** This attempt is at fault. */
  #giveUp(failure: { readonly code: string; readonly message: string }): void {
    if (this.#concluded) return;
    this.#options.log.warn({ ...this.lease, ...failure }, 'An attempt has failed');
    this.#conclude({ kind: 'failed', ...failure });
  }

  /** @param end undefined where nothing may be written any more */
  #conclude(end: AttemptEnd | undefined): void {
    if (this.#concluded) return;
    this.#concluded = true;
    this.#trainer?.kill();
    const { runStore, log, onFatal } = this.#options;
    const options = { runStore, log, lease: this.lease };
    const written = end && writeEnd(end, this.#buffer.pending(), options).catch(onFatal);
    this.#confirmEnd(Promise.resolve(written));
  }

  /** Runs a write in the midst of an attempt. */
  async #guard(write: () => Promise<void>): Promise<void> {
    if (this.#concluded) return;
    await write().catch((problem) => this.#meet(problem));
  }

  /** What is not possible for the moment may wait; a lost lease ends everything. */
  #meet(problem: unknown): void {
    const { log, onFatal } = this.#options;
    if (isFatal(problem)) onFatal(problem);
    else if (problem instanceof LeaseLostError) {
      log.info({ ...this.lease }, problem.message);
      this.#conclude(undefined);
    } else if (!isPassing(problem)) log.error({ ...this.lease, err: problem }, 'A write was not possible');
  }
}

function textOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
