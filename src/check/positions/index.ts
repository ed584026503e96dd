import type { PositionCheck } from '../position-check.ts';
import { inverse, lining, shifting } from './accelerators.ts';
import { fitting, playing, reading, writing } from './moves.ts';
import { drawing, names, roundTrip } from './notation.ts';
import { repeating, turns, values } from './values.ts';

/** All checks of single positions; later ones rely on earlier ones. */
export const POSITION_CHECKS: readonly PositionCheck[] = [
  reading,
  writing,
  playing,
  values,
  fitting,
  turns,
  roundTrip,
  names,
  drawing,
  repeating,
  inverse,
  shifting,
  lining,
];
