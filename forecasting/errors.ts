/** The closed set of reasons for which the library refuses a request. */
export type ForecastingErrorCode =
  | 'too-short'
  | 'invalid-config'
  | 'invalid-series'
  | 'future-too-short'
  | 'diverged'
  | 'model-damaged'
  | 'model-mismatch'
  | 'stopped'
  | 'unsupported';

/**
 * A contract problem: the caller asked for something that cannot be done.
 *
 * Messages follow one form: `Cannot <verb> <noun>: <what is needed>, <what there is>`.
 * Problems in a person's file are not thrown: `reading/` returns them as data.
 */
export class ForecastingError extends Error {
  readonly code: ForecastingErrorCode;

  constructor(code: ForecastingErrorCode, message: string) {
    super(message);
    this.name = 'ForecastingError';
    this.code = code;
  }
}
