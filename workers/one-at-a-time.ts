/** Makes a task that is not begun again while it is under way. */
export function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= task().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
