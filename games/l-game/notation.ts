import { EndgameError, type Notation, type Position } from '../../src/game/index.ts';
import { COVERS, ELLS, ellOf, NEUTRAL, neutralAt, PLACES, square } from './board.ts';

const MARKS = ['W', 'B'] as const;
/** The initial position. */
export const INITIAL = 'oWW./.BW./.BW./.BBo W';

/**
 * The notation of the L-game: four rows, top first, with `W` and `B` for the squares of the Ls and `o` for a neutral
 * man.
 */
export const notation: Notation = {
  parse(p: Position, text: string): void {
    const fail = (what: string): never => {
      throw new EndgameError('E_POSITION', `position "${text}": ${what}`, `write it like "${INITIAL}"`);
    };
    const [rows = '', side = '', ...rest] = text.trim().split(/\s+/);
    if (rest.length > 0) fail(`unexpected "${rest[0]}"`);
    const lines = rows.split('/');
    if (lines.length !== 4) fail(`${lines.length} rows, expected 4`);
    const turn = MARKS.indexOf(side as 'W');
    if (turn < 0) fail(`side to move "${side}", expected W or B`);
    p.clear();
    const covers = [0, 0];
    square.rows.forEach((cells, y) => {
      if (lines[y].length !== 4) fail(`row "${lines[y]}" has not 4 squares`);
      cells.forEach((s, x) => {
        const letter = lines[y][x];
        if (letter === '.') return;
        if (letter === 'o') {
          if (p.counts[NEUTRAL] === 2) fail('more than two neutral men "o"');
          p.set(PLACES + s, NEUTRAL);
          return;
        }
        const owner = MARKS.indexOf(letter as 'W');
        if (owner < 0) fail(`unknown letter "${letter}"`);
        covers[owner] |= 1 << s;
      });
    });
    if (p.counts[NEUTRAL] < 2) fail(`${p.counts[NEUTRAL]} neutral men "o", expected 2`);
    covers.forEach((cover, owner) => {
      const place = COVERS.indexOf(cover);
      if (place < 0) fail(`the squares "${MARKS[owner]}" are no L`);
      p.set(place, ELLS[owner]);
    });
    p.turn = turn === 0 ? 0 : 1;
    p.forget();
  },

  format: (p) => `${rowsOf(p).join('/')} ${MARKS[p.turn]}`,
  draw: (p) => [...rowsOf(p).map((row) => Array.from(row).join(' ')), `${MARKS[p.turn]} to move`].join('\n'),
};

function rowsOf(p: Position): string[] {
  const mark = (s: number): string => {
    const owner = ([0, 1] as const).find((side) => (COVERS[ellOf(p, side)] >> s) & 1);
    return owner === undefined ? (neutralAt(p, 0) === s || neutralAt(p, 1) === s ? 'o' : '.') : MARKS[owner];
  };
  return square.rows.map((row) => row.map(mark).join(''));
}
