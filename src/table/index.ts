/** Table files: their format, codecs and coders, the stores that hold them, and the prober that reads positions. */

export { AtomicFile, removeStale, writeFileAtomic } from './atomic.ts';
export { BlockCache, cacheBeside, DEFAULT_CACHE_BYTES } from './cache.ts';
export { type Codec, codecOf, CODECS, DEFAULT_CODEC } from './codec.ts';
export { admits, type CellReader, type Cells, type Coder } from './coder.ts';
export { coderOf, CODERS } from './coders/index.ts';
export { makeDirectory } from './directory.ts';
export { type EncodedTable, encodeTable, joinChunks, type SliceInput, type TableInput } from './encode.ts';
export {
  CHECKSUM_BYTES,
  DEFAULT_BLOCK_BYTES,
  type ExitDependence,
  FORMAT_VERSION,
  metricOf,
  PAGE_BYTES,
  type CoderParameters,
  type Representation,
  representationOf,
  REPRESENTATIONS,
  type Rounding,
  type SliceInfo,
  type TableHeader,
} from './format.ts';
export type { LearnOptions } from './trees/learn-options.ts';
export type { ReadMeter } from './layout.ts';
export { checkTable, locate, positionsOf } from './located.ts';
export { MANIFEST_NAME, parseManifest, type TableEntry } from './manifest.ts';
export { MemoryByteSource } from './memory-byte-source.ts';
export { mountFiles } from './mount-files.ts';
export { FetchedFiles } from './fetched-files.ts';
export { KeptDirectory, type KeptDirectoryOptions } from './kept/directory.ts';
export { generateCommand, makeFileName, parseFileName, type TableName } from './names.ts';
export { OUTCOMES_PACKAGE, shippedOutcomes } from './shipped.ts';
export { TableStore, type TableStoreOptions } from './table-store.ts';
export { placeOf } from './place.ts';
export { Prober, TableAbsent, TableFailure } from './prober.ts';
export {
  answeredBy,
  type Encoding,
  parseRepresentation,
  RepresentationSpec,
  seeds,
} from './representation.ts';
export { FileByteSource, type ByteSource } from './byte-source.ts';
export { type Statistics, statisticsOf } from './statistics.ts';
export { type Survey, surveyOf } from './survey.ts';
export { Table } from './table.ts';
export { DirectoryFiles } from './directory-files.ts';
export { MemoryFiles } from './memory-files.ts';
export { NotFetched, type TableFiles } from './table-files.ts';
export { loadSlice } from './load-slice.ts';
export { tablePlanes } from './table-planes.ts';
