/** Kernels: fast solvers of whole slices for games that have one. */

import type { Specialization } from '../specialize/index.ts';
import type { Kernel } from './contract.ts';

export type { Kernel, KernelEffort, KernelRun } from './contract.ts';

/** The kernel of a game, if there is one. */
export function kernelOf(_specialization: Specialization): Kernel | undefined {
  return undefined;
}
