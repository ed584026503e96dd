/** Table files that say what no program writes, under right checksums. */

import { hash32, hash64 } from '../../src/table/checksum.ts';
import { assemble } from '../../src/table/encode.ts';
import {
  CHECKSUM_BYTES,
  INDEX_ENTRY_BYTES,
  MAGIC,
  PAGE_BYTES,
  PREFIX_BYTES,
  type TableHeader,
} from '../../src/table/format.ts';
import { BlockCache, joinChunks, MemoryByteSource, Table } from '../../src/table/index.ts';
import { viewOf } from '../../src/table/layout.ts';

/** Where the parts of a sound file begin. */
export interface Parts {
  readonly metadataEnd: number;
  readonly indexEnd: number;
  readonly blocksStart: number;
  readonly blocksEnd: number;
}

export function partsOf(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const metadataEnd = PREFIX_BYTES + view.getUint32(12, true);
  const indexEnd = metadataEnd + view.getUint32(16, true) * INDEX_ENTRY_BYTES;
  return { metadataEnd, indexEnd, blocksStart: indexEnd + CHECKSUM_BYTES, blocksEnd: bytes.length - CHECKSUM_BYTES };
}

/** Makes every checksum of a file right that is as long as it says. */
export function reseal(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const { metadataEnd, indexEnd, blocksStart, blocksEnd } = partsOf(bytes);
  let at = blocksStart;
  for (let entry = metadataEnd; entry < indexEnd; entry += INDEX_ENTRY_BYTES) {
    const length = view.getUint32(entry, true);
    view.setUint32(entry + 4, hash32(bytes.subarray(at, at + length)), true);
    at += length;
  }
  view.setBigUint64(indexEnd, hash64(bytes.subarray(0, indexEnd)), true);
  view.setBigUint64(blocksEnd, hash64(bytes.subarray(0, blocksEnd)), true);
  return bytes;
}

export function headerOf(bytes: Uint8Array): TableHeader {
  return Table.open(new MemoryByteSource(bytes), new BlockCache()).header;
}

/** A file of a coder with this header and payload. */
export function codedFile(header: TableHeader, payload: Uint8Array): Uint8Array {
  const pages = Array.from({ length: Math.ceil(payload.length / PAGE_BYTES) }, (_, i) =>
    payload.subarray(i * PAGE_BYTES, (i + 1) * PAGE_BYTES),
  );
  return joinChunks(assemble({ ...header, blockBytes: PAGE_BYTES, paged: true }, pages));
}

/** A file without cells whose metadata are any bytes. */
export function fileOfMetadata(metadata: Uint8Array, version: number): Uint8Array {
  const bytes = new Uint8Array(PREFIX_BYTES + metadata.length + 2 * CHECKSUM_BYTES);
  const view = viewOf(bytes);
  bytes.set(MAGIC);
  view.setUint32(8, version, true);
  view.setUint32(12, metadata.length, true);
  bytes.set(metadata, PREFIX_BYTES);
  return reseal(bytes);
}
