import type { RunProgress } from '#forecasting/run-progress.ts';
import type { Database } from '../client.ts';

/** What a run told of a network's gradient while it learned. */
export type ToldGradient = Extract<RunProgress, { kind: 'gradient' }>;

/** The gradients of a run's last attempt, each network's by epoch; none for runs that did not tell. */
export function listGradients(db: Database, runId: number): ToldGradient[] {
  const rows = db.$client
    .prepare(
      `select payload from run_events join runs on runs.id = run_events.run_id
      where run_id = ? and run_events.attempt = runs.attempt and key like 'gradient:%' order by seq`,
    )
    .pluck()
    .all(runId) as string[];
  return rows.map((payload) => JSON.parse(payload) as ToldGradient);
}
