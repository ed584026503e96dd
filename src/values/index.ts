/** Values of slices on demand: loaded, solved by an engine, and cached. */

export { CostAwareCache, POLICIES, type Policy } from './cost-aware-cache.ts';
export { checkSlicesOptions, type UncheckedSlicesOptions } from './options-check.ts';
export type { PartsOptions, RunOptions, SliceProgress, SlicesOptions } from './options.ts';
export { partBytesOf } from './slice-engines.ts';
export { EngineValues, type EngineValuesOptions } from './engine-values.ts';
export { SliceValues } from './slices.ts';
