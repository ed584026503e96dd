/** From values to the bytes of a table file, in the layout of format.ts. */

import { EndgameError } from '../game/errors.ts';
import type { DomainName } from '../game/value.ts';
import type { Values } from '../game/values.ts';
import { blocksOf } from './blocks.ts';
import { Hash64, hash32, hex64 } from './checksum.ts';
import { codecOf, DEFAULT_CODEC } from './codec.ts';
import {
  CHECKSUM_BYTES,
  cellBitsFor,
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
import { type Survey, surveyOf } from './survey.ts';

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
  /** Of these slices; default: they are counted. */
  readonly survey?: Survey;
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
  const survey = input.survey ?? surveyOf(input.slices);
  const palette = paletteOf(survey);
  const header: TableHeader = {
    game: input.game,
    rules: input.rules,
    table: input.table,
    domain: input.domain,
    representation: input.representation ?? representationOf(input.domain, 'dtm'),
    codec: codec.id,
    blockBytes,
    cellBits: cellBitsFor(palette.length),
    palette,
    slices: laidOut(input.slices.map(({ name, values }) => ({ name, size: values.length }))),
    statistics: checkedStatistics(input.statistics),
    generator: input.generator,
  };
  return assemble(header, blocksOf(header, input.slices, codec, firstUsed(survey)));
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
function paletteOf(survey: Survey): number[] {
  return survey.size === 0 ? [0] : [...survey.keys()];
}

/** Returns the value of the first index that stands for a legal position, or else the palette's only value. */
function firstUsed(survey: Survey): number {
  const [first] = [...survey].sort(([, a], [, b]) => a.slice - b.slice || a.index - b.index);
  return first?.[0] ?? 0;
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
