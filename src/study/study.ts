/** What a study leaves: every result, and what they were measured with. */

import type { Result } from './cache.ts';
import type { MachineFacts } from './machine.ts';
import type { Size } from './subjects.ts';

export interface StudyResult extends Result {
  /** Measured by an earlier run. */
  readonly cached: boolean;
}

export interface Study {
  /** ISO date and time. */
  readonly date: string;
  readonly size: Size;
  readonly seed: number;
  readonly machine: MachineFacts;
  /** Digest of the code that was run. */
  readonly code: string;
  readonly results: readonly StudyResult[];
}
