/** What kind of no it is, and the HTTP status it is told with. */
export const refusalStatus = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'not-allowed': 405,
  'too-slow': 408,
  conflict: 409,
  'too-large': 413,
  'unsupported-media': 415,
  misdirected: 421,
  unprocessable: 422,
  'too-many': 429,
  unavailable: 503,
  'disk-full': 507,
} as const;

export type RefusalKind = keyof typeof refusalStatus;

export interface RefusalDetails {
  readonly field?: string;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number;
}

/** A request that cannot be granted, said with a code that clients may rely on and a sentence for people. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(kind: RefusalKind, code: string, message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.field = details.field;
    this.retryAfter = details.retryAfter;
  }

  get status(): number {
    return refusalStatus[this.kind];
  }
}
