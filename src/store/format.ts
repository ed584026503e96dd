/**
 * The file of a table. Numbers are little-endian; M, B as stated in the prefix.
 *
 *   offset          bytes   field
 *   0               8       magic: 89 45 47 54 0D 0A 1A 0A ("EGT"; like PNG's it breaks when sent as text)
 *   8               4       format version, u32
 *   12              4       M, length of the metadata, u32
 *   16              4       B, number of blocks, u32
 *   20              M       metadata: one MessagePack map, fields of `Metadata` below, in that order
 *   20 + M          8 B     block index: for each block its stored length, u32, and the XXH32 of its stored bytes, u32
 *   20 + M + 8 B    8       XXH64 of everything before
 *   28 + M + 8 B    sum     the blocks as stored, in order, without gaps
 *   end - 8         8       XXH64 of everything before
 *
 * Contents: the values of all slices, one cell each, one slice after the other. A cell is a number of the palette (the
 * distinct values of the table, rising): one byte if there are at most 256, else two, little-endian. The cells are cut
 * into blocks of `blockBytes` (the last may be shorter) and each block is encoded on its own, so that one value costs
 * one block. Indices that stand for no legal position have the cell of the used index before them (at the start of the
 * table: of the first used one), which costs a coder next to nothing; what stands there means nothing.
 *
 * Same contents, same bytes: there are no dates and no random numbers in it.
 *
 * Versions: 1, the first.
 */

import { Packr } from 'msgpackr';
import { DOMAINS, type DomainName, UNKNOWN, UNUSED } from '../game/value.ts';
import type { Metric } from '../game/values.ts';
import { asStatistics, type TableStatistics } from './statistics.ts';

export const MAGIC: Uint8Array = Uint8Array.of(0x89, 0x45, 0x47, 0x54, 0x0d, 0x0a, 0x1a, 0x0a);
export const FORMAT_VERSION = 1;

export const PREFIX_BYTES = 20;
export const INDEX_ENTRY_BYTES = 8;
export const CHECKSUM_BYTES = 8;

export const DEFAULT_BLOCK_BYTES = 16_384;
export const MAX_BLOCK_BYTES: number = 2 ** 24;

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

export interface SliceInfo {
  readonly name: string;
  /** Number of indices. */
  readonly size: number;
  /** Number of cells of the slices before. */
  readonly offset: number;
}

export interface TableHeader {
  readonly game: string;
  /** Version of the game's rules. */
  readonly rules: number;
  readonly table: string;
  readonly domain: DomainName;
  readonly representation: Representation;
  readonly codec: string;
  /** Bytes of a block before encoding; even. */
  readonly blockBytes: number;
  readonly cellBytes: 1 | 2;
  /** The distinct values, rising. */
  readonly palette: readonly number[];
  readonly slices: readonly SliceInfo[];
  readonly statistics: TableStatistics;
  /** Name and version of the program that made it. */
  readonly generator: string;
}

/** The header as it stands in the file: slices as two lists, which spares the field names of each. */
interface Metadata extends Omit<TableHeader, 'slices'> {
  readonly sliceNames: readonly string[];
  readonly sliceSizes: readonly number[];
}

const packr = new Packr({ useRecords: false, mapsAsObjects: true });

export function packMetadata(h: TableHeader): Uint8Array {
  const metadata: Metadata = {
    game: h.game,
    rules: h.rules,
    table: h.table,
    domain: h.domain,
    representation: h.representation,
    codec: h.codec,
    blockBytes: h.blockBytes,
    cellBytes: h.cellBytes,
    palette: [...h.palette],
    sliceNames: h.slices.map((slice) => slice.name),
    sliceSizes: h.slices.map((slice) => slice.size),
    statistics: asStatistics(h.statistics)!,
    generator: h.generator,
  };
  // the packer reuses its buffer
  return new Uint8Array(packr.pack(metadata));
}

/** @throws Error saying which field is wrong */
export function unpackMetadata(bytes: Uint8Array): TableHeader {
  const m = packr.unpack(bytes) as Partial<Record<keyof Metadata, unknown>>;
  const names = list(m.sliceNames, 'sliceNames', isString);
  const sizes = list(m.sliceSizes, 'sliceSizes', isCount);
  if (names.length !== sizes.length) throw new Error('sliceNames and sliceSizes differ in length');
  let offset = 0;
  const slices = names.map((name, i) => {
    const slice = { name, size: sizes[i], offset };
    offset += slice.size;
    return slice;
  });
  const statistics = asStatistics(m.statistics);
  if (statistics === undefined) throw new Error('statistics');
  const header: TableHeader = {
    game: field(m.game, 'game', isString),
    rules: field(m.rules, 'rules', isCount),
    table: field(m.table, 'table', isString),
    domain: field(m.domain, 'domain', isDomain),
    representation: field(m.representation, 'representation', isRepresentation),
    codec: field(m.codec, 'codec', isString),
    blockBytes: field(m.blockBytes, 'blockBytes', isBlockBytes),
    cellBytes: field(m.cellBytes, 'cellBytes', (x): x is 1 | 2 => x === 1 || x === 2),
    palette: list(m.palette, 'palette', isValue),
    slices,
    statistics,
    generator: field(m.generator, 'generator', isString),
  };
  const fits = header.palette.length > 0 && header.palette.length <= 256 ** header.cellBytes;
  if (!fits || header.palette.some((v, i) => i > 0 && v <= header.palette[i - 1])) throw new Error('palette');
  return header;
}

export function cellCount(header: TableHeader): number {
  const last = header.slices.at(-1);
  return last === undefined ? 0 : last.offset + last.size;
}

export function blockCount(header: TableHeader): number {
  return Math.ceil((cellCount(header) * header.cellBytes) / header.blockBytes);
}

/** Even, so that no cell is cut in two. */
export function isBlockBytes(x: unknown): x is number {
  return isCount(x) && x >= 2 && x % 2 === 0 && x <= MAX_BLOCK_BYTES;
}

function isString(x: unknown): x is string {
  return typeof x === 'string';
}

function isCount(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}

function isDomain(x: unknown): x is DomainName {
  return DOMAINS.some((domain) => domain === x);
}

function isRepresentation(x: unknown): x is Representation {
  return REPRESENTATIONS.some((representation) => representation === x);
}

function isValue(x: unknown): x is number {
  return Number.isInteger(x) && (x as number) > UNKNOWN && (x as number) < UNUSED;
}

function field<T>(x: unknown, name: string, test: (x: unknown) => x is T): T {
  if (!test(x)) throw new Error(name);
  return x;
}

function list<T>(x: unknown, name: string, test: (x: unknown) => x is T): readonly T[] {
  if (!Array.isArray(x) || !x.every(test)) throw new Error(name);
  return x;
}
