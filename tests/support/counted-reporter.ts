/**
 * Ends a run with one plain line, `N passed, N failed, N skipped`, for scripts that read the outcome. Before it come
 * the files that exceed the CPU budget of the fast suite.
 */

import type { Reporter, TestModule } from 'vitest/node';
import { measured } from './durations.ts';

/** CPU budget of a file of the fast suite, in seconds. */
const BUDGET = 8;

export default class CountedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++;
      // A file that fails to load has no tests and must not look like a pass.
      if (module.errors().length > 0) counts.failed++;
    }
    const slow = measured(modules).filter(([name, seconds]) => seconds > BUDGET && !name.endsWith('.slow.test.ts'));
    const lines = slow.map(
      ([name, seconds]) => `${name}: ${seconds.toFixed(1)} s of CPU, over the budget of ${BUDGET} s`,
    );
    const outcome = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped + counts.pending} skipped`;
    process.stdout.write(`\n${[...lines, outcome].join('\n')}\n`);
  }
}
