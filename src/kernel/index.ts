/** Word-parallel engines: fast solvers of slices for games that have one. */

import type { Kept } from '../engine/index.ts';
import type { Specialization } from '../specialize/index.ts';
import { hasKernel } from './has-kernel.ts';
import { WordKernel } from './word-kernel.ts';

/**
 * Returns the kernel of a game with chess men on a board of 8 by 8; undefined for other games.
 * @param kept where it keeps solved problems for later processes; default: nowhere
 */
export function kernelOf(specialization: Specialization, kept?: Kept): WordKernel | undefined {
  return hasKernel(specialization.game) ? new WordKernel(specialization, kept) : undefined;
}
