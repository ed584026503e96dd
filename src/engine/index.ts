/** Contracts of engines. */

export type { Kernel, KernelBounds, KernelEffort, KernelRun } from './engine.ts';
