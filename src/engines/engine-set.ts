import type { BoundsEngine, Engine } from '../engine/index.ts';

/** The engines of a game. */
export interface EngineSet {
  /** The first engine that supports a slice solves it. */
  readonly engines: readonly Engine[];
  /** Bounds values of positions whose slices are too large, or far dearer; undefined if the game has no such engine. */
  readonly bounds: BoundsEngine | undefined;
}
