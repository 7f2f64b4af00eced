import type { CreateNetwork } from '#forecasting/network-forecaster.ts';
import type { RunSurroundings } from '#forecasting/run.ts';

/** Surroundings in which a run tells nobody, stands still in time and keeps no model, but for what a test changes. */
export function runSurroundings(
  createNetwork: CreateNetwork,
  changes: Partial<RunSurroundings> = {},
): RunSurroundings {
  return {
    report: () => {},
    now: () => 0,
    signal: new AbortController().signal,
    pause: () => Promise.resolve(),
    createNetwork,
    encodeModel: () => new Uint8Array(0),
    engine: { backend: 'test', simd: 'none', kernelBuild: '', threads: 1 },
    ...changes,
  };
}
