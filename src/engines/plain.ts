import { LineBounds } from '../lines/index.ts';
import { GenericEngine } from '../retrograde/index.ts';
import type { Specialization } from '../specialize/index.ts';
import type { EngineId } from './engine-id.ts';
import type { EngineSet } from './engine-set.ts';

/**
 * Returns the engines of a game that has no kernel.
 * @param only the engine that may solve slices; default: all that can
 */
export function plainEngines(specialization: Specialization, only?: EngineId): EngineSet {
  return {
    engines: only === 'kernel' ? [] : [new GenericEngine(specialization)],
    bounds: only === undefined ? LineBounds.of(specialization.game) : undefined,
  };
}
