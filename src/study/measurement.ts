/** How an experiment gets its data. */

import type { ExperimentContext } from './experiment-context.ts';
import type { Size } from './subjects.ts';

export interface Measurement<Data> {
  /** What it looks at, one after the other: subjects, ladders or the cabinet. */
  readonly units: (size: Size) => readonly string[];
  /** Data that can be written as JSON, with counts that are the same in every run apart from clocks. */
  measure(context: ExperimentContext, unit: string): Promise<Data>;
}
