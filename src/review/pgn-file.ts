import { fileSystem, readInChunks } from '#platform/files';
import { EndgameError } from '../game/index.ts';
import type { PgnReader } from '../../games/chess/pgn.ts';

const CHUNK = 1 << 18;

/** How to stop reading, and how it reports progress. */
export interface ReadOptions {
  /** Called now and then with the bytes of the file read so far. */
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

function unreadable(path: string, cause: unknown): EndgameError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EndgameError('E_FILE', `${path}: failed reading the games: ${why}`, 'check the name', { cause });
}

/**
 * Returns the size of a file in bytes.
 * @throws EndgameError E_FILE
 */
export function fileSize(path: string): number {
  try {
    const { isFile, size } = fileSystem.stat(path);
    if (!isFile) throw new Error('is not a file');
    return size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Feeds a .pgn or .pgn.gz file to a PGN reader, chunk by chunk. Resolves to undefined at the end of the file, or to the
 * reason why the compressed data break off. The reader then has all that could be unpacked, and the current game is
 * dropped.
 * @throws EndgameError E_FILE if the file cannot be read, E_ABORTED if the signal fires
 */
export async function readPgnFile(
  path: string,
  reader: PgnReader,
  options: ReadOptions = {},
): Promise<string | undefined> {
  const { onBytes, signal } = options;
  try {
    const { damage } = await readInChunks(path, {
      gunzip: path.endsWith('.gz'),
      chunk: CHUNK,
      signal,
      onChunk: (chunk, bytesRead) => {
        reader.write(chunk);
        onBytes?.(bytesRead);
      },
    });
    if (damage === undefined) {
      reader.end();
      return undefined;
    }
    reader.abandon();
    return `compressed data break off or are damaged (${damage})`;
  } catch (error) {
    if (error instanceof EndgameError) throw error;
    if (signal?.aborted) throw new EndgameError('E_ABORTED', `${path}: reading was stopped`, 'start again');
    throw unreadable(path, error);
  }
}
