import { DamagedInput } from '../platform/unpack.ts';
import type { PgnReader } from '../../games/chess/pgn.ts';
import { readBytes, type ReadOptions } from './input.ts';

/**
 * Feeds a PGN file, or standard input for "-", to a PGN reader, chunk by chunk; compressed files too. Resolves to
 * undefined at the end of the file, or to the reason why the compressed data break off. The reader then has all that
 * could be unpacked, and the current game is dropped.
 * @throws EndgameError E_FILE if the file cannot be read, E_ABORTED if the signal fires
 */
export async function readPgnFile(
  path: string,
  reader: PgnReader,
  options: ReadOptions = {},
): Promise<string | undefined> {
  try {
    for await (const chunk of readBytes(path, options)) reader.write(chunk);
  } catch (error) {
    if (!(error instanceof Error && error.cause instanceof DamagedInput)) throw error;
    reader.abandon();
    return `compressed data break off or are damaged (${error.cause.message})`;
  }
  reader.end();
  return undefined;
}
