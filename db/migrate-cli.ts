// Brings the database of HINDCAST_DATA to the newest schema. Run by `npm start` before anything else opens it.
import { join, resolve } from 'node:path';
import { dataFolderAt } from './data-folder.ts';
import { MigrationError, migrate } from './migrate.ts';
import { DataFolderError } from './refuse-unusable-folder.ts';

const root = resolve(process.env.HINDCAST_ROOT || '.');
const folder = dataFolderAt(resolve(root, process.env.HINDCAST_DATA || 'data'));

try {
  const { applied, backup } = migrate(folder, join(root, 'db/migrations'));
  if (backup !== undefined) console.log(`Updated the database; a copy of the old one is ${backup}`);
  else if (applied.length > 0) console.log(`Made a new database in ${folder.root}`);
} catch (problem) {
  console.error(explain(problem));
  process.exitCode = 1;
}

function explain(problem: unknown): string {
  if (problem instanceof MigrationError || problem instanceof DataFolderError) return problem.message;
  const reason = problem instanceof Error ? problem.message : String(problem);
  return `Cannot open the database ${folder.database}: ${reason}`;
}
