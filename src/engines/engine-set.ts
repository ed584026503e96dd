import type { BoundsEngine, Engine } from '../engine/index.ts';

/** The engines of a game. */
export interface EngineSet {
  /** The first engine that supports a slice solves it. */
  readonly engines: readonly Engine[];
  /** Bounds outcomes of positions that no slice could hold; undefined if the game has no such engine. */
  readonly bounds: BoundsEngine | undefined;
}
