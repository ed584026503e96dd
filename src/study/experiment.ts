/**
 * What an experiment is: one folder of `experiments` with what it measures (measure.ts), what the report tells of that
 * (chapter.ts), and the object that joins both (index.ts).
 */

import type { Measurement } from './measurement.ts';
import type { Findings } from './report/findings.ts';

/** What the report tells. Nothing that is measured depends on it, so it is no part of the digest of the code (cache.ts). */
export interface Chapter {
  /** HTML: charts, what they say, tables. */
  readonly content: (findings: Findings) => string;
  /** What this does not show. */
  readonly limits: readonly string[];
}

interface Described {
  /** As the command line names it. */
  readonly id: string;
  readonly title: string;
  /** What it asks, in one sentence. */
  readonly question: string;
  readonly chapter: Chapter;
}

export interface Experiment<Data> extends Described, Measurement<Data> {
  /** How many times as long as others it takes, in order of magnitude: the longest begin, and progress is even. */
  readonly weight: number;
}

/** An experiment that reads what another one measured. */
export interface Reading extends Described {
  /** Id of the other one. */
  readonly from: string;
}
