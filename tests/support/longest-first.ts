/** Starts the longest files first, so that the workers end at about the same time. */

import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { nameOf, readDurations } from './durations.ts';

export default class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const durations = readDurations();
    // New files may take any time.
    const seconds = ({ moduleId }: TestSpecification): number =>
      durations[nameOf(moduleId)] ?? Number.POSITIVE_INFINITY;
    return Promise.resolve(files.toSorted((a, b) => seconds(b) - seconds(a) || (a.moduleId < b.moduleId ? -1 : 1)));
  }
}
