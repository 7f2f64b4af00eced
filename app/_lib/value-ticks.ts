/** A vertical axis: its ends and its ticks, ascending, the ends among them on a linear one. */
export interface ValueAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

const fallback: ValueAxis = { domain: [0, 1], ticks: [0, 0.5, 1] };

/** Narrower than this, a step would be lost among the smallest numbers there are. */
const leastSpan = 1e-300;

/** Round ticks around values: 1, 2 or 5 times a power of ten apart, about `wanted` of them. */
export function linearAxis(values: Iterable<number>, wanted = 4): ValueAxis {
  const [low, high] = extent(values);
  if (low === null || high === null) return fallback;
  const span = Math.max(high - low || Math.abs(high) || 1, leastSpan);
  const step = roundStep(span / wanted);
  const from = Math.floor(low / step);
  const to = Math.max(from + 1, Math.ceil(high / step));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => clean((from + index) * step));
  return { domain: [ticks[0]!, ticks.at(-1)!], ticks };
}

/** Below this factor between the ends a logarithmic axis is nearly straight, and has even ticks. */
const narrow = 8;

/** Ticks at 1, 2 and 5 times powers of ten; only at the powers where they are many. Values must be positive. */
export function logAxis(values: Iterable<number>): ValueAxis {
  const positive = [...values].filter((value) => value > 0);
  const [low, high] = extent(positive);
  if (low === null || high === null) return fallback;
  const domain: [number, number] = [low * 0.9, high * 1.1];
  if (high / low < narrow) {
    const ticks = linearAxis(domain).ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]);
    return { domain, ticks };
  }
  const wide = high / low > 100;
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(domain[0])); power <= Math.log10(domain[1]); power++) {
    for (const digit of wide ? [1] : [1, 2, 3, 5]) {
      const tick = clean(digit * 10 ** power);
      if (tick >= domain[0] && tick <= domain[1]) ticks.push(tick);
    }
  }
  return { domain, ticks: ticks.length > 1 ? ticks : [domain[0], domain[1]] };
}

function extent(values: Iterable<number>): [number | null, number | null] {
  let low: number | null = null;
  let high: number | null = null;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = low === null || value < low ? value : low;
    high = high === null || value > high ? value : high;
  }
  return [low, high];
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((digit) => digit * power >= least * 0.999) ?? 10) * power;
}

/** Takes off what binary fractions add: 0.30000000000000004. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
