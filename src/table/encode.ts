/** From values to the bytes of a table file, in the layout of format.ts. */

import { EndgameError } from '../game/errors.ts';
import { type DomainName, UNKNOWN, UNUSED } from '../game/value.ts';
import { chunksOf, type Values } from '../game/values.ts';
import { Hash64, hash32, hex64 } from './checksum.ts';
import { type Codec, codecOf, DEFAULT_CODEC } from './codec.ts';
import {
  CHECKSUM_BYTES,
  cellCount,
  DEFAULT_BLOCK_BYTES,
  INDEX_ENTRY_BYTES,
  isBlockBytes,
  MAGIC,
  MAX_BLOCK_BYTES,
  MAX_BLOCKS,
  MAX_METADATA_BYTES,
  PREFIX_BYTES,
  type Representation,
  representationOf,
  type TableHeader,
  versionOf,
} from './format.ts';
import { laidOut, packMetadata } from './metadata.ts';
import { asStatistics, type Statistics } from './statistics.ts';

/** The values of one slice. */
export interface SliceInput {
  readonly name: string;
  /** One value per index, UNUSED where the index stands for no legal position. */
  readonly values: Values;
}

/** What a table file is made from. */
export interface TableInput {
  readonly game: string;
  /** Version of the game's rules. */
  readonly rules: number;
  readonly table: string;
  readonly domain: DomainName;
  /** Default: the domain determines it. */
  readonly representation?: Representation;
  readonly slices: readonly SliceInput[];
  readonly statistics: Statistics;
  /** Name and version of the program. */
  readonly generator: string;
  /** Default `DEFAULT_CODEC`. */
  readonly codec?: string;
  /** Bytes of a block before encoding: even, 2 to 2^24, default 16 KiB. */
  readonly blockBytes?: number;
}

/** A table file in memory. */
export interface EncodedTable {
  readonly header: TableHeader;
  /** The file, in pieces that follow each other. */
  readonly chunks: readonly Uint8Array[];
  /** Bytes of the file. */
  readonly bytes: number;
  /** The checksum at the end of the file, in hexadecimal. */
  readonly checksum: string;
}

/** Number of 16-bit numbers, each with its place in the palette. */
const NUMBERS = 65_536;
const BIAS = 32_768;

/**
 * Encodes a table cut into blocks.
 * @throws EndgameError E_USAGE for an unknown codec or an impossible block size; Error for values that are no values
 */
export function encodeTable(input: TableInput): EncodedTable {
  const codec = codecOf(input.codec ?? DEFAULT_CODEC);
  const blockBytes = input.blockBytes ?? DEFAULT_BLOCK_BYTES;
  if (!isBlockBytes(blockBytes)) {
    const hint = `blocks have an even number of bytes, 2 to ${MAX_BLOCK_BYTES}`;
    throw new EndgameError('E_USAGE', `block size ${input.blockBytes ?? blockBytes}`, hint);
  }
  const palette = paletteOf(input.slices);
  const header: TableHeader = {
    game: input.game,
    rules: input.rules,
    table: input.table,
    domain: input.domain,
    representation: input.representation ?? representationOf(input.domain, 'dtm'),
    codec: codec.id,
    blockBytes,
    cellBytes: palette.length <= 256 ? 1 : 2,
    palette,
    slices: laidOut(input.slices.map(({ name, values }) => ({ name, size: values.length }))),
    statistics: checkedStatistics(input.statistics),
    generator: input.generator,
  };
  return assemble(header, encodeBlocks(header, input.slices, codec));
}

/** Returns the chunks as one array, for tables that stay in memory. */
export function joinChunks(encoded: EncodedTable): Uint8Array {
  const out = new Uint8Array(encoded.bytes);
  let at = 0;
  for (const chunk of encoded.chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/**
 * Returns statistics with their fields in the fixed order.
 * @throws Error if they are malformed
 */
export function checkedStatistics(statistics: Statistics): Statistics {
  const copy = asStatistics(statistics);
  if (copy === undefined) throw new Error(`statistics ${JSON.stringify(statistics)}`);
  return copy;
}

/** Returns the distinct values, ascending. Without values it is a draw, since a palette is never empty. */
function paletteOf(slices: readonly SliceInput[]): number[] {
  const seen = new Uint8Array(NUMBERS);
  for (const { name, values } of slices) {
    let from = 0;
    for (const chunk of chunksOf(values)) {
      for (let i = 0; i < chunk.length; i++) seen[chunk[i] + BIAS] = 1;
      if (seen[UNKNOWN + BIAS]) throw new Error(`slice ${name} has no value at index ${from + chunk.indexOf(UNKNOWN)}`);
      from += chunk.length;
    }
  }
  const palette: number[] = [];
  for (let v = UNKNOWN + 1; v < UNUSED; v++) if (seen[v + BIAS]) palette.push(v);
  if (palette.length === 0) palette.push(0);
  return palette;
}

function encodeBlocks(header: TableHeader, slices: readonly SliceInput[], codec: Codec): Uint8Array[] {
  const { blockBytes, cellBytes, palette } = header;
  const codes = new Uint16Array(NUMBERS);
  palette.forEach((v, code) => {
    codes[v + BIAS] = code;
  });
  const blocks: Uint8Array[] = [];
  // Copied, since zlib returns views of buffers of 16 KiB, however little they hold.
  const finish = (block: Uint8Array): number => blocks.push(new Uint8Array(codec.encode(block)));
  const block = new Uint8Array(Math.min(blockBytes, cellCount(header) * cellBytes));
  let at = 0;
  let code = codes[firstUsed(slices) + BIAS];
  for (const { values } of slices) {
    for (const chunk of chunksOf(values)) {
      for (let i = 0; i < chunk.length; i++) {
        const v = chunk[i];
        if (v !== UNUSED) code = codes[v + BIAS];
        block[at++] = code;
        if (cellBytes === 2) block[at++] = code >> 8;
        if (at === blockBytes) {
          finish(block);
          at = 0;
        }
      }
    }
  }
  if (at > 0) finish(block.subarray(0, at));
  return blocks;
}

function firstUsed(slices: readonly SliceInput[]): number {
  for (const { values } of slices) {
    for (const chunk of chunksOf(values)) {
      const v = chunk.find((v) => v !== UNUSED);
      if (v !== undefined) return v;
    }
  }
  return 0; // the palette's only value then
}

/**
 * Assembles a table file.
 * @param blocks as they are stored: encoded blocks, or pages
 * @throws EndgameError E_TOO_LARGE if the head of the file would be longer than readers accept
 */
export function assemble(header: TableHeader, blocks: readonly Uint8Array[]): EncodedTable {
  const metadata = packMetadata(header);
  if (metadata.length > MAX_METADATA_BYTES || blocks.length > MAX_BLOCKS) {
    const what = `table ${header.game} ${header.table}: ${metadata.length} bytes of metadata and ${blocks.length} blocks`;
    const most = `at most ${MAX_METADATA_BYTES} bytes and ${MAX_BLOCKS} blocks fit; larger blocks are fewer`;
    throw new EndgameError('E_TOO_LARGE', what, most);
  }
  const indexAt = PREFIX_BYTES + metadata.length;
  const checksumAt = indexAt + blocks.length * INDEX_ENTRY_BYTES;
  const head = new Uint8Array(checksumAt + CHECKSUM_BYTES);
  const view = new DataView(head.buffer);
  head.set(MAGIC);
  view.setUint32(8, versionOf(header), true);
  view.setUint32(12, metadata.length, true);
  view.setUint32(16, blocks.length, true);
  head.set(metadata, PREFIX_BYTES);
  let bytes = head.length + CHECKSUM_BYTES;
  blocks.forEach((block, i) => {
    view.setUint32(indexAt + i * INDEX_ENTRY_BYTES, block.length, true);
    view.setUint32(indexAt + i * INDEX_ENTRY_BYTES + 4, hash32(block), true);
    bytes += block.length;
  });
  view.setBigUint64(checksumAt, new Hash64().update(head.subarray(0, checksumAt)).digest(), true);

  const hash = new Hash64().update(head);
  for (const block of blocks) hash.update(block);
  const whole = hash.digest();
  const tail = new Uint8Array(CHECKSUM_BYTES);
  new DataView(tail.buffer).setBigUint64(0, whole, true);
  return { header, chunks: [head, ...blocks, tail], bytes, checksum: hex64(whole) };
}
