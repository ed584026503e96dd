import { Hash64 } from '../checksum.ts';

/**
 * A file of one kept result:
 *
 *   0   4 bytes  EGK1
 *   4   u64      XXH64 of all that follows
 *   12  f64      seconds that the result saves
 *   20  u32      bytes of its name
 *   24           its name in UTF-8, then the result
 *
 * Numbers are little-endian.
 */
export interface KeptFile {
  /** Program and result, so that files of another version are told apart. */
  readonly name: string;
  readonly seconds: number;
  readonly result: Uint8Array;
}

const MAGIC = [0x45, 0x47, 0x4b, 0x31];
const SUM_AT = 4;
const SECONDS_AT = 12;
const LENGTH_AT = 20;
const NAME_AT = 24;

/** Returns the bytes of a file, in pieces. */
export function joinKept(name: string, seconds: number, pieces: readonly Uint8Array[]): Uint8Array[] {
  const text = new TextEncoder().encode(name);
  const header = new Uint8Array(NAME_AT + text.length);
  const view = new DataView(header.buffer);
  header.set(MAGIC);
  view.setFloat64(SECONDS_AT, seconds, true);
  view.setUint32(LENGTH_AT, text.length, true);
  header.set(text, NAME_AT);
  const sum = new Hash64().update(header.subarray(SECONDS_AT));
  for (const piece of pieces) sum.update(piece);
  view.setBigUint64(SUM_AT, sum.digest(), true);
  return [header, ...pieces];
}

/** Returns what a file holds; undefined if it is no such file or is damaged. */
export function splitKept(bytes: Uint8Array): KeptFile | undefined {
  if (bytes.length < NAME_AT || MAGIC.some((byte, i) => bytes[i] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sum = new Hash64().update(bytes.subarray(SECONDS_AT)).digest();
  if (view.getBigUint64(SUM_AT, true) !== sum) return undefined;
  const end = NAME_AT + view.getUint32(LENGTH_AT, true);
  return {
    name: new TextDecoder().decode(bytes.subarray(NAME_AT, end)),
    seconds: view.getFloat64(SECONDS_AT, true),
    result: bytes.subarray(end),
  };
}
