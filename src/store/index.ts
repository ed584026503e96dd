/** The store: table files, their codecs, the block cache and packs (directories of tables). */

export { type FileCalls, removeStale, SYSTEM, writeFileAtomic } from './atomic.ts';
export { BlockCache, DEFAULT_CACHE_BYTES } from './cache.ts';
export { CODECS, type Codec, codecOf, DEFAULT_CODEC } from './codec.ts';
export { type EncodedTable, encodeTable, joinChunks, type SliceValues, type TableInput } from './encode.ts';
export { makeDirectory } from './directory.ts';
export {
  DEFAULT_BLOCK_BYTES,
  FORMAT_VERSION,
  metricOf,
  type Representation,
  representationOf,
  REPRESENTATIONS,
  type SliceInfo,
  type TableHeader,
} from './format.ts';
export type { Meter } from './layout.ts';
export type { PackEntry } from './manifest.ts';
export {
  DEFAULT_GENERATE_MEMORY,
  type GeneratedTable,
  type GenerateOptions,
  generateTables,
  loadSlice,
  placeOf,
} from './generate.ts';
export { generateCommand, makeFileName, parseFileName, type TableName } from './names.ts';
export { Pack, type PackOptions } from './pack.ts';
export { FileSource, MemorySource, type Source } from './source.ts';
export type { TableStatistics } from './statistics.ts';
export { Table } from './table.ts';
