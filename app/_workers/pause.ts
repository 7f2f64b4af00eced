/** Lets messages in: a worker that computes hears nothing. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
