import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { BUILT, builtModules } from './tests/support/built-modules.ts';
import LongestFirst from './tests/support/longest-first.ts';

/** What the fast and the slow suite have in common. */
export const common = {
  globalSetup: './tests/support/refuse-stale.ts',
  setupFiles: './tests/support/cpu.ts',
  reporters: ['default', './tests/support/counted-reporter.ts'],
  server: { deps: { external: [BUILT] } },
  sequence: { sequencer: LongestFirst },
} satisfies ViteUserConfig['test'];

export const plugins = [builtModules(fileURLToPath(new URL('.', import.meta.url)))];

export default defineConfig({
  plugins,
  test: {
    ...common,
    provide: { strength: 'fast' },
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.slow.test.ts'],
    testTimeout: 400_000,
    hookTimeout: 400_000,
    maxWorkers: 2,
  },
});
