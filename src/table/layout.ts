/** Opens the head of a table file and tests everything that can be tested without reading a block. */

import { EndgameError } from '../game/errors.ts';
import { hash64 } from './checksum.ts';
import { type Codec, codecOf, NOT_EVERYWHERE } from './codec.ts';
import type { CellDecoder } from './coder.ts';
import { decoderOf } from './coders/decoders.ts';
import { damaged, fileFailure, foreign } from './failure.ts';
import {
  blockCount,
  CHECKSUM_BYTES,
  FORMAT_VERSION,
  INDEX_ENTRY_BYTES,
  MAGIC,
  MAX_BLOCKS,
  MAX_METADATA_BYTES,
  PREFIX_BYTES,
  type TableHeader,
} from './format.ts';
import { unpackMetadata } from './metadata.ts';
import { RepresentationSpec, whyRefused } from './representation.ts';
import type { ByteSource } from './byte-source.ts';
import { NotFetched } from './table-files.ts';

/** Counters of reading; several tables may share one. */
export interface ReadMeter {
  /** Bytes read from sources. */
  bytesRead: number;
  /** Blocks read and decoded. */
  blocksRead: number;
}

/** The layout of a table file. */
export interface FileLayout {
  readonly header: TableHeader;
  /** The codec of the blocks, or the coder of the payload in the pages. */
  readonly decoder: { readonly codec: Codec } | { readonly coder: CellDecoder };
  /** Offset of each block in the file; one more entry for the end of the last. */
  readonly starts: Float64Array;
  /** The XXH32 of each block as stored. */
  readonly checksums: Uint32Array;
}

/**
 * Reads exactly `length` bytes from any kind of source.
 * @throws EndgameError E_FILE, or E_TABLE_DAMAGED if there are fewer
 */
export function read(source: ByteSource, offset: number, length: number, meter: ReadMeter): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = source.readAt(offset, length);
  } catch (error) {
    if (error instanceof EndgameError || error instanceof NotFetched) throw error;
    throw fileFailure(`reading ${length} bytes at ${offset}`, source.name, error);
  }
  meter.bytesRead += bytes.length;
  if (bytes.length !== length) {
    throw damaged(source.name, `truncated: ${bytes.length} bytes instead of ${length} at offset ${offset}`);
  }
  return bytes;
}

/** Returns a view of the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Enough for the whole head of most tables, so that opening is one read. */
const FIRST_READ = 8192;

/**
 * Reads and tests the head of a table file.
 * @throws EndgameError E_TABLE_FOREIGN, E_TABLE_DAMAGED or E_FILE
 */
export function readLayout(source: ByteSource, meter: ReadMeter): FileLayout {
  const { name, size } = source;
  const first = read(source, 0, Math.min(size, FIRST_READ), meter);
  for (let i = 0; i < Math.min(MAGIC.length, size); i++) {
    if (first[i] !== MAGIC[i]) throw foreign(name, 'not a table file');
  }
  if (size < PREFIX_BYTES) throw damaged(name, `truncated: ${size} bytes`);
  const prefix = viewOf(first);
  const version = prefix.getUint32(8, true);
  if (version < 1 || version > FORMAT_VERSION) {
    throw foreign(name, `format version ${version}, expected 1 to ${FORMAT_VERSION}`);
  }

  const metadataBytes = prefix.getUint32(12, true);
  const blocks = prefix.getUint32(16, true);
  // Tested before anything is allocated: a sparse file takes no space and may state any length.
  if (metadataBytes > MAX_METADATA_BYTES) {
    throw damaged(name, `${metadataBytes} bytes of metadata, at most ${MAX_METADATA_BYTES}`);
  }
  if (blocks > MAX_BLOCKS) throw damaged(name, `${blocks} blocks, at most ${MAX_BLOCKS}`);
  const indexAt = PREFIX_BYTES + metadataBytes;
  const checksumAt = indexAt + blocks * INDEX_ENTRY_BYTES;
  const headBytes = checksumAt + CHECKSUM_BYTES;
  if (headBytes + CHECKSUM_BYTES > size) {
    throw damaged(name, `truncated: ${size} bytes, the header alone takes ${headBytes}`);
  }
  const head = headBytes <= first.length ? first.subarray(0, headBytes) : read(source, 0, headBytes, meter);
  const view = viewOf(head);
  if (hash64(head.subarray(0, checksumAt)) !== view.getBigUint64(checksumAt, true)) {
    throw damaged(name, 'wrong checksum of the header');
  }

  const starts = new Float64Array(blocks + 1);
  const checksums = new Uint32Array(blocks);
  starts[0] = headBytes;
  for (let i = 0; i < blocks; i++) {
    const at = indexAt + i * INDEX_ENTRY_BYTES;
    starts[i + 1] = starts[i] + view.getUint32(at, true);
    checksums[i] = view.getUint32(at + 4, true);
  }
  const expected = starts[blocks] + CHECKSUM_BYTES;
  if (size !== expected) throw damaged(name, `${size} bytes long, expected ${expected}`);

  const header = parse(name, head.subarray(PREFIX_BYTES, indexAt), version);
  const refused = whyRefused(RepresentationSpec.of(header));
  if (refused !== undefined) throw damaged(name, refused[0]);
  if (header.paged) {
    const coder = decoderOf(header.codec);
    if (coder === undefined) throw foreign(name, `unknown coder "${header.codec}"`);
    for (let i = 0; i < blocks; i++) {
      const length = starts[i + 1] - starts[i];
      const right = i < blocks - 1 ? length === header.blockBytes : length > 0 && length <= header.blockBytes;
      if (!right) throw damaged(name, `page ${i} of ${blocks} has ${length} bytes`);
    }
    return { header, decoder: { coder }, starts, checksums };
  }
  if (blockCount(header) !== blocks) throw damaged(name, `${blocks} blocks, expected ${blockCount(header)}`);
  return { header, decoder: { codec: codecFor(name, header) }, starts, checksums };
}

function parse(name: string, bytes: Uint8Array, version: number): TableHeader {
  try {
    return unpackMetadata(bytes, version);
  } catch (error) {
    throw damaged(name, `the metadata is malformed (${(error as Error).message})`, error);
  }
}

function codecFor(name: string, { codec: id, game, table }: TableHeader): Codec {
  try {
    return codecOf(id);
  } catch {
    if (!NOT_EVERYWHERE.includes(id)) throw foreign(name, `unknown codec "${id}"`);
    const hint = `write it again with "endgame pack ${game} ${table} --codec deflate"`;
    throw new EndgameError('E_TABLE_FOREIGN', `${name}: codec "${id}" is for Node alone`, hint);
  }
}
