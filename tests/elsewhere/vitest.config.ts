import { defineConfig } from 'vitest/config';

// Run by `npm run test:elsewhere`, which makes the servers ready first; the main suite knows nothing of them.
export default defineConfig({
  test: {
    include: ['tests/elsewhere/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Each file starts a kernel and its servers: one at a time is what two cores do without delay.
    maxWorkers: 1,
  },
});
