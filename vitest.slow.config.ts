import { defineConfig } from 'vitest/config';

/** The suites that take minutes: large oracles, whole classes. */
export default defineConfig({
  test: {
    include: ['tests/**/*.slow.test.ts'],
    reporters: ['default', './tests/support/counted-reporter.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    maxWorkers: 2,
  },
});
