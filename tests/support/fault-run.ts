import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { getModel } from '#db/queries/models.ts';
import { listEvents } from '#db/queries/run-events.ts';
import { createRun, getRun, type RunRow } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { auditAtRest } from './audit.ts';
import { until } from './launch.ts';
import { seriesOf } from './stored-series.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from './temporary-database.ts';
import { buildWorker, startWorkerProcess, type WorkerBundle, type WorkerProcess } from './worker-process.ts';

/** The lease in these tests; a run has to be at work again that long after a fault, and five seconds. */
export const leaseMs = 3000;
const patienceMs = 120_000;

const sine = Array.from({ length: 180 }, (_, i) => Math.sin((2 * Math.PI * i) / 12) + 0.01 * i);

/** Two networks that learn for some seconds, and come to the same weights every time. */
export const someSeconds: RunConfigInput = {
  horizon: 2,
  lookback: 24,
  folds: 4,
  forecasters: ['naive', 'rnn', 'gru'],
  units: 16,
  epochs: 40,
  patience: 40,
};
/** One network that has learned in a moment. */
export const aMoment: RunConfigInput = { ...someSeconds, forecasters: ['naive', 'rnn'], units: 4, epochs: 3 };

/** A database, the programs that work on it, and what was accepted; what fails the audit fails the test. */
export class FaultScene {
  readonly temporary: TemporaryDatabase = createTemporaryDatabase();
  readonly accepted = new Set<number>();
  readonly #bundle: WorkerBundle;
  readonly #workers: WorkerProcess[] = [];

  constructor(bundle: WorkerBundle) {
    this.#bundle = bundle;
  }

  queue(config: RunConfigInput = someSeconds, name = 'series'): number {
    const { db } = this.temporary;
    const seriesId = createSeries(db, { ...seriesOf(sine), name }, Date.now());
    const id = createRun(db, {
      kind: 'train',
      seriesIds: [seriesId],
      config: runConfigSchema.parse(config),
      createdAt: Date.now(),
    });
    this.accepted.add(id);
    return id;
  }

  startWorker(
    variables: Readonly<Record<string, string>> = {},
    under: readonly string[] = [],
  ): WorkerProcess {
    const settings = { HINDCAST_LEASE_MS: String(leaseMs), HINDCAST_CHECKPOINT_MS: '200', ...variables };
    const worker = startWorkerProcess(this.#bundle, this.temporary.folder, settings, under);
    this.#workers.push(worker);
    return worker;
  }

  run(id: number): RunRow {
    return getRun(this.temporary.db, id)!;
  }

  modelHash(id: number): string | undefined {
    return getModel(this.temporary.db, id)?.sha256;
  }

  hasEnded(id: number): boolean {
    return this.run(id).finishedAt !== null;
  }

  running(): RunRow[] {
    return [...this.accepted].map((id) => this.run(id)).filter(({ state }) => state === 'running');
  }

  /** Whether an attempt of a run has come to an epoch. */
  hasLearned(id: number, attempt: number): boolean {
    return listEvents(this.temporary.db, { after: 0, limit: 100_000, runIds: [id] }).some(
      (event) => event.attempt === attempt && event.payload.kind === 'epoch',
    );
  }

  async untilEnded(ids: Iterable<number> = this.accepted): Promise<void> {
    for (const id of ids) await until(`run ${id} ends`, () => this.hasEnded(id), patienceMs);
  }

  audit(): void {
    const { db, folder } = this.temporary;
    expect(auditAtRest({ db, folder, accepted: this.accepted })).toEqual([]);
  }

  async close(): Promise<void> {
    for (const { signal, exited } of this.#workers) {
      signal('SIGKILL');
      await exited;
    }
    this.temporary.remove();
  }
}

/** Builds the programs once a file, and gives every test a scene of its own. */
export function withFaultScene(others: Readonly<Record<string, string>> = {}) {
  let bundle: WorkerBundle | undefined;
  let scene: FaultScene | undefined;
  beforeAll(async () => {
    bundle = await buildWorker(others);
  });
  afterAll(() => bundle?.remove());
  beforeEach(() => {
    scene = new FaultScene(bundle!);
  });
  afterEach(() => scene?.close());
  return { scene: () => scene!, bundle: () => bundle! };
}
