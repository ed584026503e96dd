import type { Measurement } from './measurement.ts';
import type { Findings } from './report/findings.ts';

/** A chapter of the report. No measurement depends on it, so the digest of the code leaves it out (cache.ts). */
export interface Chapter {
  /** Returns HTML: charts, their explanations, tables. */
  readonly content: (findings: Findings) => string;
  /** What the chapter does not show, in sentences. */
  readonly limits: readonly string[];
}

interface Described {
  /** Its name on the command line. */
  readonly id: string;
  readonly title: string;
  /** The question of the experiment, in one sentence. */
  readonly question: string;
  readonly chapter: Chapter;
}

/**
 * An experiment: one folder of `experiments` with its measurement (measure.ts), its chapter of the report (chapter.ts),
 * and the object that joins both (index.ts).
 */
export interface Experiment<Data> extends Described, Measurement<Data> {
  /** Its time relative to other experiments, in order of magnitude. The longest start first, and progress is even. */
  readonly weight: number;
}

/** An experiment that evaluates the measurements of another one. */
export interface Reading extends Described {
  /** Id of the other experiment. */
  readonly from: string;
}
