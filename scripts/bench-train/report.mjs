// From times to ratios, shares of the ceiling, a table and the targets.

/** Ratios that the project set itself, as geometric means over the three cells: what to reach, and beyond. */
const targets = [
  { shape: 'T48 I1 H32 B32', overWasm: [30, 40], overTorch: [2.5, 3] },
  { shape: 'T168 I1 H64 B64', overWasm: [25, 35], overTorch: [1.5, 2] },
  { shape: 'T14 I24 H96 B256', overWasm: [18, 28], overTorch: [0.8, 1.1] },
];
const ceilingSteps = 1_000_000;

/** Puts the contenders of one case against each other: by medians, and by the fastest samples, which other load spares. */
export function compareCase(work, measured) {
  const { cell, lookback, features, units, batch } = work;
  const flop = 6 * lookback * batch * units * units * { rnn: 1, lstm: 4, gru: 3 }[cell];
  const speed = (name) => flop / measured[name].fastestMs / 1e6;
  const ceiling = (build, sums) =>
    (ceilingSteps * sums * 8) / measured[`ceiling ${build} ${sums}`].fastestMs / 1e6;
  return {
    cell,
    shape: `T${lookback} I${features} H${units} B${batch}`,
    measured,
    medians: ratiosBy('medianMs', measured),
    fastest: ratiosBy('fastestMs', measured),
    kernelGflops: { relaxed: speed('kernel relaxed'), plain: speed('kernel plain') },
    ceilingGflops: {
      relaxed: Math.max(ceiling('relaxed', 8), ceiling('relaxed', 12)),
      plain: Math.max(ceiling('plain', 8), ceiling('plain', 12)),
      plainOfEight: ceiling('plain', 8),
    },
  };
}

/** How many times faster a step here is, on one core or two, than each peer at its best. */
function ratiosBy(statistic, measured) {
  const best = (...names) =>
    Math.min(...names.map((name) => measured[name]?.[statistic] ?? Number.POSITIVE_INFINITY));
  const fused = best('fused 1', 'fused 2');
  const over = (...names) => (Number.isFinite(best(...names)) ? best(...names) / fused : null);
  return {
    overWasm: over('tfjs wasm'),
    overCpu: over('tfjs cpu'),
    overTorch: over('torch 1', 'torch 2'),
    twoCores: best('fused 1') / best('fused 2'),
  };
}

const columns = ['cell', 'shape', 'fused 1', 'fused 2', 'tfjs wasm', 'tfjs cpu', 'torch 1', 'torch 2'];
const ratios = ['× wasm', '× cpu', '× torch', '2 cores', 'kernel relaxed', 'kernel plain', 'peak MB'];

/** Rows of a table in Markdown; times are medians in ms, ratios by medians and by the fastest samples, kernels in GFLOP/s and their share of the ceiling. */
export function drawTable(results, withHead) {
  const head = [[...columns, ...ratios], [...columns, ...ratios].map(() => '---')];
  const rows = results.map((result) => [
    result.cell.toUpperCase(),
    result.shape,
    ...columns.slice(2).map((name) => number(result.measured[name]?.medianMs)),
    ...['overWasm', 'overCpu', 'overTorch', 'twoCores'].map((name) => withFastest(result, name)),
    ...['relaxed', 'plain'].map((build) => shareOfCeiling(result, build)),
    String(result.measured['fused 2'].peakMb),
  ]);
  return [...(withHead ? head : []), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function withFastest({ medians, fastest }, name) {
  return medians[name] === null ? '–' : `${number(medians[name])} (${number(fastest[name])})`;
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
  const judged = targets.map(({ shape, ...goals }) => {
    const own = results.filter((result) => result.shape === shape);
    const judgeOne = (name) => ({
      is: mean(own.map(({ medians }) => medians[name])),
      byFastest: mean(own.map(({ fastest }) => fastest[name])),
      toReach: goals[name][0],
      beyond: goals[name][1],
    });
    return { shape, overWasm: judgeOne('overWasm'), overTorch: judgeOne('overTorch') };
  });
  const line = (shape, peer, { is, byFastest, toReach, beyond }) =>
    `${shape}: ${number(is)} × ${peer} by medians, ${number(byFastest)} by fastest samples (to reach ${toReach}, beyond ${beyond})`;
  const lines = judged.flatMap(({ shape, overWasm, overTorch }) => [
    line(shape, 'tfjs wasm', overWasm),
    line(shape, 'PyTorch', overTorch),
  ]);
  return { targets: judged, lines };
}

/** Geometric; null without all values. */
function mean(values) {
  if (values.length === 0 || values.some((value) => value === null)) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
