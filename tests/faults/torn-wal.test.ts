import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { createRandom } from '#forecasting/random.ts';
import { auditAnyTime } from '../support/audit.ts';
import { queueRun } from '../support/stored-run.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '../support/temporary-database.ts';

let temporary: TemporaryDatabase;
let copies: string;
beforeEach(() => {
  temporary = createTemporaryDatabase();
  copies = mkdtempSync(join(tmpdir(), 'hindcast-torn-'));
});
afterEach(() => {
  temporary.remove();
  rmSync(copies, { recursive: true, force: true });
});

/**
 * What a disk could hold after the power went: the database as the last checkpoint left it, and the log after it up
 * to some byte. What a checkpoint has taken over is on the disk before it begins, and so never missing.
 */
function tear(number: number, random: () => number): { path: string; whole: boolean } {
  const { database } = temporary.folder;
  const folder = join(copies, String(number));
  mkdirSync(folder);
  const path = join(folder, 'hindcast.db');
  copyFileSync(database, path);
  const log = existsSync(`${database}-wal`) ? readFileSync(`${database}-wal`) : Buffer.alloc(0);
  const kept = Math.floor(random() * (log.length + 1));
  writeFileSync(`${path}-wal`, log.subarray(0, kept));
  return { path, whole: kept === log.length };
}

test('50 logs cut at any byte open, are whole, and hold the first so many of what was committed', () => {
  const { db, folder } = temporary;
  const random = createRandom(11);
  const committed: number[] = [];
  let checkpointed = 0;
  db.$client.pragma('wal_autocheckpoint = 0');
  for (let cut = 0; cut < 50; cut++) {
    for (let i = 0; i <= random() * 12; i++) committed.push(queueRun(db, { createdAt: i }));
    const torn = tear(cut, random);
    const opened = openDatabase(torn.path);
    try {
      expect(auditAnyTime({ db: opened, folder, accepted: [] })).toEqual([]);
      const ids = opened.$client.prepare('select id from runs order by id').pluck().all() as number[];
      expect(ids).toEqual(committed.slice(0, ids.length));
      expect(ids.length).toBeGreaterThanOrEqual(torn.whole ? committed.length : checkpointed);
    } finally {
      closeDatabase(opened);
    }
    if (random() < 0.3) {
      db.$client.pragma('wal_checkpoint(TRUNCATE)');
      checkpointed = committed.length;
    }
  }
});
