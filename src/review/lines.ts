import { EndgameError } from '../game/errors.ts';
import { inputName, readBytes, type ReadOptions } from './input.ts';

/** Most bytes of a line. */
export const LONGEST_LINE: number = 1 << 20;

const LF = 10;

/** A line of a text. */
export interface Line {
  /** Number of the line in its file, from 1. */
  readonly number: number;
  /** The line without its end. */
  readonly text: string;
}

/**
 * Reads the lines of a text file or, with the path "-", of standard input, one at a time as the caller takes them.
 * Lines end in LF or CRLF; a byte order mark is left out. Compressed files are unpacked, see `readBytes`.
 * @throws EndgameError E_FILE if it cannot be read, if it is UTF-16, or at a line of more than a mebibyte; E_ABORTED if
 * the signal fires
 */
export async function* readLines(path: string, options: ReadOptions = {}): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (end: Uint8Array): Line => {
    parts.push(end);
    const bytes = parts.length === 1 ? end : joined(parts, length + end.length);
    parts = [];
    length = 0;
    number++;
    return { number, text: decoder.decode(bytes).replace(/\r$/, '') };
  };
  const refuseLong = (more: number): void => {
    if (length + more <= LONGEST_LINE) return;
    const message = `${inputName(path)}: line ${number + 1} is longer than ${LONGEST_LINE} bytes`;
    throw new EndgameError('E_FILE', message, 'name a text file');
  };
  for await (const chunk of readBytes(path, options)) {
    let begin = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, begin)) {
      refuseLong(end - begin);
      yield take(chunk.subarray(begin, end));
      begin = end + 1;
    }
    refuseLong(chunk.length - begin);
    if (begin < chunk.length) parts.push(chunk.subarray(begin));
    length += chunk.length - begin;
  }
  if (length > 0) yield take(new Uint8Array(0));
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
