/** Entries that come with the arena: files and programs of others, and files of `endgame ship`. */

import { EndgameError } from '../../game/errors.ts';
import { hasChessmen } from '../../specialize/chessmen.ts';
import { makeDirectory } from '../../table/index.ts';
import { fathomEntry } from './fathom.ts';
import type { Making, Made } from './making.ts';
import { shippedEntries } from './shipped.ts';
import { xzEntry } from './xz.ts';

export type { Made, Making } from './making.ts';

/**
 * Makes the entries that can be made here: `fathom` where Syzygy's files are given, `xz`, and `ours-…`.
 * @returns what was made, and what was not, with the reason
 * @throws EndgameError E_FILE if the directory cannot be written; E_ABORTED
 */
export async function makeEntries(making: Making): Promise<Made[]> {
  const { directory, specialization, signal } = making;
  makeDirectory(directory);
  const isChess = hasChessmen(specialization.game);
  const made: Made[] = [];
  for (const make of [...(isChess ? [fathomEntry] : []), xzEntry, shippedEntries]) {
    if (signal?.aborted === true) throw new EndgameError('E_ABORTED', 'the entries are not complete', 'run it again');
    made.push(...(await make(making)));
  }
  return made;
}
