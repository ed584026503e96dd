/** Word-parallel engines: fast solvers of slices for games that have one. */

import { CHESSMEN } from '../game/contract.ts';
import type { Kept } from '../engine/index.ts';
import type { Specialization } from '../specialize/index.ts';
import { WordKernel } from './word-kernel.ts';

/**
 * Returns the kernel of a game with chess men on a board of 8 by 8; undefined for other games.
 * @param kept where it keeps solved problems for later processes; default: nowhere
 */
export function kernelOf(specialization: Specialization, kept?: Kept): WordKernel | undefined {
  const { chessmen, schema } = specialization.game;
  const fits = chessmen?.length === CHESSMEN.length && CHESSMEN.every((man, kind) => chessmen[kind] === man);
  return fits && schema.board.cells === 64 ? new WordKernel(specialization, kept) : undefined;
}
