import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { listEvents } from '#db/queries/run-events.ts';
import { createRun, getRun, type NewRun, type RunRow, requestEnd } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { type RunConfigInput, runConfigSchema } from '#forecasting/config.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { type Launched, launch, temporaryFolder, until } from './launch.ts';
import { type RedisServer, redisProgram, startRedis } from './redis-server.ts';
import { type RemoteWorkerOptions, startRemoteWorkerProcess } from './remote-worker.ts';
import { seriesOf } from './stored-series.ts';
import { buildWorker, startWorkerProcess, type WorkerBundle, type WorkerProcess } from './worker-process.ts';

/** The lease in these tests; a run has to be at work again that long after a fault, and five seconds. */
export const leaseMs = 3000;

export const sine = Array.from({ length: 240 }, (_, i) => Math.sin((2 * Math.PI * i) / 12) + 0.01 * i);

/** One small network. */
export const aMoment: RunConfigInput = {
  horizon: 2,
  lookback: 12,
  folds: 4,
  forecasters: ['rnn'],
  units: 4,
  epochs: 3,
};
/** Longer than any test waits: it is to be stopped. */
export const endless: RunConfigInput = {
  ...aMoment,
  forecasters: ['gru'],
  lookback: 48,
  units: 256,
  epochs: 500,
  patience: 100,
  seeds: 10,
};

/** What a run that nothing happened to has been through. */
export const undisturbed = ['queued 0', 'running 1', 'succeeded 1'];

/** A server, the worker beside it, workers that know no more than its address and the key, and a Redis if asked for. */
export class FleetScene {
  readonly server: ApiServer;
  readonly redis: RedisServer | undefined;
  readonly #bundle: WorkerBundle;
  readonly #keys: string;
  readonly #started: (Launched | WorkerProcess)[] = [];

  constructor(bundle: WorkerBundle, server: ApiServer, options: { keys: string; redis?: RedisServer }) {
    this.#bundle = bundle;
    this.#keys = options.keys;
    this.server = server;
    this.redis = options.redis;
  }

  /** Beside the database; it trains nothing unless told to, but looks after lost runs. */
  startLocalWorker(concurrentRuns = 0): WorkerProcess {
    const worker = startWorkerProcess(this.#bundle, this.server.services.folder, {
      HINDCAST_LEASE_MS: String(leaseMs),
      HINDCAST_WORKERS: String(concurrentRuns),
      HINDCAST_QUEUE: this.redis?.url ?? '',
    });
    this.#started.push(worker);
    return worker;
  }

  startRemoteWorker(options: Partial<RemoteWorkerOptions> = {}): Launched {
    const { variables, ...rest } = options;
    const worker = startRemoteWorkerProcess({
      url: this.server.url,
      folder: this.#keys,
      variables: { HINDCAST_QUEUE: this.redis?.url ?? '', ...variables },
      ...rest,
    });
    this.#started.push(worker);
    return worker;
  }

  queue(
    config: RunConfigInput = aMoment,
    run: Partial<NewRun> = {},
    values: readonly number[] = sine,
  ): number {
    const { db } = this.server.services;
    return createRun(db, {
      kind: 'train',
      seriesIds: run.seriesIds ?? [createSeries(db, seriesOf(values), Date.now())],
      config: runConfigSchema.parse(config),
      createdAt: Date.now(),
      ...run,
    });
  }

  run(id: number): RunRow {
    return getRun(this.server.services.db, id)!;
  }

  stop(id: number): void {
    requestEnd(this.server.services.db, id, { request: 'stop', now: Date.now() });
  }

  ended(id: number): Promise<RunRow> {
    return until(
      `run ${id} ends`,
      () => (this.run(id).finishedAt === null ? undefined : this.run(id)),
      180_000,
    );
  }

  begun(id: number): Promise<boolean> {
    return until(`run ${id} begins`, () => this.run(id).state === 'running');
  }

  secondEpoch(id: number, attempt = 1): Promise<boolean> {
    return until(`epoch 2 of run ${id}`, () => this.epochs(id).includes(`${attempt} 0 2`), 120_000);
  }

  events(id: number) {
    return listEvents(this.server.services.db, { after: 0, limit: 100_000, runIds: [id] });
  }

  /** `running 1` for the beginning of the first attempt. */
  states(id: number): string[] {
    return this.events(id).flatMap(({ payload }) =>
      payload.kind === 'state' ? [`${payload.state} ${payload.attempt}`] : [],
    );
  }

  /** `1 0 2`: of the first attempt and the first seed, epoch 2. */
  epochs(id: number): string[] {
    return this.events(id).flatMap(({ attempt, payload }) =>
      payload.kind === 'epoch' ? [`${attempt} ${payload.member} ${payload.epoch}`] : [],
    );
  }

  /** Tickets in Redis, those in a worker's hand too. */
  async tickets(): Promise<number> {
    return ((await this.redis!.ask('KEYS', '*:run-*-[0-9]')) as string[]).length;
  }

  async close(): Promise<void> {
    for (const { child, exited } of this.#started) {
      child.kill('SIGKILL');
      await exited;
    }
    await this.server.close();
    await this.redis?.remove();
  }
}

/** Builds the programs once a file, and gives every test a scene of its own. */
export function withFleetScene({ redis = false } = {}): () => FleetScene {
  const keys = temporaryFolder();
  let bundle: WorkerBundle | undefined;
  let scene: FleetScene | undefined;
  beforeAll(async () => {
    bundle = await buildWorker();
    expect(await launch('node', ['scripts/hindcast.mjs', 'help']).exited).toBe(0);
  });
  afterAll(() => {
    bundle?.remove();
    keys.remove();
  });
  beforeEach(async () => {
    const server = await startApiServer({ variables: { HINDCAST_LEASE_MS: String(leaseMs) } });
    const withRedis = redis && redisProgram ? { redis: await startRedis('--appendonly', 'yes') } : {};
    scene = new FleetScene(bundle!, server, { keys: keys.path, ...withRedis });
  });
  afterEach(() => scene?.close());
  return () => scene!;
}
