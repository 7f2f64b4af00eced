/** One recurrent layer, as the stock layers shape its weights, over one window in float64. */
export interface LoopLayer {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  readonly units: number;
  readonly kernel: ArrayLike<number>;
  readonly recurrentKernel: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
  readonly hardGates?: boolean;
  readonly resetAfter?: boolean;
}

/** What is added to one unit's state at one step before anything reads it. */
export interface Nudge {
  readonly state: 'hidden' | 'cell';
  readonly step: number;
  readonly unit: number;
  readonly by: number;
}

/** One step of a layer: its state, the cell state of an LSTM, its gates and candidates. */
export interface LoopStep {
  readonly hidden: number[];
  readonly cell: number[];
  readonly gates: Readonly<Record<string, number[]>>;
}

/** The states of a layer over the steps of one window. */
export function loopStates(layer: LoopLayer, window: readonly ArrayLike<number>[]): number[][] {
  return loopSteps(layer, window).map(({ hidden }) => hidden);
}

/** The steps of a layer over one window, computed as the textbooks write it. */
export function loopSteps(layer: LoopLayer, window: readonly ArrayLike<number>[], nudge?: Nudge): LoopStep[] {
  const { cell, units, resetAfter = false } = layer;
  const columns = units * { rnn: 1, lstm: 4, gru: 3 }[cell];
  const gate = (x: number) =>
    layer.hardGates ? Math.max(0, Math.min(1, 0.2 * x + 0.5)) : 1 / (1 + Math.exp(-x));
  const product = (values: ArrayLike<number>, matrix: ArrayLike<number>, column: number) =>
    Array.from(values).reduce((sum, value, row) => sum + value * matrix[row * columns + column]!, 0);
  let h: number[] = new Array(units).fill(0);
  let c: number[] = new Array(units).fill(0);
  const nudged = (state: number[], name: Nudge['state'], step: number) =>
    nudge?.state === name && nudge.step === step
      ? state.map((value, u) => (u === nudge.unit ? value + nudge.by : value))
      : state;
  return window.map((x, step) => {
    let gates: Record<string, number[]> = {};
    const w = (g: number, u: number) => product(x, layer.kernel, g * units + u) + layer.bias[g * units + u]!;
    const r = (g: number, u: number, state: number[]) =>
      product(state, layer.recurrentKernel, g * units + u) +
      (resetAfter ? layer.bias[columns + g * units + u]! : 0);
    const sum = (g: number, u: number) => w(g, u) + r(g, u, h);
    const all = (value: (u: number) => number) => h.map((_, u) => value(u));
    if (cell === 'rnn') h = all((u) => Math.tanh(sum(0, u)));
    if (cell === 'lstm') {
      const [input, forget, output] = [0, 1, 3].map((g) => all((u) => gate(sum(g, u))));
      const candidate = all((u) => Math.tanh(sum(2, u)));
      gates = { input: input!, forget: forget!, candidate, output: output! };
      const next = all((u) => forget![u]! * c[u]! + input![u]! * candidate[u]!);
      c = nudged(next, 'cell', step);
      h = all((u) => output![u]! * Math.tanh(c[u]!));
    }
    if (cell === 'gru') {
      const [update, reset] = [0, 1].map((g) => all((u) => gate(sum(g, u))));
      const scaled = h.map((value, u) => value * reset![u]!);
      const candidate = all((u) =>
        Math.tanh(w(2, u) + (resetAfter ? reset![u]! * r(2, u, h) : r(2, u, scaled))),
      );
      gates = { update: update!, reset: reset!, candidate };
      h = all((u) => update![u]! * h[u]! + (1 - update![u]!) * candidate[u]!);
    }
    h = nudged(h, 'hidden', step);
    return { hidden: h, cell: c, gates };
  });
}
