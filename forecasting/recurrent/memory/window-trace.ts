import type { History } from '../../forecaster.ts';
import { contextSizeOf } from '../covariate-inputs.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';
import { type Gate, traceSequence } from '../kernels/sequence-trace.ts';
import { writeCopy } from '../naive-copies.ts';
import { type PreparedSeries, prepareSeries } from '../prepared-series.ts';
import { inDataUnits } from '../scaler.ts';
import { gatherInputs } from '../window-batch.ts';
import { type NetworkNumbers, sequenceInputs, sequenceSpec } from './network-gradient.ts';
import { headOf } from './network-head.ts';

/** What a network holds while it reads one window, step by step. */
export interface WindowTrace {
  /** Index of the last observation of the window. */
  readonly origin: number;
  /** Observations in one step of the cell. */
  readonly segment: number;
  readonly steps: number;
  /** Width of the hidden state; only some units are shown. */
  readonly units: number;
  /** Numbers of the shown units, from 0 on: those that move most, the most keeping one first. */
  readonly shown: readonly number[];
  /** Weights of the cell, the same at every step. */
  readonly weights: number;
  /** [steps · segment]: what the window holds, data units, holes filled. */
  readonly input: readonly number[];
  /** [shown][steps] each. */
  readonly hidden: readonly (readonly number[])[];
  readonly cell: readonly (readonly number[])[] | null;
  readonly gates: Readonly<Partial<Record<Gate, readonly (readonly number[])[]>>>;
  /**
   * [steps]: the next value as the network would have said it had the window ended there, data units; the last is its
   * forecast.
   */
  readonly output: readonly number[];
  /** [steps]: the value that came next; null where it is missing. */
  readonly came: readonly (number | null)[];
}

/** What is to be read, and how much of it is told. */
export interface WindowQuestion {
  readonly history: Omit<History, 'seasonLength'>;
  /** Index of the window's last observation. */
  readonly origin: number;
  readonly mostUnits: number;
}

/**
 * Lets a network read one window and writes down what it holds at every step.
 *
 * The outputs before the last step are read by the same head from the earlier states, beside the copies that were known
 * then and the scale of the whole window.
 *
 * @example traceWindow(kernels, network, { history, origin: 200, mostUnits: 12 }).hidden.length // 12
 */
export function traceWindow(
  kernels: KernelModule,
  network: NetworkNumbers,
  { history, origin, mostUnits }: WindowQuestion,
): WindowTrace {
  const { shape } = network;
  const { steps, units, segment } = shape;
  const series = prepareSeries({ ...history, seasonLength: shape.seasonLength }, shape.normalisation);
  const inputs = sequenceInputs(network, gatherInputs([{ series, origin }], shape).segments);
  const trace = traceSequence(kernels, sequenceSpec(shape, 1), inputs);
  const keeping = trace.gates.forget ?? trace.gates.update;
  const shown = choose(trace.hidden, keeping, { steps, units, most: mostUnits });
  const rowsOf = (part: Float32Array) =>
    shown.map((unit) => Array.from({ length: steps }, (_, step) => part[step * units + unit]!));
  const from = origin - steps * segment + 1;
  const at = (index: number) => {
    const value = series.filled[Math.max(0, index)]!;
    return series.logarithmic ? Math.exp(value) : value;
  };
  return {
    origin,
    segment,
    steps,
    units,
    shown,
    weights: inputs.kernel.length + inputs.recurrentKernel.length + inputs.bias.length,
    input: Array.from({ length: steps * segment }, (_, i) => at(from + i)),
    hidden: rowsOf(trace.hidden),
    cell: trace.cell && rowsOf(trace.cell),
    gates: Object.fromEntries(Object.entries(trace.gates).map(([gate, part]) => [gate, rowsOf(part)])),
    output: outputsOf(network, { series, origin }, trace.hidden),
    came: Array.from({ length: steps }, (_, step) => {
      const next = from + (step + 1) * segment;
      const value = history.values[next];
      return value === undefined || Number.isNaN(value) ? null : value;
    }),
  };
}

/** The units whose state moves most, in the order of how much they keep. */
function choose(
  hidden: Float32Array,
  keeping: Float32Array | undefined,
  { steps, units, most }: { steps: number; units: number; most: number },
): number[] {
  const column = (part: Float32Array, unit: number) =>
    Array.from({ length: steps }, (_, step) => part[step * units + unit]!);
  const all = Array.from({ length: units }, (_, unit) => unit);
  const moves = all.map((unit) => spreadOf(column(hidden, unit)));
  const kept = all.map((unit) => (keeping ? meanOf(column(keeping, unit)) : moves[unit]!));
  return all
    .sort((a, b) => moves[b]! - moves[a]!)
    .slice(0, most)
    .sort((a, b) => kept[b]! - kept[a]!);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** The first forecast step, read from the state of every step. */
function outputsOf(
  { shape, weights }: NetworkNumbers,
  { series, origin }: { series: PreparedSeries; origin: number },
  hidden: Float32Array,
): number[] {
  const { steps, units, segment, horizon, lookback, copies } = shape;
  const { context, scales } = gatherInputs([{ series, origin }], shape);
  const window = scales[0]!;
  const { centre, scale } = window;
  const head = headOf(shape, weights);
  const copy = new Float64Array(horizon);
  return Array.from({ length: steps }, (_, step) => {
    const known = Math.max(0, origin - (steps - 1 - step) * segment);
    const copied = new Float32Array(horizon * copies.length);
    copies.forEach((kind, k) => {
      writeCopy(kind, series, { origin: known, lookback, horizon }, copy);
      for (let ahead = 0; ahead < horizon; ahead++) {
        copied[ahead * copies.length + k] = (copy[ahead]! - centre) / scale;
      }
    });
    const state = hidden.subarray(step * units, (step + 1) * units);
    const said = head.answer({ state, context: context.subarray(0, contextSizeOf(shape)), copies: copied });
    return inDataUnits(window, said[0]!);
  });
}
