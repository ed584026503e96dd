import type { Position } from '../game/position.ts';
import type { Value } from '../game/value.ts';
import type { Metric } from '../game/values.ts';

/**
 * What a source needs before it can answer: bytes that are elsewhere, or the value of another position. The caller
 * supplies it and probes again.
 */
export type Need =
  | { readonly kind: 'bytes'; fetch(signal: AbortSignal | undefined): Promise<void> }
  | { readonly kind: 'value'; readonly position: Position };

/** A source of values of single positions: stored tables, computed values, tables of others. */
export interface Source {
  /** Name in provenance. */
  readonly name: string;
  /** What the values tell. */
  readonly metric: Metric;
  /** Returns false if the source certainly has no value of positions with these men. */
  mayHold(p: Position): boolean;
  /**
   * Returns the exact value of a legal position that has not ended, for the side to move; undefined if the source has
   * none. It is synchronous and allocates nothing once warm. It changes the position and changes it back.
   */
  probe(p: Position): Value | Need | undefined;
}

/** Returns the value from the first source that has it at once; a need counts as unknown. */
export function knownTo(sources: readonly Source[], p: Position): Value | undefined {
  for (const source of sources) {
    if (!source.mayHold(p)) continue;
    const answer = source.probe(p);
    if (typeof answer === 'number') return answer;
  }
  return undefined;
}
