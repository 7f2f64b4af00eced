/** What every procedure is given. */
export interface Context {
  readonly headers: Headers;
}
