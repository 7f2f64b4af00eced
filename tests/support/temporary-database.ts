import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeDatabase, type Database, openDatabase } from '#db/client.ts';
import { type DataFolder, dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';

export const migrationsFolder = fileURLToPath(new URL('../../db/migrations', import.meta.url));

export interface TemporaryDatabase {
  readonly db: Database;
  readonly folder: DataFolder;
  /** Closes the database and deletes its folder. */
  remove(): void;
}

/** A migrated database in a folder of its own. */
export function createTemporaryDatabase(): TemporaryDatabase {
  const folder = dataFolderAt(mkdtempSync(join(tmpdir(), 'hindcast-')));
  migrate(folder, migrationsFolder);
  const db = openDatabase(folder.database);
  return {
    db,
    folder,
    remove() {
      closeDatabase(db);
      rmSync(folder.root, { recursive: true, force: true });
    },
  };
}
