import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** The nice value of a trainer: it takes what the dashboard leaves. */
const trainerPriority = 10;
/** Out of memory, the system ends a trainer before the processes that can start it again. */
const trainerOomScore = 500;

/** Makes this process step back behind others; where the system refuses, it goes on as it is. */
export function lowerPriority(): void {
  attempt(() => setPriority(trainerPriority));
  attempt(() => writeFileSync('/proc/self/oom_score_adj', String(trainerOomScore)));
}

function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // Not every system has it or allows it.
  }
}
