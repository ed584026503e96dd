import { fileSystem } from '#platform/files';
import { readInput, STANDARD_INPUT } from '#platform/input';
import { DamagedInput } from '../platform/unpack.ts';
import { EndgameError } from '../game/errors.ts';

const CHUNK = 1 << 18;

/** How to stop reading, and how it reports progress. */
export interface ReadOptions {
  /** Called now and then with the bytes of the file read so far. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Returns what messages call an input: its path, or "standard input" for "-". */
export function inputName(path: string): string {
  return path === STANDARD_INPUT ? 'standard input' : path;
}

/**
 * Returns the size of an input in bytes, or 0 where nobody can know: standard input and pipes.
 * @throws EndgameError E_FILE
 */
export function inputSize(path: string): number {
  if (path === STANDARD_INPUT) return 0;
  try {
    const { isDirectory, size } = fileSystem.stat(path);
    if (isDirectory) throw new Error('is a directory');
    return size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Reads the bytes of a file or, with the path "-", of standard input. What is compressed by gzip, zstd, bzip2, xz or zip
 * comes unpacked, whatever its name, and in bounded memory.
 * @throws EndgameError E_FILE if it cannot be read, if compressed data break off or are damaged (after all that could be
 * unpacked; `cause` is then a DamagedInput), or if it is UTF-16; E_ABORTED if the signal fires
 */
export async function* readBytes(path: string, { onBytes, signal }: ReadOptions = {}): AsyncGenerator<Uint8Array> {
  let first = true;
  try {
    for await (const chunk of readInput(path, { chunk: CHUNK, signal, onRead: onBytes })) {
      signal?.throwIfAborted();
      if (first && chunk.length > 0) {
        first = false;
        refuseUtf16(path, chunk);
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof EndgameError) throw error;
    if (signal?.aborted) throw new EndgameError('E_ABORTED', `${inputName(path)}: reading was stopped`, 'start again');
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): EndgameError {
  const why = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof DamagedInput) {
    const message = `${inputName(path)}: compressed data break off or are damaged (${why})`;
    return new EndgameError('E_FILE', message, 'fetch or pack the file again', { cause });
  }
  return new EndgameError('E_FILE', `${inputName(path)}: failed reading: ${why}`, 'check the name', { cause });
}

/** Refuses text of two bytes a letter, with a byte order mark or without. */
function refuseUtf16(path: string, head: Uint8Array): void {
  const [a, b, c, d] = head;
  const little = (a === 0xff && b === 0xfe) || (a > 0 && b === 0 && c > 0 && d === 0);
  const big = (a === 0xfe && b === 0xff) || (a === 0 && b > 0 && c === 0 && d > 0);
  if (little || big) {
    const message = `${inputName(path)}: the text is UTF-16`;
    const hint = `convert it to UTF-8: iconv -f UTF-16${little ? 'LE' : 'BE'} -t UTF-8`;
    throw new EndgameError('E_FILE', message, hint);
  }
}
