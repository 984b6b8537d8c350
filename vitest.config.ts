import { defineConfig } from 'vitest/config';

// Tests read the TypeScript of the law and the officers, and the built programs (`dist/`) as subprocesses.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
