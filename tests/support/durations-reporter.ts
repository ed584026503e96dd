/** Writes the CPU time of each file, for the order of the next run. */

import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { DURATIONS, measured } from './durations.ts';

export default class DurationsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const durations = measured(modules).map(([name, seconds]) => [name, Number(seconds.toFixed(1))]);
    writeFileSync(DURATIONS, `${JSON.stringify(Object.fromEntries(durations), undefined, 2)}\n`);
  }
}
