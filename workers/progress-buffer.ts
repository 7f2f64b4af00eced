import type { RunProgress } from '#forecasting/run-progress.ts';

/** Pictures of a forecast are large and replace one another: one a second and forecaster is enough. */
const sampleEveryMs = 1000;

/** What a trainer told and nobody has written yet, in order. */
export class ProgressBuffer {
  readonly #ticks: () => number;
  readonly #sampledAt = new Map<string, number>();
  /** The latest sample of each forecaster that came too soon: it is told when nothing newer will come. */
  readonly #held = new Map<string, RunProgress>();
  #waiting: RunProgress[] = [];

  /** @param ticks milliseconds on a clock that only grows */
  constructor(ticks: () => number) {
    this.#ticks = ticks;
  }

  add(progress: RunProgress): void {
    if (progress.kind === 'sample') {
      const isTooSoon = this.#isTooSoon(progress.forecaster);
      if (isTooSoon) this.#held.set(progress.forecaster, progress);
      else this.#held.delete(progress.forecaster);
      if (isTooSoon) return;
    }
    if (progress.kind === 'forecaster-finished') this.#release(progress.forecaster);
    this.#waiting.push(progress);
  }

  pending(): readonly RunProgress[] {
    return [...this.#waiting];
  }

  /** The first `count` have been written. */
  forget(count: number): void {
    this.#waiting = this.#waiting.slice(count);
  }

  #release(forecaster: string): void {
    const held = this.#held.get(forecaster);
    if (held !== undefined) this.#waiting.push(held);
    this.#held.delete(forecaster);
  }

  #isTooSoon(forecaster: string): boolean {
    const now = this.#ticks();
    const last = this.#sampledAt.get(forecaster);
    if (last !== undefined && now - last < sampleEveryMs) return true;
    this.#sampledAt.set(forecaster, now);
    return false;
  }
}
