import type { ReforecastRequest } from './reforecast.ts';
import type { RunRequest } from './run.ts';

/** What a trainer can be asked to do; it does one and ends. */
export type TrainerJob =
  | { readonly type: 'run'; readonly request: RunRequest }
  | { readonly type: 'reforecast'; readonly model: Uint8Array; readonly request: ReforecastRequest };
