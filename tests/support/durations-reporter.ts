/** Writes down how much CPU each file has taken, for the order in which they run next time. */

import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { DURATIONS, measured } from './durations.ts';

export default class DurationsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const durations = measured(modules).map(([name, seconds]) => [name, Number(seconds.toFixed(1))]);
    writeFileSync(DURATIONS, `${JSON.stringify(Object.fromEntries(durations), undefined, 2)}\n`);
  }
}
