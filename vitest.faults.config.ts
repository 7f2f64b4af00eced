import { defineConfig } from 'vitest/config';

/** Real processes are killed here: two files at a time, and patience. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 280_000,
    hookTimeout: 60_000,
  },
});
