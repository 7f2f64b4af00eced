import { defineConfig } from 'vitest/config';

/** Real processes are killed here: three files at a time, as they mostly wait, and patience. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 280_000,
    hookTimeout: 60_000,
  },
});
