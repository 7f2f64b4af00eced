/** When a search ends. */
export interface SearchOptions {
  /** The values at the corners differ by less than this share. */
  readonly tolerance?: number;
  readonly mostEvaluations?: number;
}

/** A corner of the simplex. */
interface Corner {
  readonly point: readonly number[];
  readonly value: number;
}

const expansion = 2;
const contraction = 0.5;

/**
 * Minimises a function of a few variables by the simplex method.
 *
 * Definition: Nelder & Mead, "A simplex method for function minimization" (1965), in the variant of Nash, "Compact
 * Numerical Methods for Computers" (1990), algorithm 19, with which R's `optim` and `forecast` search. The first
 * simplex reaches a tenth of the largest coordinate along each axis. A function may answer infinity to refuse.
 *
 * @returns The best point found.
 *
 * @example
 * minimise(([x, y]) => (x - 2) ** 2 + (y - 1) ** 2, [1, 0])[0].toFixed(2); // '2.00'
 */
export function minimise(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  options: SearchOptions = {},
): readonly number[] {
  const { tolerance = Math.sqrt(Number.EPSILON), mostEvaluations = 2000 } = options;
  let evaluations = 0;
  const measure = (point: readonly number[]): Corner => {
    evaluations++;
    const value = objective(point);
    return { point, value: Number.isFinite(value) ? value : Number.MAX_VALUE };
  };
  let simplex = [measure(start), ...neighbours(start).map(measure)];
  const precision = tolerance * (Math.abs(simplex[0]!.value) + tolerance);
  let size = Number.POSITIVE_INFINITY;
  while (evaluations <= mostEvaluations) {
    const [low, high] = extremes(simplex);
    if (simplex[high]!.value <= simplex[low]!.value + precision) break;
    if (improve(simplex, { low, high }, measure)) continue;
    const smaller = extentAround(simplex, low) * contraction;
    if (smaller >= size) break;
    size = smaller;
    const best = simplex[low]!;
    simplex = simplex.map((corner) => (corner === best ? best : measure(between(corner, best, contraction))));
  }
  return simplex[extremes(simplex)[0]]!.point;
}

function neighbours(start: readonly number[]): number[][] {
  const reach = 0.1 * Math.max(...start.map(Math.abs)) || 0.1;
  return start.map((_, axis) => start.map((x, i) => (i === axis ? x + reach : x)));
}

/** Where the smallest and the largest value are. */
function extremes(simplex: readonly Corner[]): [low: number, high: number] {
  let low = 0;
  let high = 0;
  simplex.forEach(({ value }, i) => {
    if (value < simplex[low]!.value) low = i;
    if (value > simplex[high]!.value) high = i;
  });
  return [low, high];
}

/**
 * Replaces the highest corner by a lower point on the line through it and the centre of the others.
 *
 * @returns False where none was found and the simplex has to shrink.
 */
function improve(
  simplex: Corner[],
  { low, high }: { low: number; high: number },
  measure: (point: readonly number[]) => Corner,
): boolean {
  const highest = simplex[high]!;
  const others = simplex.filter((_, i) => i !== high);
  const centre = highest.point.map(
    (_, i) => others.reduce((sum, { point }) => sum + point[i]!, 0) / others.length,
  );
  const reflected = measure(centre.map((x, i) => 2 * x - highest.point[i]!));
  if (reflected.value < simplex[low]!.value) {
    const expanded = measure(centre.map((x, i) => expansion * reflected.point[i]! + (1 - expansion) * x));
    simplex[high] = expanded.value < reflected.value ? expanded : reflected;
    return true;
  }
  const lower = reflected.value < highest.value;
  if (lower) simplex[high] = reflected;
  const contracted = measure(between(simplex[high]!, { point: centre }, contraction));
  if (contracted.value < simplex[high]!.value) {
    simplex[high] = contracted;
    return true;
  }
  return lower;
}

function between(from: Pick<Corner, 'point'>, to: Pick<Corner, 'point'>, share: number): number[] {
  return from.point.map((x, i) => share * (x - to.point[i]!) + to.point[i]!);
}

function extentAround(simplex: readonly Corner[], low: number): number {
  const { point } = simplex[low]!;
  return simplex.reduce(
    (sum, corner) => sum + corner.point.reduce((own, x, i) => own + Math.abs(x - point[i]!), 0),
    0,
  );
}
