/** Whoever waits for us to end kills us after ten seconds. */
const longestStopMs = 7500;
const parentLookMs = 500;

/**
 * Settles when this process is told to stop. A SIGTERM to npm ends npm and its shell but never reaches its child:
 * losing the parent is the only sign of it. What has no time to end in good order is cut off.
 */
export function untilStopped(): Promise<'stopped'> {
  return new Promise((resolve) => {
    const stop = () => {
      setTimeout(() => process.exit(1), longestStopMs).unref();
      resolve('stopped');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
    if (!process.env.npm_lifecycle_event) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && stop(), parentLookMs).unref();
  });
}
