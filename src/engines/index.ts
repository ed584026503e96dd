/** The engines of the toolkit, in the order in which they are asked. */

import type { BoundsEngine, Engine, Kept } from '../engine/index.ts';
import { kernelOf } from '../kernel/index.ts';
import { LineBounds } from '../lines/index.ts';
import { PawnBounds } from '../pawns/index.ts';
import { GenericEngine } from '../retrograde/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { EngineId } from './engine-id.ts';

export { type EngineId, ENGINES } from './engine-id.ts';

/** The engines of a game. */
export interface EngineSet {
  /** The first engine that supports a slice solves it. */
  readonly engines: readonly Engine[];
  /** Bounds outcomes of positions that no slice could hold; undefined if the game has no such engine. */
  readonly bounds: BoundsEngine | undefined;
}

/**
 * Returns the engines of a game.
 * @param only the engine that may solve slices; default: the kernel of the game if it has one, else the generic engine
 * @param kept where a kernel keeps results for later processes; default: nowhere
 */
export function enginesOf(specialization: Specialization, only?: EngineId, kept?: Kept): EngineSet {
  const kernel = only === 'generic' ? undefined : kernelOf(specialization, kept);
  return {
    engines: [...(kernel ? [kernel] : []), ...(only === 'kernel' ? [] : [new GenericEngine(specialization)])],
    bounds: boundsOf(specialization, only, kernel !== undefined),
  };
}

function boundsOf({ game }: Specialization, only: EngineId | undefined, hasKernel: boolean): BoundsEngine | undefined {
  if (hasKernel) return new PawnBounds(game);
  return only === undefined ? LineBounds.of(game) : undefined;
}
