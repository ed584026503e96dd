/** Feeds .pgn and .pgn.gz files to the PGN reader, chunk by chunk. */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
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
export async function fileSize(path: string): Promise<number> {
  try {
    const entry = await stat(path);
    if (!entry.isFile()) throw new Error('is not a file');
    return entry.size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Resolves to undefined at the end of the file, or to the reason why the compressed data break off; the reader has then
 * been given all that could be unpacked, and the game at hand is dropped.
 * @throws EndgameError E_FILE if the file cannot be read, E_ABORTED if the signal fires.
 */
export function readPgnFile(path: string, reader: PgnReader, options: ReadOptions = {}): Promise<string | undefined> {
  const { onBytes, signal } = options;
  return new Promise((resolve, reject) => {
    const file = createReadStream(path, { highWaterMark: CHUNK });
    const unpacked = path.endsWith('.gz') ? createGunzip({ chunkSize: CHUNK }) : undefined;
    const stop = (): void => {
      file.destroy();
      unpacked?.destroy();
    };
    file.on('error', (error) => {
      stop();
      reject(unreadable(path, error));
    });
    // Data are taken as they come, not by iteration: an error would throw away what waits to be taken.
    (unpacked ?? file).on('data', (chunk: string | Buffer) => {
      if (file.destroyed && signal?.aborted) return;
      try {
        if (signal?.aborted) throw new EndgameError('E_ABORTED', `${path}: reading was stopped`, 'start again');
        reader.write(chunk as Buffer);
        onBytes?.(file.bytesRead);
      } catch (error) {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    (unpacked ?? file).on('end', () => {
      reader.end();
      resolve(undefined);
    });
    unpacked?.on('error', (error) => {
      stop();
      reader.abandon();
      resolve(`compressed data break off or are damaged (${error.message})`);
    });
    if (unpacked) file.pipe(unpacked);
  });
}
