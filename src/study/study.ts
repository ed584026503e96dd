import type { Result } from './cache.ts';
import type { MachineFacts } from './machine.ts';
import type { Size } from './subjects.ts';

/** A result of a study. */
export interface StudyResult extends Result {
  /** Whether an earlier run measured it. */
  readonly cached: boolean;
}

/** The outcome of a study: all results and the conditions of their measurement. */
export interface Study {
  /** ISO date and time. */
  readonly date: string;
  readonly size: Size;
  readonly seed: number;
  readonly machine: MachineFacts;
  /** Digest of the measured code. */
  readonly code: string;
  readonly results: readonly StudyResult[];
}
