import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnvironment } from '#server/env.ts';
import { chooseDispatch, QueueRefusal } from '#workers/choose-dispatch.ts';
import { systemClock } from '#workers/clock.ts';
import { startRemoteWorker } from '#workers/remote-worker.ts';
import { ServerLink, ServerProblem } from '#workers/server-link.ts';
import { spawnTrainer } from '#workers/spawn-trainer.ts';
import type { Worker } from '#workers/worker.ts';
import type { Answer, Surroundings } from './command.ts';
import { CommandFailure, exitCodes, usageFailure } from './exit-codes.ts';
import { productVersion } from './product-version.ts';
import { terminalLog } from './terminal-log.ts';
import { untilStopped } from './until-stopped.ts';

/** `hindcast worker`: trains what a server elsewhere has queued, until it is told to stop. */
export async function worker(argv: readonly string[], { folder }: Surroundings): Promise<Answer> {
  const { server, keyFile } = parse(argv);
  const workerKey = readKey(resolve(folder, keyFile));
  warnOfOpenLine(server);
  const stopped = untilStopped();
  terminalLog.info({}, `Asking ${server.origin} for runs to train; stop with Ctrl-C.`);
  const started = await Promise.race([start(server, workerKey), stopped]);
  if (started !== 'stopped') {
    await stopped;
    terminalLog.info({}, 'Putting back what is being trained …');
    await started.stop();
  }
  return { exitCode: exitCodes.done, json: { outcome: 'stopped' }, text: '' };
}

async function start(server: URL, workerKey: string): Promise<Worker> {
  const log = terminalLog;
  const settings = readEnvironment();
  try {
    const openDispatch = await chooseDispatch({ ...settings, workerKey, log, clock: systemClock });
    return await startRemoteWorker({
      link: new ServerLink({ server, workerKey, log }),
      version: productVersion(),
      settings,
      clock: systemClock,
      log,
      spawnTrainer,
      openDispatch,
      onFatal(problem) {
        log.error({ err: problem }, 'The worker cannot go on');
        process.exit(exitCodes.internal);
      },
    });
  } catch (problem) {
    if (problem instanceof QueueRefusal) {
      throw new CommandFailure(exitCodes.refused, 'queue-refused', problem.message);
    }
    if (!(problem instanceof ServerProblem)) throw problem;
    throw new CommandFailure(exitCodes.refused, problem.code, `${server.origin} says: ${problem.message}`);
  }
}

function parse(argv: readonly string[]): { server: URL; keyFile: string } {
  const { server, keyFile } = options(argv);
  if (server === undefined || keyFile === undefined) {
    throw usageFailure('worker needs --server URL and --key-file FILE.');
  }
  const address = URL.canParse(server) ? new URL(server) : undefined;
  if (address === undefined || !['http:', 'https:'].includes(address.protocol)) {
    throw usageFailure(`--server: "${server}" is no address such as https://forecast.example.`);
  }
  return { server: address, keyFile };
}

function options(argv: readonly string[]): {
  server: string | undefined;
  keyFile: string | undefined;
} {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { server: { type: 'string' }, 'key-file': { type: 'string' }, json: { type: 'boolean' } },
      strict: true,
    });
    return { server: values.server, keyFile: values['key-file'] };
  } catch (problem) {
    throw usageFailure((problem as Error).message);
  }
}

function readKey(path: string): string {
  const key = readText(path).trim();
  if (key === '' || key.length > 500 || /\s/.test(key)) {
    const message = `${path} holds no worker key: copy worker.key from the data folder of the server.`;
    throw new CommandFailure(exitCodes.refused, 'key-file-invalid', message);
  }
  if ((statSync(path).mode & 0o077) !== 0) {
    terminalLog.warn({}, `Others on this machine can read ${path}: chmod 600 keeps the key to yourself.`);
  }
  return key;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such file' : String(code);
    throw new CommandFailure(exitCodes.refused, 'key-file-unreadable', `Cannot read ${path}: ${what}.`);
  }
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

function warnOfOpenLine({ protocol, hostname }: URL): void {
  if (protocol === 'https:' || loopback.includes(hostname)) return;
  terminalLog.warn({}, 'The key and the data travel in the open over http: use https or a tunnel.');
}
