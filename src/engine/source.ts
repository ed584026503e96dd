/** Where values of single positions come from: stored tables, what was computed, tables of others. */

import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';

/**
 * A source has no answer yet: it needs bytes that are elsewhere, or the value of another position. Whoever asked gets it
 * and asks again.
 */
export type Need =
  | { readonly kind: 'bytes'; fetch(signal: AbortSignal | undefined): Promise<void> }
  | { readonly kind: 'value'; readonly position: Position };

export interface Source {
  /** What provenance calls it. */
  readonly name: string;
  readonly metric: Metric;
  /** Returns false if the source certainly has no value of positions with these men. */
  mayHold(p: Position): boolean;
  /**
   * Exact value of a legal position that has not ended, for the side to move; undefined if it has none. Synchronous, and
   * allocates nothing once warm. The position is changed and changed back.
   */
  probe(p: Position): Value | Need | undefined;
}

/** What the sources know at once, the first that does; needs count as unknown. */
export function knownTo(sources: readonly Source[], p: Position): Value | undefined {
  for (const source of sources) {
    if (!source.mayHold(p)) continue;
    const answer = source.probe(p);
    if (typeof answer === 'number') return answer;
  }
  return undefined;
}
