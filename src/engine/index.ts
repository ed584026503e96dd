/** Contracts of engines and of sources of values. */

export type { BoundsEngine, BoundsRun, EngineBounds } from './bounds-engine.ts';
export {
  type Effort,
  type Engine,
  type EngineRun,
  type PartEngine,
  type Prediction,
  type SolvedSlice,
  type Successors,
  SuccessorsChanged,
} from './engine.ts';
export type { Kept } from './kept.ts';
export type { PlacedCells } from './placed-cells.ts';
export type { Scratch } from './scratch.ts';
export type { StoredPlanes } from './stored-planes.ts';
export { knownTo, type Need, type Source } from './source.ts';
