/** The engines that come with the toolkit, in the order in which they are asked. */

import type { BoundsEngine, Engine } from '../engine/index.ts';
import { kernelOf } from '../kernel/index.ts';
import { PawnBounds } from '../pawns/index.ts';
import { GenericEngine } from '../retrograde/index.ts';
import type { Specialization } from '../specialize/index.ts';

export const ENGINES = ['kernel', 'generic'] as const;
export type EngineId = (typeof ENGINES)[number];

export interface EngineSet {
  /** The first that supports a slice solves it. */
  readonly engines: readonly Engine[];
  readonly bounds: BoundsEngine | undefined;
}

/** @param only what may solve slices; default: the kernel of the game where it has one, else the generic engine */
export function enginesOf(specialization: Specialization, only?: EngineId): EngineSet {
  const kernel = only === 'generic' ? undefined : kernelOf(specialization);
  return {
    engines: [...(kernel ? [kernel] : []), ...(only === 'kernel' ? [] : [new GenericEngine(specialization)])],
    bounds: kernel && new PawnBounds(specialization.game),
  };
}
