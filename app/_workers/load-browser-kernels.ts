import { type KernelModule, loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';

/** Loads the fused kernels in a Web Worker: the files that were built together with this script. */
export async function loadBrowserKernels(): Promise<KernelModule> {
  const [plain, relaxed] = await Promise.all([
    readBytes(new URL('../../dist/kernels/plain.wasm', import.meta.url)),
    readBytes(new URL('../../dist/kernels/relaxed.wasm', import.meta.url)),
  ]);
  return loadKernels({ plain, relaxed });
}

async function readBytes(address: URL): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The kernels did not load: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
