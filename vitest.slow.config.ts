import { configDefaults, defineConfig } from 'vitest/config';
import { common, plugins } from './vitest.config.ts';

/** Whole classes of five chessmen: up to 12 GB each, so one file at a time, and nothing beside them. */
const LARGE = ['tests/kernel/verify.slow.test.ts', 'tests/oracles/chess-{five-men,syzygy}.slow.test.ts'];

/** All tests at full strength, and the suites that take minutes: large oracles, whole classes. */
export default defineConfig({
  plugins,
  test: {
    ...common,
    provide: { strength: 'full' },
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...LARGE],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'large', include: LARGE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
