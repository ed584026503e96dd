/** Backward induction and its verification; knows games only by their contract. */

export { type Effort, type Probe, type Progress, Retrograde } from './engine.ts';
export { abortError, predictBytes } from './generic.ts';
