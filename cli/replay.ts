import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { loadReplay, type Replay } from '#db/load-replay.ts';
import { compareReplay, type ReplayReport } from '#forecasting/compare-replay.ts';
import { ForecastingError } from '#forecasting/errors.ts';
import type { Answer, Surroundings } from './command.ts';
import { CommandFailure, exitCodes, usageFailure } from './exit-codes.ts';
import { trainInChild } from './train-in-child.ts';

/** `hindcast replay RUN`: trains the networks of a stored run again and compares every bit; nothing is written. */
export async function replay(argv: readonly string[], { folder }: Surroundings): Promise<Answer> {
  const { runId, data } = parse(argv);
  const { request, stored } = load(resolve(folder, data), runId);
  const repeated = await trainInChild(request);
  const report = compareReplay(stored, repeated);
  const builds = [stored, repeated].map(({ engine }) => `${engine.simd} ${engine.kernelBuild}`);
  const text = describe(runId, report, builds[0] === builds[1]);
  return {
    exitCode: report.same ? exitCodes.done : exitCodes.refused,
    json: { run: runId, ...report, engine: { stored: builds[0], now: builds[1] } },
    text,
  };
}

function parse(argv: readonly string[]): { runId: number; data: string } {
  const { values, positionals } = parseWords(argv);
  const [id, ...rest] = positionals;
  if (id === undefined || rest.length > 0 || !/^\d{1,15}$/.test(id)) {
    throw usageFailure('replay needs the number of exactly one RUN.');
  }
  return { runId: Number(id), data: values.data ?? process.env.HINDCAST_DATA ?? 'data' };
}

function parseWords(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { data: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (problem) {
    throw usageFailure((problem as Error).message);
  }
}

function load(root: string, runId: number): Replay {
  const { database } = dataFolderAt(root);
  if (!existsSync(database)) {
    throw new CommandFailure(
      exitCodes.refused,
      'no-data',
      `There is no database in ${root}: name its folder by --data.`,
    );
  }
  const db = openDatabase(database);
  try {
    return loadReplay(db, runId);
  } catch (problem) {
    if (!(problem instanceof ForecastingError)) throw problem;
    throw new CommandFailure(exitCodes.refused, problem.code, `${problem.message}.`);
  } finally {
    closeDatabase(db);
  }
}

function describe(runId: number, report: ReplayReport, sameBuild: boolean): string {
  const { networks, forecasts, differingNetworks, differingForecasts, same } = report;
  if (same) {
    return `Run ${runId} came out the same: the weights of ${networks} networks and ${forecasts} forecasts, bit for bit.`;
  }
  return [
    `Run ${runId} came out differently: ${differingNetworks.length} of ${networks} networks, ${differingForecasts.length} of ${forecasts} forecasts.`,
    ...[...differingNetworks, ...differingForecasts].slice(0, 20).map((name) => `  ${name}`),
    ...(sameBuild
      ? []
      : [
          'It was computed by another build of the kernels, or on other instructions: that alone can be why.',
        ]),
  ].join('\n');
}
