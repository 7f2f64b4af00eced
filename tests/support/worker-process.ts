import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { DataFolder } from '#db/data-folder.ts';
import { buildTestKernels } from './kernels.ts';
import { projectRoot } from './launch.ts';

export interface WorkerBundle {
  readonly folder: string;
  readonly worker: string;
  readonly trainer: string;
  remove(): void;
}

/**
 * The worker and its trainer as they are shipped, built from the present sources.
 *
 * @param others further programs of the tests that lie beside them: name and entry file
 */
export async function buildWorker(others: Readonly<Record<string, string>> = {}): Promise<WorkerBundle> {
  const folder = join(projectRoot, 'node_modules/.cache', `hindcast-worker-${process.pid}-${Date.now()}`);
  await build({
    absWorkingDir: projectRoot,
    entryPoints: { worker: 'workers/main.ts', trainer: 'workers/trainer.ts', ...others },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  buildTestKernels();
  cpSync(join(projectRoot, 'dist/kernels'), join(folder, 'kernels'), { recursive: true });
  return {
    folder,
    worker: join(folder, 'worker.mjs'),
    trainer: join(folder, 'trainer.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  /** Sends a signal to the worker itself, whatever it runs under. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Everything it has printed. */
  readonly output: () => string;
}

/**
 * Starts a worker process on a data folder; short leases, so that a test need not wait for half a minute.
 *
 * @param under a program that runs it and meddles with it: the command and its own arguments
 */
export function startWorkerProcess(
  bundle: WorkerBundle,
  folder: DataFolder,
  variables: Readonly<Record<string, string>> = {},
  under: readonly string[] = [],
): WorkerProcess {
  const [command, ...args] = [...under, process.execPath, bundle.worker];
  const child = spawn(command!, args, {
    cwd: projectRoot,
    env: {
      ...process.env,
      HINDCAST_ROOT: projectRoot,
      HINDCAST_DATA: folder.root,
      HINDCAST_LEASE_MS: '3000',
      HINDCAST_WORKERS: '1',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const signal = (name: NodeJS.Signals) => {
    for (const pid of under.length === 0 ? [child.pid!] : childrenOf(child.pid!)) trySignal(pid, name);
  };
  return { child, exited, signal, output: () => text };
}

/** By Linux' process table: tampering with system calls is done there alone. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  } catch {
    return [];
  }
}

function trySignal(pid: number, name: NodeJS.Signals): void {
  try {
    if (pid > 0) process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
