import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp } from '#db/backup.ts';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { countRuns } from '#db/queries/runs.ts';
import { restore } from '#db/restore.ts';
import { auditAnyTime } from '../support/audit.ts';
import { withFaultScene } from '../support/fault-run.ts';
import { launch, temporaryFolder, until } from '../support/launch.ts';
import { migrationsFolder } from '../support/temporary-database.ts';

const { scene } = withFaultScene();

test('10 backups while workers train and are killed: each comes back whole, and what was at work waits', async () => {
  const stage = scene();
  const outside = temporaryFolder();
  try {
    for (let i = 0; i < 6; i++) stage.queue();
    let worker = stage.startWorker({ HINDCAST_WORKERS: '2' });
    await until('a run at work', () => stage.running().length > 0);
    for (let copy = 1; copy <= 10; copy++) {
      const file = join(outside.path, `${copy}.backup`);
      expect(backUp(stage.temporary.folder, file).damaged).toEqual([]);
      if (copy % 4 === 0) {
        worker.child.kill('SIGKILL');
        await worker.exited;
        worker = stage.startWorker({ HINDCAST_WORKERS: '2' });
      }
      const folder = dataFolderAt(join(outside.path, `data-${copy}`));
      restore(folder, file, { migrationsFolder });
      const db = openDatabase(folder.database);
      expect(auditAnyTime({ db, folder, accepted: stage.accepted })).toEqual([]);
      expect(countRuns(db).running).toBe(0);
      closeDatabase(db);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await stage.untilEnded();
    stage.audit();
  } finally {
    outside.remove();
  }
});

test('hindcast backup and hindcast restore do it from a terminal, and say what they did', async () => {
  const stage = scene();
  stage.queue();
  const outside = temporaryFolder();
  const say = (args: readonly string[], data: string) =>
    launch(process.execPath, ['scripts/hindcast.mjs', ...args], { HINDCAST_DATA: data });
  try {
    const file = join(outside.path, 'all.backup');
    const made = say(['backup', file], stage.temporary.folder.root);
    expect(await made.exited).toBe(0);
    expect(made.output()).toContain('Backed up 1 series, 1 runs and 0 files');
    const back = say(['restore', file], join(outside.path, 'data'));
    expect(await back.exited).toBe(0);
    expect(back.output()).toContain('Brought back 1 series, 1 runs');
    const again = say(['restore', file, '--json'], join(outside.path, 'data'));
    expect(await again.exited).toBe(3);
    expect(again.output()).toContain('"error_code":"not-empty"');
  } finally {
    outside.remove();
  }
});
