import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that can be told from a later one with the same id. */
export interface ProcessIdentity {
  /** The machine since its last start. */
  readonly machine: string;
  readonly pid: number;
  /** When the process began, in the system's own count; null where it is not told. */
  readonly processStart: string | null;
}

export function identifySelf(): ProcessIdentity {
  return { machine: identifyMachine(), pid: process.pid, processStart: readStat(process.pid)?.start ?? null };
}

/** True only where it is certain: same machine, and no such process any more. */
export function isCertainlyDead({ machine, pid, processStart }: ProcessIdentity): boolean {
  if (machine !== identifyMachine()) return false;
  if (!isThere(pid)) return true;
  const stat = readStat(pid);
  // A zombie has ended and only waits for its parent to notice.
  if (stat === undefined || stat.state === 'Z') return stat !== undefined;
  return processStart !== null && stat.start !== processStart;
}

/** Whether a process of this machine was started with `word` among its arguments; false where that is not told. */
export function runsProgram(pid: number, word: string): boolean {
  return readText(`/proc/${pid}/cmdline`)?.includes(word) ?? false;
}

/** Memory that a process holds, in bytes; undefined where the system does not tell. */
export function readResidentBytes(pid: number): number | undefined {
  const pages = Number(readText(`/proc/${pid}/statm`)?.split(' ')[1]);
  return Number.isFinite(pages) ? pages * pageBytes : undefined;
}

/** The page size of every Linux that Node is built for, but for rare kernels where it is larger. */
const pageBytes = 4096;

/** Another start of the machine has other processes, and so has another container on it. */
function identifyMachine(): string {
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return [hostname(), boot, readProcessNamespace()].join(' ').trim();
}

function readProcessNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The state (field 3) and the start (field 22) of a process; its name, field 2, may hold blanks and brackets. */
function readStat(pid: number): { state: string; start: string } | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
