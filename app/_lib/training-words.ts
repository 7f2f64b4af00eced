import type { RunRow } from '#server/api-types.ts';
import { formatDuration } from './format-duration.ts';
import { formatScore } from './format-number.ts';
import type { TrainingPhase, TrainingState } from './training-state.ts';

const phaseWords: Readonly<Record<TrainingPhase, string>> = {
  baselines: 'naive forecasters and baselines',
  training: 'training',
  again: 'training again on newer rows',
  backtest: 'testing on past origins',
  forecast: 'making the forecast',
};

/** What the run is doing: "training LSTM, network 2 of 3". */
export function phaseSentence(state: TrainingState): string {
  if (!state.phase) return state.plan ? 'starting' : 'reading the data';
  if (state.phase !== 'training' || !state.latest) return phaseWords[state.phase];
  const seeds = state.plan?.seeds ?? 1;
  const member = state.forecasters[state.latest]?.curves.at(-1)?.member ?? 0;
  // A budget may leave time for more than were planned.
  const planned = member < seeds ? ` of ${seeds}` : '';
  const network = seeds > 1 ? `, network ${member + 1}${planned}` : '';
  return `training ${state.latest.toUpperCase()}${network}`;
}

/** The unit of the errors: the data's, or MASE where several series are trained together. */
export function errorUnit(state: TrainingState, unit: string | null | undefined): string | null {
  return state.plan?.errorUnit === 'mase' ? 'MASE' : (unit ?? null);
}

/** "1.93 °C", "1.93". */
export function formatError(error: number, unit: string | null): string {
  return unit ? `${formatScore(error)} ${unit}` : formatScore(error);
}

/** How much lower (−) or higher (+) an error is than the naive one: "−15 %". */
export function errorChange(error: number, naive: number): string {
  const percent = Math.round((error / naive - 1) * 100);
  if (!Number.isFinite(percent)) return '';
  if (percent === 0) return '±0 %';
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`;
}

/** A worker tells three times a lease, of half a minute by default, that it lives. */
const usualSilenceMs = 20_000;

/** How long ago the worker of a run gave a sign of life; undefined while none is at work on it. */
export function heardInWords({ heardAt }: Pick<RunRow, 'heardAt'>, now: number): string | undefined {
  if (heardAt === null) return undefined;
  const silentMs = Math.max(0, now - heardAt);
  const span = formatDuration(silentMs / 1000);
  return silentMs < usualSilenceMs
    ? `worker heard ${span} ago`
    : `worker silent for ${span}: if that goes on, the run starts again by itself`;
}
