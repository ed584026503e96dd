/** Expected failures of Syzygy files, each worded once. */

import { EndgameError } from '../game/errors.ts';

const HINT = 'get the file again, or leave its directory out; the hybrid solver computes what it lacks';

/** Returns the error (E_TABLE_DAMAGED) of a file that is cut off or whose bytes contradict themselves. */
export function damagedFile(file: string, what: string): EndgameError {
  return new EndgameError('E_TABLE_DAMAGED', `${file}: ${what}`, HINT);
}

/** Returns the error (E_TABLE_FOREIGN) of a file that is no Syzygy file. */
export function foreignFile(file: string, what: string): EndgameError {
  return new EndgameError('E_TABLE_FOREIGN', `${file}: ${what}`, HINT);
}
