/** Backward induction for any game, by its contract alone. */

export { type Progress, Retrograde } from './engine.ts';
export { GenericEngine, predictBytes } from './generic.ts';
export type { Probe } from './probe.ts';
