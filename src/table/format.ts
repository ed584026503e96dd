/**
 * The file of a table. Numbers are little-endian; M, B as stated in the prefix.
 *
 *   offset          bytes   field
 *   0               8       magic: 89 45 47 54 0D 0A 1A 0A ("EGT"; like PNG's it breaks when sent as text)
 *   8               4       format version, u32
 *   12              4       M, length of the metadata, u32
 *   16              4       B, number of blocks, u32
 *   20              M       metadata in MessagePack (metadata.ts): version 1 a map, later ones a list
 *   20 + M          8 B     block index: for each block its stored length, u32, and the XXH32 of its stored bytes, u32
 *   20 + M + 8 B    8       XXH64 of everything before
 *   28 + M + 8 B    sum     the blocks as stored, in order, without gaps
 *   end - 8         8       XXH64 of everything before
 *
 * Contents: the values of all slices, one cell each, one slice after the other. A cell is a number of the palette (the
 * distinct values of the table, rising), in the fewest of 2, 4, 8 and 16 bits that tell them apart. The first cell of a
 * byte is the lowest; two bytes are little-endian.
 *
 *   cut in blocks   The cells are cut into blocks of `blockBytes` (the last may be shorter, and what its last byte does
 *                   not need is 0). A codec (codec.ts) encodes each on its own, so that one value costs one block.
 *   in pages        A coder (coder.ts) encodes all cells together into a payload, which is cut into pages of
 *                   `blockBytes` (the last may be shorter). The pages are the blocks of the file. They are tested page
 *                   by page, so every byte that leads to a value has passed a checksum here too.
 *
 * In a plain table, indices that stand for no legal position repeat the cell of the used index before them (at the
 * start of the table: of the first used one), which costs a codec next to nothing. Other tables have more cells that are
 * not the value of their position; the header tells how to find the value:
 *
 *   kept       only these runs of indices have cells; the value of the others follows from one move (representation.ts)
 *   exits      the value is the better of the cell and of the exits (make/dont-cares.ts)
 *   rounding   cells tell distances in steps (rounding.ts)
 *
 * Same contents, same bytes: the file has no dates and no random numbers. A file has the lowest version that can
 * describe its contents.
 *
 * Versions: 1, the first; 2, with pages, kept, exits and rounding, and its metadata without field names; 3, with cells
 * of less than a byte. In files of versions 1 and 2 cells of at most 16 different values may take a byte.
 */

import type { DomainName } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Statistics } from './statistics.ts';

/** First bytes of every table file. */
export const MAGIC: Uint8Array = Uint8Array.of(0x89, 0x45, 0x47, 0x54, 0x0d, 0x0a, 0x1a, 0x0a);
/** The latest version; older ones are read as well. */
export const FORMAT_VERSION = 3;

/** Bytes before the metadata. */
export const PREFIX_BYTES = 20;
/** Bytes of an entry of the block index. */
export const INDEX_ENTRY_BYTES = 8;
/** Bytes of a checksum of the header or the file. */
export const CHECKSUM_BYTES = 8;

/** Default bytes of a block before encoding. */
export const DEFAULT_BLOCK_BYTES = 16_384;
/** Most bytes of a block before encoding. */
export const MAX_BLOCK_BYTES: number = 2 ** 24;
/** Most bytes of the metadata: the longest palette takes 200 kB. */
export const MAX_METADATA_BYTES: number = 2 ** 20;
/** Most blocks: their index takes 64 MiB, and with blocks of the default size the cells 128 GiB. */
export const MAX_BLOCKS: number = 2 ** 23;
/** Every slice has fewer indices: an index is a positive 32-bit integer. */
export const SLICE_SIZE_LIMIT: number = 2 ** 31;
/** Bytes of a page. */
export const PAGE_BYTES = 65_536;

/** Widths of cells, in bits. */
const CELL_BITS = [2, 4, 8, 16] as const;
/** Bits of a cell. */
export type CellBits = TableHeader['cellBits'];

/** Returns the fewest bits of a cell that tell so many values apart, at most 65,536. */
export function cellBitsFor(values: number): CellBits {
  return CELL_BITS.find((bits) => values <= 2 ** bits)!;
}

/**
 * What a cell's value means: an outcome with its distance in plies, a score (game/value.ts), or one of the metrics dtz,
 * wdl and wdl50 (game/values.ts).
 */
export const REPRESENTATIONS = ['plies', 'score', 'dtz', 'wdl', 'wdl50'] as const;
/** What a cell's value means. */
export type Representation = (typeof REPRESENTATIONS)[number];

/** Returns the metric of a table; scores count as dtm, which every game has. */
export function metricOf(representation: Representation): Metric {
  return representation === 'plies' || representation === 'score' ? 'dtm' : representation;
}

/** Returns what the cells of a table of this metric mean. */
export function representationOf(domain: DomainName, metric: Metric): Representation {
  return metric === 'dtm' ? (domain === 'score' ? 'score' : 'plies') : metric;
}

/**
 * How a value depends on exits beside its cell. 0: not at all. 1: on the moves to another slice. 2: also on the moves
 * that end the game within the slice.
 */
export type ExitDependence = 0 | 1 | 2;

/** Distances are stored as classes; see rounding.ts. */
export interface Rounding {
  /** Plies below this are one class. */
  readonly from: number;
  /** From there on this many plies are one class. */
  readonly step: number;
}

/** A slice of a table. */
export interface SliceInfo {
  readonly name: string;
  /** Number of indices. */
  readonly size: number;
  /** Number of cells of the slices before it. */
  readonly offset: number;
  /** Runs of indices that have a cell, as first index and length, ascending. Absent: all have. */
  readonly kept?: readonly (readonly [number, number])[];
  /** How values depend on exits; absent: 0. */
  readonly exits?: ExitDependence;
  /** Values that a probe reads on average, if that is more than one; in steps of 1/8. */
  readonly reads?: number;
}

/** Parameters that a coder stores beside its payload. */
export type CoderParameters = Readonly<Record<string, string | number | readonly number[]>>;

/** The header of a table file. */
export interface TableHeader {
  readonly game: string;
  /** Version of the game's rules. */
  readonly rules: number;
  readonly table: string;
  readonly domain: DomainName;
  readonly representation: Representation;
  /** Of the codec, or of the coder if the table is `paged`. */
  readonly codec: string;
  /** Bytes of a block before encoding (even), or of a page. */
  readonly blockBytes: number;
  /** Bits of a cell. */
  readonly cellBits: 2 | 4 | 8 | 16;
  /** The distinct values, ascending. */
  readonly palette: readonly number[];
  readonly slices: readonly SliceInfo[];
  readonly statistics: Statistics;
  /** Name and version of the program that made it. */
  readonly generator: string;
  /** Whether the blocks are pages of a coder's payload. */
  readonly paged?: true;
  /** Absent: distances are exact. */
  readonly rounding?: Rounding;
  readonly parameters?: CoderParameters;
}

/** Returns the lowest version that can describe the header. */
export function versionOf(header: TableHeader): 1 | 2 | 3 {
  const { cellBits, paged, rounding, parameters, slices } = header;
  if (cellBits < 8) return 3;
  const plain = slices.every(({ kept, exits, reads }) => (kept ?? exits ?? reads) === undefined);
  return plain && (paged ?? rounding ?? parameters) === undefined ? 1 : 2;
}

/** Returns the number of cells of a slice. */
export function cellsOfSlice({ size, kept }: SliceInfo): number {
  return kept === undefined ? size : kept.reduce((sum, [, count]) => sum + count, 0);
}

/** Returns the number of cells of a table. */
export function cellCount(header: TableHeader): number {
  const last = header.slices.at(-1);
  return last === undefined ? 0 : last.offset + cellsOfSlice(last);
}

/** Returns the number of blocks of a table that is cut into blocks. */
export function blockCount(header: TableHeader): number {
  return Math.ceil(cellCount(header) / cellsPerBlock(header));
}

/** Returns the number of cells of a block, but for the last. */
export function cellsPerBlock({ blockBytes, cellBits }: TableHeader): number {
  return (8 * blockBytes) / cellBits;
}

/** Returns whether a block may have so many bytes. The number is even, so that no cell is cut in two. */
export function isBlockBytes(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 2 && (x as number) % 2 === 0 && (x as number) <= MAX_BLOCK_BYTES;
}
