import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.slow.test.ts'],
    reporters: ['default', './tests/support/counted-reporter.ts'],
    testTimeout: 400_000,
    hookTimeout: 400_000,
    maxWorkers: 2,
  },
});
