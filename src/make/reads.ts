import { Position } from '../game/position.ts';
import { isLegal } from '../game/rules.ts';
import type { Value } from '../game/value.ts';
import { Random, type Slice, type Specialization } from '../specialize/index.ts';
import { forEachExit } from './exits.ts';

/** The estimate is within two or three in a hundred then: positions of chess have about one exit. */
const SAMPLES = 20_000;
/** Indices that are tried, where few stand for a position. */
const MOST_TRIES = 100 * SAMPLES;
const SEED = 2028;

/**
 * Estimates the values that a probe of a slice reads on average if its cells depend on exits: its own, and for each exit
 * to a position that goes on what a probe reads there. `dontCaresOf` counts them at every index.
 * @param readsOf returns the values that a probe of a slice below reads on average
 * @returns 1 or more, the same each time
 */
export function estimateReads(specialization: Specialization, slice: Slice, readsOf: (slice: Slice) => number): number {
  const { game } = specialization;
  const space = specialization.space(slice);
  const moves = new Int32Array(game.maxMoves);
  const random = new Random(SEED);
  const p = new Position(game.schema);
  let positions = 0;
  let read = 0;
  const add = (ended: Value | undefined): void => {
    if (ended === undefined) read += readsOf(specialization.sliceOf(p.signature));
  };
  for (let tries = 0; positions < SAMPLES && tries < MOST_TRIES; tries++) {
    if (!space.unrank(random.below(space.size), p) || !isLegal(game, p) || game.ended(p) !== undefined) continue;
    positions++;
    forEachExit(game, space, p, moves, game.shift === undefined, add);
  }
  return 1 + read / Math.max(1, positions);
}
