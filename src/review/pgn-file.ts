import { EndgameError } from '../game/errors.ts';
import { DamagedInput } from '../platform/unpack.ts';
import { MOST_WITHOUT_GAME, type PgnReader } from '../../games/chess/pgn.ts';
import { inputName, readBytes, type ReadOptions } from './input.ts';

/** How to read games. */
export interface ReadGamesOptions extends ReadOptions {
  /** Called with each chunk once the reader has it; the next waits until the promise resolves. */
  readonly onChunk?: (chunk: Uint8Array) => Promise<void>;
}

/**
 * Feeds a PGN file, or standard input for "-", to a PGN reader, chunk by chunk; compressed files too. Resolves to
 * undefined at the end of the file, or to the reason why the compressed data break off. The reader then has all that
 * could be unpacked, and the current game is dropped.
 * @throws EndgameError E_FILE if the file cannot be read or if no game ends in 16 MiB of it, E_ABORTED if the signal fires
 */
export async function readPgnFile(
  path: string,
  reader: PgnReader,
  options: ReadGamesOptions = {},
): Promise<string | undefined> {
  try {
    for await (const chunk of readBytes(path, options)) {
      reader.write(chunk);
      await options.onChunk?.(chunk);
      if (reader.unfinished <= MOST_WITHOUT_GAME) continue;
      const message = `${inputName(path)}: no game ends within ${MOST_WITHOUT_GAME} bytes`;
      throw new EndgameError('E_FILE', message, 'name a PGN file');
    }
  } catch (error) {
    if (!(error instanceof Error && error.cause instanceof DamagedInput)) throw error;
    reader.abandon();
    return `compressed data break off or are damaged (${error.cause.message})`;
  }
  reader.end();
  return undefined;
}
