// From times to ratios, shares of the ceiling, a table and the targets.

/** Ratios that the project set itself, as geometric means over the three cells: what to reach, and beyond. */
const targets = [
  { shape: 'T48 I1 H32 B32', overWasm: [30, 40], overTorch: [2.5, 3] },
  { shape: 'T168 I1 H64 B64', overWasm: [25, 35], overTorch: [1.5, 2] },
  { shape: 'T14 I24 H96 B256', overWasm: [18, 28], overTorch: [0.8, 1.1] },
];
const ceilingSteps = 1_000_000;

/** Puts the contenders of one case against each other. */
export function compareCase(work, measured) {
  const { cell, lookback, features, units, batch } = work;
  const best = (...names) =>
    Math.min(...names.map((name) => measured[name]?.medianMs ?? Number.POSITIVE_INFINITY));
  const fused = best('fused 1', 'fused 2');
  const torch = best('torch 1', 'torch 2');
  const flop = 6 * lookback * batch * units * units * { rnn: 1, lstm: 4, gru: 3 }[cell];
  const speed = (name) => flop / measured[name].fastestMs / 1e6;
  const ceiling = (build, sums) =>
    (ceilingSteps * sums * 8) / measured[`ceiling ${build} ${sums}`].fastestMs / 1e6;
  return {
    cell,
    shape: `T${lookback} I${features} H${units} B${batch}`,
    measured,
    overWasm: measured['tfjs wasm'].medianMs / fused,
    overCpu: measured['tfjs cpu'] ? measured['tfjs cpu'].medianMs / fused : null,
    overTorch: Number.isFinite(torch) ? torch / fused : null,
    twoCores: measured['fused 1'].medianMs / measured['fused 2'].medianMs,
    kernelGflops: { relaxed: speed('kernel relaxed'), plain: speed('kernel plain') },
    ceilingGflops: {
      relaxed: Math.max(ceiling('relaxed', 8), ceiling('relaxed', 12)),
      plain: Math.max(ceiling('plain', 8), ceiling('plain', 12)),
      plainOfEight: ceiling('plain', 8),
    },
  };
}

const columns = ['cell', 'shape', 'fused 1', 'fused 2', 'tfjs wasm', 'tfjs cpu', 'torch 1', 'torch 2'];
const ratios = ['× wasm', '× cpu', '× torch', '2 cores', 'kernel relaxed', 'kernel plain', 'peak MB'];

/** Rows of a table in Markdown; times are medians in ms, kernels in GFLOP/s and their share of the ceiling. */
export function drawTable(results, withHead) {
  const head = [[...columns, ...ratios], [...columns, ...ratios].map(() => '---')];
  const rows = results.map((result) => [
    result.cell.toUpperCase(),
    result.shape,
    ...columns.slice(2).map((name) => number(result.measured[name]?.medianMs)),
    ...[result.overWasm, result.overCpu, result.overTorch, result.twoCores].map(number),
    ...['relaxed', 'plain'].map((build) => shareOfCeiling(result, build)),
    String(result.measured['fused 2'].peakMb),
  ]);
  return [...(withHead ? head : []), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function shareOfCeiling({ kernelGflops, ceilingGflops }, build) {
  const share = (100 * kernelGflops[build]) / ceilingGflops[build];
  return `${number(kernelGflops[build])} (${share.toFixed(0)} %)`;
}

function number(value) {
  if (value === undefined || value === null || !Number.isFinite(value)) return '–';
  return value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0);
}

/** Holds the results against the targets. */
export function judge(results) {
  const judged = targets.map(({ shape, overWasm, overTorch }) => {
    const own = results.filter((result) => result.shape === shape);
    return {
      shape,
      overWasm: { is: mean(own.map((result) => result.overWasm)), toReach: overWasm[0], beyond: overWasm[1] },
      overTorch: {
        is: mean(own.map((result) => result.overTorch)),
        toReach: overTorch[0],
        beyond: overTorch[1],
      },
    };
  });
  const lines = judged.flatMap(({ shape, overWasm, overTorch }) => [
    `${shape}: ${number(overWasm.is)} × tfjs wasm (to reach ${overWasm.toReach}, beyond ${overWasm.beyond})`,
    `${shape}: ${number(overTorch.is)} × PyTorch (to reach ${overTorch.toReach}, beyond ${overTorch.beyond})`,
  ]);
  return { targets: judged, lines };
}

/** Geometric; null without all values. */
function mean(values) {
  if (values.length === 0 || values.some((value) => value === null)) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
