import type { ChampionSeries } from './referee.ts';
import type { ReforecastRequest } from './reforecast.ts';
import type { RunRequest } from './run.ts';
import type { BlendShares } from './run-result.ts';

/** What a trainer can be asked to do; it does one and ends. */
export type TrainerJob =
  | {
      readonly type: 'run';
      readonly request: RunRequest;
      /** The champion that the run has to beat. */
      readonly champion?: ChampionOnTrial;
    }
  | {
      readonly type: 'reforecast';
      /** null where the run has trained no network. */
      readonly model: Uint8Array | null;
      readonly request: ReforecastRequest;
    };

/** The run in office, as a trainer is sent it. */
export interface ChampionOnTrial {
  /** null where no network was trained. */
  readonly model: Uint8Array | null;
  /** One a series of the answer, in its order; null for one that it did not judge. */
  readonly series: readonly (ChampionSeries | null)[];
  /** What its blend is made of, where it has one. */
  readonly blend?: BlendShares | undefined;
}
