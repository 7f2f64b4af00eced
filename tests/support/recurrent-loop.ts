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

/** The states of a layer over the steps of one window, computed as the textbooks write it. */
export function loopStates(layer: LoopLayer, window: readonly ArrayLike<number>[]): number[][] {
  const { cell, units, resetAfter = false } = layer;
  const columns = units * { rnn: 1, lstm: 4, gru: 3 }[cell];
  const gate = (x: number) =>
    layer.hardGates ? Math.max(0, Math.min(1, 0.2 * x + 0.5)) : 1 / (1 + Math.exp(-x));
  const product = (values: ArrayLike<number>, matrix: ArrayLike<number>, column: number) =>
    Array.from(values).reduce((sum, value, row) => sum + value * matrix[row * columns + column]!, 0);
  let h: number[] = new Array(units).fill(0);
  let c: number[] = new Array(units).fill(0);
  return window.map((x) => {
    const w = (g: number, u: number) => product(x, layer.kernel, g * units + u) + layer.bias[g * units + u]!;
    const r = (g: number, u: number, state: number[]) =>
      product(state, layer.recurrentKernel, g * units + u) +
      (resetAfter ? layer.bias[columns + g * units + u]! : 0);
    const sum = (g: number, u: number) => w(g, u) + r(g, u, h);
    const all = (value: (u: number) => number) => h.map((_, u) => value(u));
    if (cell === 'rnn') h = all((u) => Math.tanh(sum(0, u)));
    if (cell === 'lstm') {
      const next = all((u) => gate(sum(1, u)) * c[u]! + gate(sum(0, u)) * Math.tanh(sum(2, u)));
      h = all((u) => gate(sum(3, u)) * Math.tanh(next[u]!));
      c = next;
    }
    if (cell === 'gru') {
      const reset = all((u) => gate(sum(1, u)));
      const scaled = h.map((value, u) => value * reset[u]!);
      const candidate = all((u) =>
        Math.tanh(w(2, u) + (resetAfter ? reset[u]! * r(2, u, h) : r(2, u, scaled))),
      );
      h = all((u) => gate(sum(0, u)) * h[u]! + (1 - gate(sum(0, u))) * candidate[u]!);
    }
    return h;
  });
}
