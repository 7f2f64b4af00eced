import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupError, backUp } from '#db/backup.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { readEnvironment } from '#server/env.ts';
import type { Answer, Surroundings } from './command.ts';
import { CommandFailure, exitCodes, usageFailure } from './exit-codes.ts';

/** `hindcast backup FILE`: everything in one file, while trainings go on. */
export async function backup(argv: readonly string[], { folder }: Surroundings): Promise<Answer> {
  const { file, replace } = parseBackupArguments('backup', argv);
  const data = dataFolderAt(readEnvironment().dataFolder);
  const report = refusing(() => backUp(data, resolve(folder, file), { replace }));
  const damaged = report.damaged.map(
    ({ kind, name }) => `\nLeft out, since it is damaged: the ${kind} ${name}.`,
  );
  return {
    exitCode: exitCodes.done,
    json: { outcome: 'done', file, ...report },
    text: `Backed up ${report.series} series, ${report.runs} runs and ${report.files} files of ${data.root} to ${file}.${damaged.join('')}`,
  };
}

export function parseBackupArguments(
  command: string,
  argv: readonly string[],
): { readonly file: string; readonly replace: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { replace: { type: 'boolean' }, json: { type: 'boolean' } },
      strict: true,
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new Error(`${command} needs one file.`);
    return { file, replace: values.replace ?? false };
  } catch (problem) {
    throw usageFailure((problem as Error).message);
  }
}

/** What is refused for a reason that a person can do something about is no fault of ours. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof BackupError) throw refusal(problem);
    const { code, message } = problem as NodeJS.ErrnoException;
    if (code === undefined || !/^(E[A-Z]+|SQLITE_(FULL|CANTOPEN|READONLY|NOTADB).*)$/.test(code))
      throw problem;
    throw new CommandFailure(exitCodes.refused, 'cannot-write', `It was not possible: ${message} (${code}).`);
  }
}

function refusal({ code, message }: BackupError): CommandFailure {
  return new CommandFailure(exitCodes.refused, code, message);
}
