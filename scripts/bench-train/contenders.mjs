// Who takes part, and how each is started and asked.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { root } from '../project.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = `${root}dist/bench-train.mjs`;
const relaxedFlag = '--experimental-wasm-relaxed-simd';

/** Flags that switch relaxed SIMD on in this Node; older ones need one, newer ones may have dropped it. */
export function relaxedFlags() {
  return spawnSync(process.execPath, [relaxedFlag, '-e', '0']).status === 0 ? [relaxedFlag] : [];
}

/** Debian's own Python, where PyTorch is installed for it. */
function findTorch() {
  const found = ['/usr/bin/python3', 'python3'].find(
    (python) => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  );
  return found ?? null;
}

/** The commands of all contenders; `wanted` may leave some out. */
export function listContenders({ cpu = true } = {}) {
  const node = (...args) => [process.execPath, ...relaxedFlags(), ...args];
  const torch = findTorch();
  return {
    'fused 1': node(program, 'relaxed', '1'),
    'fused 2': node(program, 'relaxed', '2'),
    'kernel relaxed': node(program, 'relaxed', 'kernel'),
    'kernel plain': node(program, 'plain', 'kernel'),
    'ceiling relaxed 8': node(`${here}ceiling.mjs`, 'relaxed', 'eight'),
    'ceiling relaxed 12': node(`${here}ceiling.mjs`, 'relaxed', 'twelve'),
    'ceiling plain 8': node(`${here}ceiling.mjs`, 'plain', 'eight'),
    'ceiling plain 12': node(`${here}ceiling.mjs`, 'plain', 'twelve'),
    'tfjs wasm': node(`${here}stock.mjs`, 'wasm'),
    ...(cpu ? { 'tfjs cpu': node(`${here}stock.mjs`, 'cpu') } : {}),
    ...(torch
      ? { 'torch 1': [torch, `${here}torch-steps.py`, '1'], 'torch 2': [torch, `${here}torch-steps.py`, '2'] }
      : {}),
  };
}

/** On one thread PyTorch is quickest when its BLAS does not start threads of its own. */
function environmentOf(name) {
  return name === 'torch 1' ? { ...process.env, OPENBLAS_NUM_THREADS: '1' } : process.env;
}

/** Starts a contender on a case. */
export async function startContender(name, [command, ...args], work) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: environmentOf(name) });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} has ended without an answer.`);
    return JSON.parse(value);
  };
  const about = await ask({ case: work });
  return { name, about, ask, end: () => child.stdin.end() };
}

/** Peak memory of a whole training on a series of so many observations, in MB. */
export function measureMemory(length) {
  const args = [...relaxedFlags(), `${root}dist/bench-train-memory.mjs`, String(length)];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`The training on ${length} observations has failed.`);
  return Math.round(JSON.parse(stdout).peakMb);
}
