import { configDefaults, defineConfig } from 'vitest/config';

// Tests read the TypeScript of the law and the officers, and the built programs (`dist/`) as subprocesses.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Servers from elsewhere have an install of their own: `npm run test:elsewhere`.
    exclude: [...configDefaults.exclude, 'tests/elsewhere/**'],
    globalSetup: 'tests/browser-notice.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What another process brings about is asked for until it is there; a busy machine takes its time.
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks',
    // Most tests start processes of their own: one file at a time where the machine is small and nobody waits.
    maxWorkers: process.env.CI === undefined ? 2 : 1,
  },
});
