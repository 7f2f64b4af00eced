import type { ForecasterKind, NaiveKind, NetworkKind } from '#forecasting/forecaster-kind.ts';
import type { RunProgress } from '#forecasting/run-progress.ts';
import type { RunEventRow } from '#server/api-types.ts';

type ProgressOf<Kind extends RunProgress['kind']> = Extract<RunProgress, { kind: Kind }>;
export type TrainingPlan = Omit<ProgressOf<'started'>, 'kind'>;
export type TrainingSample = Omit<ProgressOf<'sample'>, 'kind'>;
export type TrainingPhase = ProgressOf<'phase'>['phase'];

/** One epoch of one network with one seed. */
export interface EpochPoint {
  readonly epoch: number;
  readonly trainError: number;
  readonly validationError: number;
}

/** How one network with one seed learns. */
export interface LearningCurve {
  readonly member: number;
  readonly epochs: number;
  readonly points: readonly EpochPoint[];
  readonly bestEpoch: number;
  readonly bestError: number;
  readonly secondsPerEpoch: number;
}

/** What is known of one forecaster so far. */
export interface ForecasterState {
  /** By seed, in the order of their start. */
  readonly curves: readonly LearningCurve[];
  readonly sample: TrainingSample | null;
  /** Set once it is done: error, seconds, why it failed. */
  readonly finished: Omit<ProgressOf<'forecaster-finished'>, 'kind' | 'forecaster'> | null;
}

export interface BaselineState {
  readonly kind: NaiveKind;
  readonly validationError: number;
  readonly fitSeconds: number;
}

/** What a run has told of its current attempt. */
export interface TrainingState {
  /** The last event taken in; an event that is not newer is not taken in again. */
  readonly seq: number;
  readonly attempt: number;
  readonly plan: TrainingPlan | null;
  readonly phase: TrainingPhase | null;
  readonly share: number;
  readonly etaSeconds: number | null;
  readonly baselines: readonly BaselineState[];
  readonly forecasters: Readonly<Partial<Record<ForecasterKind, ForecasterState>>>;
  /** The network that told an epoch or a sample last. */
  readonly latest: NetworkKind | null;
  readonly notes: readonly string[];
}

export const untold: TrainingState = {
  seq: 0,
  attempt: 0,
  plan: null,
  phase: null,
  share: 0,
  etaSeconds: null,
  baselines: [],
  forecasters: {},
  latest: null,
  notes: [],
};

/** Takes events in, in any portion and however often they are told: each counts once. */
export function takeEvents(state: TrainingState, events: readonly RunEventRow[]): TrainingState {
  return events.reduce(takeEvent, state);
}

/** A new attempt begins anew: what an earlier one learned is gone from the page, as it is from the run. */
function takeEvent(state: TrainingState, { seq, attempt, payload }: RunEventRow): TrainingState {
  if (seq <= state.seq || attempt < state.attempt) return state;
  const current = attempt > state.attempt ? { ...untold, attempt } : state;
  const told = payload.kind === 'state' ? takeMessage(current, payload.message) : take(current, payload);
  return { ...told, seq };
}

function takeMessage(state: TrainingState, message: string | undefined): TrainingState {
  return message === undefined || message === '' ? state : { ...state, notes: [...state.notes, message] };
}

function take(state: TrainingState, progress: RunProgress): TrainingState {
  switch (progress.kind) {
    case 'started': {
      const { kind: _, ...plan } = progress;
      return { ...state, plan };
    }
    case 'baseline': {
      const { kind: _, forecaster, ...told } = progress;
      const others = state.baselines.filter((baseline) => baseline.kind !== forecaster);
      return { ...state, baselines: [...others, { kind: forecaster, ...told }] };
    }
    case 'epoch':
      return takeEpoch(state, progress);
    case 'sample': {
      const { kind: _, ...sample } = progress;
      return { ...setForecaster(state, sample.forecaster, { sample }), latest: sample.forecaster };
    }
    case 'forecaster-finished': {
      const { kind: _, forecaster, ...finished } = progress;
      return setForecaster(state, forecaster, { finished });
    }
    case 'phase':
      return {
        ...state,
        phase: progress.phase,
        share: Math.max(state.share, progress.share),
        etaSeconds: progress.etaSeconds ?? state.etaSeconds,
      };
    // Drawn by the Memory X-ray, which reads it on its own.
    case 'gradient':
      return state;
    case 'note':
      return { ...state, notes: [...state.notes, progress.message] };
  }
}

function takeEpoch(state: TrainingState, told: ProgressOf<'epoch'>): TrainingState {
  const curves = state.forecasters[told.forecaster]?.curves ?? [];
  const known = curves.find((curve) => curve.member === told.member);
  if (known && told.epoch <= (known.points.at(-1)?.epoch ?? 0)) return state;
  const { epoch, trainError, validationError } = told;
  const curve: LearningCurve = {
    member: told.member,
    epochs: told.epochs,
    points: [...(known?.points ?? []), { epoch, trainError, validationError }],
    bestEpoch: told.bestEpoch,
    bestError: told.bestError,
    secondsPerEpoch: told.secondsPerEpoch,
  };
  const grown = known ? curves.map((other) => (other === known ? curve : other)) : [...curves, curve];
  return {
    ...setForecaster(state, told.forecaster, { curves: grown }),
    phase: state.phase === 'again' ? 'training' : state.phase,
    share: Math.max(state.share, told.share),
    etaSeconds: told.etaSeconds,
    latest: told.forecaster,
  };
}

const unheardOf: ForecasterState = { curves: [], sample: null, finished: null };

function setForecaster(
  state: TrainingState,
  kind: ForecasterKind,
  change: Partial<ForecasterState>,
): TrainingState {
  const forecaster = { ...(state.forecasters[kind] ?? unheardOf), ...change };
  return { ...state, forecasters: { ...state.forecasters, [kind]: forecaster } };
}

/** The naive forecaster that the networks have to get under: the best on the same validation rows. */
export function bestBaseline(state: TrainingState): BaselineState | null {
  const known = state.baselines.filter((baseline) => Number.isFinite(baseline.validationError));
  return known.reduce<BaselineState | null>(
    (best, baseline) => (best && best.validationError <= baseline.validationError ? best : baseline),
    null,
  );
}

/** The epoch at which a curve first got under an error; null while it has not. */
export function epochUnder(curve: LearningCurve, error: number): number | null {
  return curve.points.find((point) => point.validationError < error)?.epoch ?? null;
}
