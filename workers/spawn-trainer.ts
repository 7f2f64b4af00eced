import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { findTrainer } from './find-trainer.ts';
import { acceptsRelaxedSimd } from './relaxed-simd.ts';
import type { FromTrainer, ToTrainer } from './trainer-protocol.ts';

/** How a trainer ended: `code` of its own accord, `signal` when it was killed. */
export interface TrainerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running trainer as its parent sees it. */
export interface TrainerHandle {
  readonly pid: number;
  /** Settles once the process is gone, whatever the reason. Never rejects. */
  readonly exited: Promise<TrainerExit>;
  /** Does nothing once the trainer is gone. */
  send(message: ToTrainer): void;
  /** Ends the process at once; a trainer keeps nothing that could be lost. */
  kill(): void;
}

export interface SpawnTrainerOptions {
  /** Receives everything the trainer tells, in order. */
  readonly onMessage: (message: FromTrainer) => void;
  /** The bundle to run; found beside this one when left out. */
  readonly bundle?: string;
}

/**
 * Starts a trainer: a child process that does one job and ends. It says `ready` first, prints to stderr only, and
 * ends by itself when its parent does.
 */
export function spawnTrainer({ onMessage, bundle = findTrainer() }: SpawnTrainerOptions): TrainerHandle {
  const child = fork(bundle, [], {
    execArgv: trainerFlags(),
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.on('message', (message) => onMessage(message as FromTrainer));
  return {
    pid: child.pid ?? 0,
    exited: exitOf(child),
    send(message) {
      // A trainer may end between the check and the send; the exit tells the rest.
      if (child.connected) child.send(message, () => {});
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function exitOf(child: ChildProcess): Promise<TrainerExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => {
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
}

const relaxedSimdFlag = '--experimental-wasm-relaxed-simd';
let flags: string[] | undefined;

/**
 * Relaxed SIMD is on in newer Nodes and behind a flag in older ones; a Node that has dropped the flag refuses to
 * start with it, so it is tried once.
 */
function trainerFlags(): string[] {
  if (!flags) {
    const needed = !acceptsRelaxedSimd();
    const known =
      needed && spawnSync(process.execPath, [relaxedSimdFlag, '-e', '0'], { stdio: 'ignore' }).status === 0;
    flags = known ? [relaxedSimdFlag] : [];
  }
  return flags;
}
