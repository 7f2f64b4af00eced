import type { Answer, Command, Surroundings } from './command.ts';
import { CommandFailure, type ExitCode, exitCodes, usageFailure } from './exit-codes.ts';

const usage = `Usage:
  hindcast inspect FILE [reading flags] [--json]
  hindcast forecast FILE --horizon N [--target COL]... [--series-id COL] [--time COL] [--season M] [--lookback L]
      [--memory T] [--forecasters a,b,...] [--folds K | --preset draft|honest] [--seed S] [--budget SECONDS]
      [--seeds N] [--refits N] [--max-steps N] [--levels 80,95] [--missing mask|carry|season|linear-past|refuse]
      [--floor X] [--cap X] [--past COL,...] [--future COL,...] [--calendar] [--all] [reading flags]
      [--json | --out FILE.csv] [--backtest FILE.csv]
  hindcast replay RUN [--data FOLDER] [--json]
  hindcast worker --server URL --key-file FILE
  hindcast backup FILE [--replace]
  hindcast restore FILE [--replace]
Reading flags: --start TIME --step STEP --no-header --day-first | --month-first | --year-first --zone ZONE --time-format FORMAT
      --months-across | --columns-apart --decimal . | , --decimal-of COLUMN=. --keep CLEANING-STEP
Exit codes: 0 done, 1 our fault, 2 usage, 3 input refused, 4 a question is open`;

/** Each command loads what it needs: inspecting a file must not wait for the parts that forecast. */
const commands: Record<string, () => Promise<Command>> = {
  inspect: async () => (await import('./inspect.ts')).inspect,
  forecast: async () => (await import('./forecast.ts')).forecast,
  replay: async () => (await import('./replay.ts')).replay,
  worker: async () => (await import('./worker.ts')).worker,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
};

/** Runs one command: the result alone goes to stdout, all else to stderr. Returns the exit code. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const asJson = argv.includes('--json');
  try {
    const answer = await runCommand(argv, surroundings);
    await print(asJson ? JSON.stringify(answer.json) : answer.text);
    return answer.exitCode;
  } catch (problem) {
    return await reportFailure(problem, asJson);
  }
}

async function runCommand([name, ...rest]: readonly string[], surroundings: Surroundings): Promise<Answer> {
  const asksForHelp = rest.some((word) => word === '--help' || word === '-h');
  if (name === undefined || name === 'help' || name === '--help' || name === '-h' || asksForHelp) {
    return { exitCode: exitCodes.done, json: { usage }, text: usage };
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw usageFailure(`There is no command "${name}".\n${usage}`);
  return (await command())(rest, surroundings);
}

async function reportFailure(problem: unknown, asJson: boolean): Promise<ExitCode> {
  const failure = problem instanceof CommandFailure ? problem : undefined;
  const message = failure?.message ?? `This is our fault: ${(problem as Error)?.message ?? problem}`;
  process.stderr.write(`${message}\n`);
  if (!failure) process.stderr.write(`${(problem as Error)?.stack ?? ''}\n`);
  if (asJson) {
    const outcome = failure?.exitCode === exitCodes.question ? 'ask' : 'error';
    await print(JSON.stringify({ outcome, error_code: failure?.code ?? 'internal', message, warnings: [] }));
  }
  return failure?.exitCode ?? exitCodes.internal;
}

/** Waits until the text has left: a pipe takes it in pieces, and exiting early would cut it. */
function print(text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}
