import { log } from './log.ts';

/** An answer that is on its way gets out before. */
const lastAnswersMs = 300;

/**
 * Logs an error of ours. After one that leaves it open what the database holds, this process ends – a connection may
 * go on answering from what was never written – and whoever started it starts it again.
 */
export function reportProblem(problem: unknown, where: { readonly path?: string | undefined } = {}): void {
  log.error({ ...where, err: problem });
  if (!isFatal(problem)) return;
  log.fatal('The database cannot be trusted any more; this process ends and is started again.');
  setTimeout(() => process.exit(1), lastAnswersMs).unref();
}

function isFatal(problem: unknown): boolean {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return /^(SQLITE_(IOERR|CORRUPT|NOTADB)|database-gone)/.test(code);
}
