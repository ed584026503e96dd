/** Backward induction for any game, by its contract alone. */

export { type Probe, type Progress, Retrograde } from './engine.ts';
export { GenericEngine, predictBytes } from './generic.ts';
