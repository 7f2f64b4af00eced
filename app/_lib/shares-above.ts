type Share = readonly [lag: number, share: number];

/** What is smaller counts as this: its logarithm has to be told. */
const nothing = 1e-12;

/** The part of a falling curve that an axis of logarithms shows: down to its bottom, the crossing included. */
export function sharesAbove(least: number, points: readonly Share[]): readonly Share[] {
  const below = points.findIndex(([, share]) => share < least);
  if (below <= 0) return points.map(([lag, share]) => [lag, Math.max(least, share)] as const);
  const [lastLag, lastShare] = points[below - 1]!;
  const [nextLag, nextShare] = points[below]!;
  const [from, to] = [Math.log(lastShare), Math.log(Math.max(nothing, nextShare))];
  const crossing = lastLag + ((Math.log(least) - from) / (to - from)) * (nextLag - lastLag);
  return [...points.slice(0, below), [crossing, least] as const];
}
