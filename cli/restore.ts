import { resolve } from 'node:path';
import { BackupError } from '#db/backup.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { MigrationError } from '#db/migrate.ts';
import { restore as bringBack } from '#db/restore.ts';
import { readEnvironment } from '#server/env.ts';
import { parseBackupArguments, refusing } from './backup.ts';
import type { Answer, Surroundings } from './command.ts';
import { exitCodes } from './exit-codes.ts';

/** `hindcast restore FILE`: brings a backup into the data folder. */
export async function restore(argv: readonly string[], { folder }: Surroundings): Promise<Answer> {
  const { file, replace } = parseBackupArguments('restore', argv);
  const { dataFolder, migrationsFolder } = readEnvironment();
  const report = refusing(() => {
    try {
      return bringBack(dataFolderAt(dataFolder), resolve(folder, file), { migrationsFolder, replace });
    } catch (problem) {
      throw problem instanceof MigrationError ? new BackupError('schema-newer', problem.message) : problem;
    }
  });
  const waiting = report.requeued === 0 ? '' : ` ${report.requeued} that were at work wait in the queue.`;
  const aside = report.aside === undefined ? '' : `\nWhat was there before lies in ${report.aside}.`;
  return {
    exitCode: exitCodes.done,
    json: { outcome: 'done', file, ...report },
    text: `Brought back ${report.series} series, ${report.runs} runs and ${report.files} files to ${dataFolder}.${waiting}${aside}`,
  };
}
