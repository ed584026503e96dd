/**
 * The file of a table. Numbers are little-endian; M, B as stated in the prefix.
 *
 *   offset          bytes   field
 *   0               8       magic: 89 45 47 54 0D 0A 1A 0A ("EGT"; like PNG's it breaks when sent as text)
 *   8               4       format version, u32
 *   12              4       M, length of the metadata, u32
 *   16              4       B, number of blocks, u32
 *   20              M       metadata in MessagePack (metadata.ts): version 1 a map, version 2 a list
 *   20 + M          8 B     block index: for each block its stored length, u32, and the XXH32 of its stored bytes, u32
 *   20 + M + 8 B    8       XXH64 of everything before
 *   28 + M + 8 B    sum     the blocks as stored, in order, without gaps
 *   end - 8         8       XXH64 of everything before
 *
 * Contents: the values of all slices, one cell each, one slice after the other. A cell is a number of the palette (the
 * distinct values of the table, rising): one byte if there are at most 256, else two, little-endian.
 *
 *   cut in blocks   The cells are cut into blocks of `blockBytes` (the last may be shorter) and a codec (codec.ts) encodes
 *                   each on its own, so that one value costs one block.
 *   in pages        A coder (coder.ts) encodes all cells together and the payload that it makes is cut into pages of
 *                   `blockBytes` (the last may be shorter), which stand in the file as blocks. They are tested page by
 *                   page, so every byte that leads to a value has passed a checksum here too.
 *
 * What a version-1 file holds at indices that stand for no legal position means nothing: the cell of the used index
 * before them (at the start of the table: of the first used one), which costs a codec next to nothing. Version 2 allows
 * more cells that are not the value of their position; its header tells how to find the value all the same:
 *
 *   kept       only these runs of indices have cells; the value of the others follows from one move (representation.ts)
 *   exits      the value is the better of the cell and of the moves out of the slice (make/dont-cares.ts)
 *   rounding   cells tell distances in steps (rounding.ts)
 *
 * Same contents, same bytes: there are no dates and no random numbers in it. A file has the lowest version that can say
 * what it holds.
 *
 * Versions: 1, the first; 2, with pages, kept, exits and rounding, and its metadata without field names.
 */

import type { DomainName } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import type { Statistics } from './statistics.ts';

export const MAGIC: Uint8Array = Uint8Array.of(0x89, 0x45, 0x47, 0x54, 0x0d, 0x0a, 0x1a, 0x0a);
/** The latest version; older ones are read as well. */
export const FORMAT_VERSION = 2;

export const PREFIX_BYTES = 20;
export const INDEX_ENTRY_BYTES = 8;
export const CHECKSUM_BYTES = 8;

export const DEFAULT_BLOCK_BYTES = 16_384;
export const MAX_BLOCK_BYTES: number = 2 ** 24;
/** Bytes of a page. */
export const PAGE_BYTES = 65_536;

/**
 * What a cell's value means: an outcome with its distance in plies, a score (game/value.ts), or one of the metrics dtz
 * and wdl (game/values.ts).
 */
export const REPRESENTATIONS = ['plies', 'score', 'dtz', 'wdl'] as const;
export type Representation = (typeof REPRESENTATIONS)[number];

/** The metric of a table; scores count as dtm, which is what every game has. */
export function metricOf(representation: Representation): Metric {
  return representation === 'plies' || representation === 'score' ? 'dtm' : representation;
}

export function representationOf(domain: DomainName, metric: Metric): Representation {
  return metric === 'dtm' ? (domain === 'score' ? 'score' : 'plies') : metric;
}

/**
 * Which moves a probe has to look at beside a cell. 0: none. 1: those that lead to another slice. 2: also those that end
 * the game within the slice.
 */
export type ExitDependence = 0 | 1 | 2;

/** Distances are told in classes; see rounding.ts. */
export interface Rounding {
  /** Plies below this are one class. */
  readonly from: number;
  /** From there on so many plies are one class. */
  readonly step: number;
}

export interface SliceInfo {
  readonly name: string;
  /** Number of indices. */
  readonly size: number;
  /** Number of cells of the slices before. */
  readonly offset: number;
  /** Runs of indices that have a cell, as first index and length, rising. Absent: all have. */
  readonly kept?: readonly (readonly [number, number])[];
  /** Absent: 0. */
  readonly exits?: ExitDependence;
  /** Values that a probe reads on average, where that is more than one; in steps of 1/8. */
  readonly reads?: number;
}

/** What a coder wants to find again beside its payload. */
export type CoderParameters = Readonly<Record<string, string | number | readonly number[]>>;

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
  readonly cellBytes: 1 | 2;
  /** The distinct values, rising. */
  readonly palette: readonly number[];
  readonly slices: readonly SliceInfo[];
  readonly statistics: Statistics;
  /** Name and version of the program that made it. */
  readonly generator: string;
  /** The blocks are pages of what a coder made. */
  readonly paged?: true;
  readonly rounding?: Rounding;
  readonly parameters?: CoderParameters;
}

/** The lowest version that can say what the header says. */
export function versionOf(header: TableHeader): 1 | 2 {
  const { paged, rounding, parameters, slices } = header;
  const plain = slices.every(({ kept, exits, reads }) => (kept ?? exits ?? reads) === undefined);
  return plain && (paged ?? rounding ?? parameters) === undefined ? 1 : 2;
}

/** Number of cells of a slice. */
export function cellsOfSlice({ size, kept }: SliceInfo): number {
  return kept === undefined ? size : kept.reduce((sum, [, count]) => sum + count, 0);
}

export function cellCount(header: TableHeader): number {
  const last = header.slices.at(-1);
  return last === undefined ? 0 : last.offset + cellsOfSlice(last);
}

/** Number of blocks of a table that is cut in blocks. */
export function blockCount(header: TableHeader): number {
  return Math.ceil((cellCount(header) * header.cellBytes) / header.blockBytes);
}

/** Even, so that no cell is cut in two. */
export function isBlockBytes(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 2 && (x as number) % 2 === 0 && (x as number) <= MAX_BLOCK_BYTES;
}
