/** Why a call to another machine was not made, or came to nothing. */
export type OutgoingErrorCode =
  | 'outgoing-off'
  | 'address-not-allowed'
  | 'redirect-not-allowed'
  | 'unreachable'
  | 'timed-out'
  | 'answer-too-large'
  | 'answer-broken-off'
  | 'answer-not-ok';

/** The message is for a person; it names the host at most, never what may be a secret. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';
  readonly code: OutgoingErrorCode;
  /** The HTTP status, where one was answered. */
  readonly status: number | undefined;

  constructor(code: OutgoingErrorCode, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
