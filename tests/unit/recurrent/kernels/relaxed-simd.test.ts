import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { buildTestKernels } from '#tests/support/kernels.ts';
import { projectRoot } from '#tests/support/launch.ts';

const program = join(projectRoot, `dist/relaxed-program-${process.pid}.mjs`);
const flag = '--experimental-wasm-relaxed-simd';

function run(flags: string[]) {
  return spawnSync(process.execPath, [...flags, program], { encoding: 'utf8' });
}

describe('the relaxed build', () => {
  afterAll(() => rmSync(program, { force: true }));

  it('differs from the plain one by no more than rounding', async () => {
    buildTestKernels();
    await build({
      absWorkingDir: projectRoot,
      entryPoints: ['tests/support/relaxed-program.ts'],
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'warning',
    });
    // A newer Node has relaxed SIMD without the flag, and may have dropped it.
    const flagged = run([flag]);
    const { stdout, stderr } = flagged.status === 9 ? run([]) : flagged;
    expect(stderr).toBe('');
    const { simd, worst } = JSON.parse(stdout);
    expect(simd).toBe('relaxed');
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(1e-5);
  });
});
