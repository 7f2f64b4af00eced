import type { ForecasterKind, NaiveKind, NetworkKind } from './forecaster-kind.ts';

/** What a run tells while it works; errors are in the data's units for one series, MASE for several. */
export type RunProgress =
  | {
      readonly kind: 'started';
      readonly forecasters: readonly ForecasterKind[];
      readonly epochs: number;
      /** Networks of each kind: every seed in every variation, for all series and for each of a few. A budget may leave time for more. */
      readonly seeds: number;
      readonly folds: number;
      readonly windows: number;
      readonly lookback: number;
      /** 'data' for one series, 'mase' for several. */
      readonly errorUnit: 'data' | 'mase';
    }
  | {
      readonly kind: 'baseline';
      readonly forecaster: NaiveKind;
      /** Error on the validation rows that the networks' curves use. */
      readonly validationError: number;
      readonly fitSeconds: number;
    }
  | {
      readonly kind: 'epoch';
      readonly forecaster: NetworkKind;
      /** 0-based number of the network among those of its kind. */
      readonly member: number;
      /** 1-based. */
      readonly epoch: number;
      readonly epochs: number;
      readonly trainError: number;
      readonly validationError: number;
      readonly bestEpoch: number;
      readonly bestError: number;
      readonly secondsPerEpoch: number;
      /** Estimated seconds to the end of the whole run. */
      readonly etaSeconds: number;
      /** Share of the whole run that is done, 0–1. */
      readonly share: number;
    }
  | {
      readonly kind: 'sample';
      readonly forecaster: NetworkKind;
      readonly epoch: number;
      /** One validation window of the first series, data units. */
      readonly history: readonly number[];
      readonly actual: readonly number[];
      readonly forecast: readonly number[];
      readonly naive: readonly number[];
    }
  | {
      readonly kind: 'gradient';
      readonly forecaster: NetworkKind;
      /** 0-based number of the network among those of its kind. */
      readonly member: number;
      /** 0 is before training; then 1, 2, 4, 8 and so on. */
      readonly epoch: number;
      /** Share of the gradient by the hidden state that is left at each lag, in steps of the cell. */
      readonly hidden: readonly number[];
      /** The same by an LSTM's cell state; null for the others. */
      readonly cell: readonly number[] | null;
      /** Observations in one step. */
      readonly segment: number;
    }
  | {
      readonly kind: 'forecaster-finished';
      readonly forecaster: ForecasterKind;
      readonly error: number | null;
      readonly fitSeconds: number;
      readonly failure: string | null;
    }
  | {
      readonly kind: 'phase';
      /** 'again': a network that has learnt what it can is trained once more, on newer rows. */
      readonly phase: 'baselines' | 'training' | 'again' | 'backtest' | 'forecast';
      readonly share: number;
      /** Estimated seconds to the end of the whole run, where that is known. */
      readonly etaSeconds?: number;
    }
  | { readonly kind: 'note'; readonly message: string };

/** Receives progress; must not throw. */
export type ReportProgress = (progress: RunProgress) => void;
