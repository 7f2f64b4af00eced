import * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../errors.ts';
import type { NetworkOptions } from '../network-forecaster.ts';

/** The event loop gets a turn after a computation of this length, so that a stop or a cancel gets through. */
const longestMs = 40;

/** The pauses of one training. */
export interface EventTurns {
  /** Lets other events in when it is time. */
  take(): Promise<void>;
  /**
   * True once the training was asked to stop or its time is up. Throws ForecastingError 'stopped' when it is to be
   * abandoned.
   */
  over(): boolean;
}

export function createEventTurns({
  signal,
  now,
  deadlineMs,
}: Pick<NetworkOptions, 'signal' | 'now' | 'deadlineMs'>): EventTurns {
  let lastTurn = now();
  return {
    async take() {
      if (now() - lastTurn >= longestMs) {
        await tf.nextFrame();
        lastTurn = now();
      }
    },
    over() {
      if (signal.aborted && signal.reason !== 'stop') {
        throw new ForecastingError('stopped', 'Cannot finish the training: the run was canceled');
      }
      return signal.aborted || (deadlineMs !== undefined && now() >= deadlineMs);
    },
  };
}
