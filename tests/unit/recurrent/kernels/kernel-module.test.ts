import { describe, expect, it } from 'vitest';
import { loadKernels } from '#forecasting/recurrent/kernels/kernel-module.ts';
import { buildTestKernels, loadTestKernels } from '#tests/support/kernels.ts';
import { readKernelBytes } from '#workers/kernel-bytes.ts';

buildTestKernels();
const nothing = Uint8Array.of(1, 2, 3);

describe('loadKernels()', () => {
  it('takes the plain build where the relaxed one is not accepted, and tells them apart', () => {
    const { plain, relaxed } = readKernelBytes();
    const chosen = loadKernels({ plain, relaxed: nothing });
    expect(chosen.simd).toBe('plain');
    expect(chosen.build).toMatch(/^[0-9a-f]{8}$/);
    expect(loadKernels({ plain }).build).toBe(chosen.build);
    if (relaxed && WebAssembly.validate(relaxed as BufferSource)) {
      expect(loadKernels({ plain, relaxed }).simd).toBe('relaxed');
      expect(loadKernels({ plain, relaxed }).build).not.toBe(chosen.build);
    }
  });

  it('says what is missing where no build is accepted', () => {
    const load = () => loadKernels({ plain: nothing, relaxed: nothing });
    expect(load).toThrow(expect.objectContaining({ code: 'unsupported' }));
    expect(load).toThrow('a runtime with WebAssembly SIMD and threads is needed');
  });
});

describe('KernelMemory', () => {
  it('begins behind the constants of the compiled module', () => {
    const { memory } = loadTestKernels();
    const bytes = new Uint8Array(memory.memory.buffer);
    expect(bytes.subarray(0, 4096).some((byte) => byte !== 0)).toBe(true);
    expect(bytes.subarray(4096).every((byte) => byte === 0)).toBe(true);
  });

  it('hands out blocks that do not overlap, on cache lines, and takes them back', () => {
    const { memory } = loadTestKernels();
    const blocks = [100, 1, 1_000_000, 64, 5000].map((bytes) => ({ address: memory.allocate(bytes), bytes }));
    blocks.sort((a, b) => a.address - b.address);
    for (const [i, { address }] of blocks.entries()) {
      expect(address % 64).toBe(0);
      expect(address).toBeGreaterThanOrEqual(
        blocks[i - 1] ? blocks[i - 1]!.address + blocks[i - 1]!.bytes : 4096,
      );
    }
    for (const { address } of blocks) memory.release(address);
    expect(memory.used).toBe(0);
  });

  it('uses what was given back before it grows', () => {
    const { memory } = loadTestKernels();
    const addresses = Array.from({ length: 50 }, () => memory.allocate(100_000));
    const size = memory.memory.buffer.byteLength;
    for (const address of [...addresses].reverse()) memory.release(address);
    memory.allocate(4_900_000);
    expect(memory.memory.buffer.byteLength).toBe(size);
  });

  it('refuses more than it can ever have', () => {
    const { memory } = loadTestKernels();
    expect(() => memory.allocate(3 * 2 ** 30)).toThrow(expect.objectContaining({ code: 'invalid-config' }));
    expect(memory.used).toBe(0);
  });
});
