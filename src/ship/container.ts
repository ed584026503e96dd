/**
 * The bytes in a shipped file: [length of the code, 4 bytes, least first][code, deflate with its checksum][tables, one after the other]. The code is
 * one text, parts apart by NUL: a JSON list of the tables with their lengths, and the scripts.
 */

/** What a shipped file contains. */
export interface Contents {
  readonly scripts: readonly string[];
  readonly tables: readonly (readonly [file: string, bytes: Uint8Array])[];
}

/** Returns the bytes of contents. */
export function packed({ scripts, tables }: Contents, deflate: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const list = JSON.stringify(tables.map(([file, { length }]) => [file, length]));
  const code = deflate(new TextEncoder().encode([list, ...scripts].join('\0')));
  const length = new Uint8Array(Uint32Array.of(code.length).buffer);
  return concatenated([length, code, ...tables.map(([, bytes]) => bytes)]);
}

/** Returns what `packed` was given; the tables are views of the bytes. */
export async function unpacked(
  bytes: Uint8Array,
  inflate: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<Contents> {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  let at = 4 + length;
  const code = new TextDecoder().decode(await inflate(bytes.subarray(4, at)));
  const [list, ...scripts] = code.split('\0');
  const tables = (JSON.parse(list) as [string, number][]).map(([file, size]): [string, Uint8Array] => [
    file,
    bytes.subarray(at, (at += size)),
  ]);
  return { scripts, tables };
}

/** Returns arrays one after the other. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
