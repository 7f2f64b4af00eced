import type { RunEventRow } from '#server/api-types.ts';
import { type TrainingState, takeEvents, untold } from './training-state.ts';

/** Runs that have ended and are still known, for whoever watched one until its end. */
const mostEnded = 10;

/** Calls back once, soon: a browser with its next picture. */
export type Soon = (task: () => void) => void;

/**
 * What the runs have told on the page's one line to the server. Events that come in a burst are taken in together;
 * who listens is called once for them.
 */
export class RunEventStore {
  /** The last event that was taken in; 0 before the first. */
  seq = 0;
  readonly #soon: Soon;
  readonly #trainings = new Map<number, TrainingState>();
  readonly #ended: number[] = [];
  readonly #listeners = new Set<() => void>();
  #waiting: RunEventRow[] = [];

  constructor(soon: Soon) {
    this.#soon = soon;
  }

  take(event: RunEventRow): void {
    this.#waiting.push(event);
    if (this.#waiting.length === 1) this.#soon(() => this.#flush());
  }

  /** undefined for a run that nothing was told of. */
  trainingOf(runId: number): TrainingState | undefined {
    return this.#trainings.get(runId);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #flush(): void {
    const events = this.#waiting;
    this.#waiting = [];
    for (const runId of new Set(events.map((event) => event.runId))) {
      const told = events.filter((event) => event.runId === runId);
      this.#trainings.set(runId, takeEvents(this.#trainings.get(runId) ?? untold, told));
      if (told.some(endsRun)) this.#ended.push(runId);
    }
    this.seq = Math.max(this.seq, ...events.map(({ seq }) => seq));
    while (this.#ended.length > mostEnded) this.#trainings.delete(this.#ended.shift()!);
    for (const listener of this.#listeners) listener();
  }
}

function endsRun({ payload }: RunEventRow): boolean {
  return payload.kind === 'state' && payload.state !== 'queued' && payload.state !== 'running';
}
