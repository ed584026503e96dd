/** From rules to index spaces: materials, slices, symmetries, rankings. */

export { automorphisms } from './automorphisms.ts';
export type { Axes } from './axes.ts';
export type { Slice } from './exploration.ts';
export { type Material, Materials } from './material.ts';
export { Random } from './random.ts';
export { type SpacePart, type SpaceRecipe, Space } from './space.ts';
export { Specialization, specialize } from './specialization.ts';
export { applySymmetry, type Symmetry } from './symmetry.ts';
