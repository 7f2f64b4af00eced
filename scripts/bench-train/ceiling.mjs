// The register-only loop: argument "plain" or "relaxed", then "eight" or "twelve". A step is a million multiply-adds a sum.
import { readFileSync } from 'node:fs';
import { serveSteps } from './serve-steps.mjs';

const [build, sums] = process.argv.slice(2);

await serveSteps(async () => {
  const bytes = readFileSync(new URL(`../../dist/bench-train/ceiling-${build}.wasm`, import.meta.url));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  new Float32Array(memory.buffer, 0, 8).fill(0.5);
  return { step: () => exports[sums](0, 1_000_000) };
});
