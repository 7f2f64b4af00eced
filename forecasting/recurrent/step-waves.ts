/**
 * Shapes over the horizon that what is read of a window can bend offsets by: all steps alike, near against far, and waves of
 * a season and of half of one, so that offsets can follow the season wherever a window ends.
 *
 * @returns One array of `horizon` numbers of about unit size a shape; without a season the first two alone.
 *
 * @example stepWaves(12, 12).length // 6
 */
export function stepWaves(horizon: number, seasonLength: number): readonly Float32Array[] {
  const shape = (at: (step: number) => number) =>
    Float32Array.from({ length: horizon }, (_, step) => at(step));
  const middle = (horizon - 1) / 2;
  const level = shape(() => 1);
  const slope = shape((step) => (middle > 0 ? (step - middle) / middle : 0));
  if (seasonLength < 3) return [level, slope];
  const waves = [1, 2].flatMap((times) => {
    const angle = (step: number) => (2 * Math.PI * times * step) / seasonLength;
    return [shape((step) => Math.cos(angle(step))), shape((step) => Math.sin(angle(step)))];
  });
  return [level, slope, ...waves];
}
