// One preparation at a time: two commands on a fresh clone must not install over each other.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs `work` while holding the lock folder; a lock whose owner has died is taken over. */
export async function withLock(folder, say, work) {
  for (let waited = false; !tryLock(folder); waited = true) {
    if (!waited) say('Another command is preparing this folder: waiting for it ...');
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tryLock(folder) {
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'owner'), String(process.pid));
    return true;
  } catch (problem) {
    if (problem.code !== 'EEXIST') throw problem;
    if (!ownerLives(folder)) rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

function ownerLives(folder) {
  try {
    process.kill(Number(readFileSync(join(folder, 'owner'), 'utf8')), 0);
    return true;
  } catch (problem) {
    // Between the folder and the file the owner is alive but unnamed; EPERM means alive and another user's.
    return problem.code === 'ENOENT' || problem.code === 'EPERM';
  }
}
