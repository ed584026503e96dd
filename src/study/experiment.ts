/** What all experiments have in common. */

import type { Size } from './subjects.ts';
import type { ExperimentContext } from './experiment-context.ts';

export interface Experiment<Data> {
  /** As the command line names it. */
  readonly id: string;
  readonly title: string;
  /** What it asks, in one sentence. */
  readonly question: string;
  /** What it looks at, one after the other: subjects, ladders or the cabinet. */
  readonly units: (size: Size) => readonly string[];
  /** Data that can be written as JSON, with counts that are the same in every run apart from clocks. */
  measure(context: ExperimentContext, unit: string): Promise<Data>;
}

/** An experiment that reads what another one measured. */
export interface Reading<From, Data> {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** Id of the experiment that it reads. */
  readonly from: string;
  read(data: From): Data;
}
