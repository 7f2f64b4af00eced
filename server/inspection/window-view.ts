import { nameWeights } from '#forecasting/recurrent/memory/network-head.ts';
import { traceWindow } from '#forecasting/recurrent/memory/window-trace.ts';
import { readSavedConfig } from '#forecasting/recurrent/saved-config.ts';
import { Refusal } from '../refusal.ts';
import { type InspectionTools, inspectSeries, loadNetworks } from './inspected-series.ts';
import type { WindowRequest, WindowView } from './inspection.ts';
import { noSuchMember } from './memory-view.ts';

/** More rows than these make no picture. */
const mostUnits = 16;

/** What a network of a run holds while it reads one window of a series, step by step. */
export function viewWindow(tools: InspectionTools, asked: WindowRequest): WindowView {
  const { run, series, history } = inspectSeries(tools, asked);
  const own = loadNetworks(tools, run, asked.seriesId).filter(({ kind }) => kind === asked.kind);
  if (own.length === 0) {
    throw new Refusal('not-found', 'no-network', `Run ${run.id} has trained no ${asked.kind.toUpperCase()}.`);
  }
  const { member = 0 } = asked;
  const state = own[member];
  if (state === undefined) throw noSuchMember(member, own.length);
  const { shape } = readSavedConfig(state);
  const { values, axis } = series;
  const last = values.length - 1;
  const origins = { first: Math.min(last, shape.steps * shape.segment - 1), last };
  const origin = asked.origin ?? Math.max(origins.first, last - shape.horizon);
  if (origin < origins.first || origin > last) {
    throw new Refusal(
      'bad-request',
      'origin-out-of-range',
      `origin: an index from ${origins.first} to ${last} is needed, it is ${origin}`,
      { field: 'origin' },
    );
  }
  const network = { shape, weights: nameWeights(state.weights) };
  const trace = traceWindow(tools.kernels, network, { history, origin, mostUnits });
  const from = origin - trace.input.length + 1;
  const stamps = trace.input.map((_, i) => axis.stamps[Math.max(0, from + i)]!);
  return { ...roundTrace(trace), kind: asked.kind, stamps, origins };
}

type Trace = ReturnType<typeof traceWindow>;

/** Four digits: more than a picture or a sentence shows. */
function roundTrace(trace: Trace): Trace {
  const rows = (part: readonly (readonly number[])[]) => part.map((row) => row.map(rounded));
  const gates = Object.fromEntries(Object.entries(trace.gates).map(([gate, part]) => [gate, rows(part)]));
  return { ...trace, hidden: rows(trace.hidden), cell: trace.cell && rows(trace.cell), gates };
}

const rounded = (value: number) => Number(value.toPrecision(4));
