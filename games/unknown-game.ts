import { EndgameError } from '../src/game/index.ts';

/** Returns the error (E_GAME_UNKNOWN) for an id that no game has. It suggests the nearest name. */
export function unknownGame(id: string, names: readonly string[]): EndgameError {
  const wanted = id.toLowerCase();
  const near = names.map((name) => ({ name, edits: editDistance(wanted, name) })).sort((a, b) => a.edits - b.edits)[0];
  // A name that differs in more than half of its letters is no typing error.
  const guess = near.edits <= near.name.length / 2 ? `did you mean "${near.name}"? ` : '';
  return new EndgameError('E_GAME_UNKNOWN', `no game named "${id}"`, `${guess}known games: ${names.join(', ')}`);
}

/** Returns the fewest letters to insert, delete or replace (V. I. Levenshtein, 1966), row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
