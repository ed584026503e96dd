/** Feeds .pgn and .pgn.gz files to the PGN reader, chunk by chunk. */

import { fileSystem, readInChunks } from '#platform/files';
import { EndgameError } from '../game/index.ts';
import type { PgnReader } from '../../games/chess/pgn.ts';

const CHUNK = 1 << 18;

export interface ReadOptions {
  /** Told now and then how many bytes of the file have been read. */
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

function unreadable(path: string, cause: unknown): EndgameError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EndgameError('E_FILE', `${path}: failed reading the games: ${why}`, 'check the name', { cause });
}

/** Size of a file in bytes. @throws EndgameError E_FILE */
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
 * Resolves to undefined at the end of the file, or to the reason why the compressed data break off; the reader has then
 * been given all that could be unpacked, and the game at hand is dropped.
 * @throws EndgameError E_FILE if the file cannot be read, E_ABORTED if the signal fires.
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
