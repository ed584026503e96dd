/** The store: table files, their codecs, the block cache and packs (directories of tables). */

export { type FileCalls, removeStale, SYSTEM, writeFileAtomic } from './atomic.ts';
export { BlockCache, cacheBeside, DEFAULT_CACHE_BYTES } from './cache.ts';
export { admits, type CellReader, type Cells, type Coder } from './coder.ts';
export { coderOf, CODERS } from './coders/index.ts';
export { CODECS, type Codec, codecOf, DEFAULT_CODEC } from './codec.ts';
export { type EncodedTable, encodeTable, joinChunks, type SliceValues, type TableInput } from './encode.ts';
export { makeDirectory } from './directory.ts';
export {
  DEFAULT_BLOCK_BYTES,
  type Exits,
  FORMAT_VERSION,
  metricOf,
  PAGE_BYTES,
  type Parameters,
  type Representation,
  representationOf,
  REPRESENTATIONS,
  type Rounding,
  type SliceInfo,
  type TableHeader,
} from './format.ts';
export { type Cost, costOf, costOfStored } from './measure.ts';
export type { Meter } from './layout.ts';
export type { PackEntry } from './manifest.ts';
export {
  DEFAULT_GENERATE_MEMORY,
  type GeneratedTable,
  type GenerateOptions,
  generateTables,
  loadSlice,
} from './generate.ts';
export { generateCommand, makeFileName, parseFileName, type TableName } from './names.ts';
export { locate, positionsOf } from './located.ts';
export { placeOf } from './place.ts';
export { Prober, TableAbsent, TableFailure } from './prober.ts';
export {
  answeredBy,
  answers,
  formatKeeping,
  type Keeping,
  keepingOf,
  LONGEST_CLASS,
  parseKeeping,
  seeds,
} from './representation.ts';
export { Pack, type PackOptions } from './pack.ts';
export {
  encodeRung,
  learn,
  packWanted,
  repack,
  type RepackedTable,
  type RepackOptions,
  type RepackRun,
  type Rung,
  smallest,
  type WantedTable,
} from './repack.ts';
export { encodeRepresented, type KnownTable, MOST_READS, represent, type RepresentedTable } from './represent.ts';
export { MemorySource } from './memory.ts';
export { FileSource, type Source } from './source.ts';
export type { TableStatistics } from './statistics.ts';
export { Table } from './table.ts';
