/** The engines of the toolkit, in the order in which they are asked. */

import type { Kept } from '../engine/index.ts';
import { kernelOf } from '../kernel/index.ts';
import { PawnBounds } from '../pawns/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { EngineId } from './engine-id.ts';
import type { EngineSet } from './engine-set.ts';
import { plainEngines } from './plain.ts';

export { type EngineId, ENGINES } from './engine-id.ts';
export type { EngineSet } from './engine-set.ts';

/**
 * Returns the engines of a game.
 * @param only the engine that may solve slices; default: the kernel of the game if it has one, else the generic engine
 * @param kept where a kernel keeps results for later processes; default: nowhere
 */
export function enginesOf(specialization: Specialization, only?: EngineId, kept?: Kept): EngineSet {
  const plain = plainEngines(specialization, only);
  const kernel = only === 'generic' ? undefined : kernelOf(specialization, kept);
  if (kernel === undefined) return plain;
  return { engines: [kernel, ...plain.engines], bounds: new PawnBounds(specialization.game) };
}
