import type { TrainerExit } from './spawn-trainer.ts';

/** An attempt that came to nothing, in words for a person. */
export interface Explanation {
  readonly code: string;
  readonly message: string;
}

export function explainExit({ code, signal }: TrainerExit): Explanation {
  const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
  const hint = signal === 'SIGKILL' ? ' The machine may be short of memory.' : '';
  return { code: 'trainer-crashed', message: `The training process ended unexpectedly (${how}).${hint}` };
}

export function explainHang(timeoutMs: number): Explanation {
  const span =
    timeoutMs < 120_000
      ? `${Math.round(timeoutMs / 1000)} seconds`
      : `${Math.round(timeoutMs / 60_000)} minutes`;
  return { code: 'no-progress', message: `The training made no progress for ${span} and was ended.` };
}

export function explainMemory(limitBytes: number): Explanation {
  const megabytes = Math.round(limitBytes / (1024 * 1024));
  return {
    code: 'out-of-memory',
    message: `The training needs more memory than ${megabytes} MB. Try a shorter lookback, fewer units or a smaller batch.`,
  };
}

/** Somebody else holds the write lock for long, or the server elsewhere is away or busy. */
export function isPassing(problem: unknown): boolean {
  const code = codeOf(problem);
  return code.startsWith('SQLITE_BUSY') || passingCodes.includes(code);
}

const passingCodes = ['server-away', 'database-busy', 'too-many-wrong-keys'];

export function isDiskFull(problem: unknown): boolean {
  return ['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'disk-full'].includes(codeOf(problem));
}

/** The connection can no longer be trusted: what it says next may be wrong. */
export function isFatal(problem: unknown): boolean {
  return /^(SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY)|database-gone)/.test(codeOf(problem));
}

function codeOf(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  return typeof code === 'string' ? code : '';
}
