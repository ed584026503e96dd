import type { ExperimentContext } from './experiment-context.ts';
import type { Size } from './subjects.ts';

/** The measurement of an experiment. */
export interface Measurement<Data> {
  /** Returns the ids of its units: subjects, ladders or the cabinet. */
  readonly units: (size: Size) => readonly string[];
  /** Measures a unit. The data can be written as JSON; apart from clocks they are the same in every run. */
  measure(context: ExperimentContext, unit: string): Promise<Data>;
}
