import { EMPTY, EndgameError, type Position, type Schema } from '../../src/game/index.ts';
import type { ChessNotation } from './game.ts';
import { BY_KING, KING, PAWN } from './geometry.ts';
import type { ChessRules } from './moves.ts';
import { LETTERS } from './notation.ts';

const SIDES = ['White', 'Black'] as const;

/**
 * Returns FEN, coordinates of moves and a drawing for boards other than the usual one: no castling, no en passant.
 * @param example a position of the game, for the hint of errors
 */
export function smallNotation(
  schema: Schema,
  { variant, pawnCells, inCheck }: ChessRules,
  example: string,
): ChessNotation {
  const { width, height, link } = variant.geometry;
  const { board, kinds } = schema;

  const fail = (text: string, what: string, hint = `write it in FEN like "${example}"`): never => {
    throw new EndgameError('E_POSITION', `position "${text}": ${what}`, hint);
  };

  const place = (p: Position, text: string, letter: string, cell: number): void => {
    const code = LETTERS.indexOf(letter);
    const kind = (code - 1) % 6;
    const side = code > 6 ? 1 : 0;
    if (p.counts[code] >= kinds[kind].max) fail(text, `more than ${kinds[kind].max} men "${letter}"`);
    if (kind === PAWN && pawnCells[side * 64 + cell] !== 1) {
      fail(text, `a pawn of ${SIDES[side]} on ${board.names[cell]}`);
    }
    p.set(cell, code);
  };

  const placeRow = (p: Position, text: string, row: string, rank: number): void => {
    let file = 0;
    for (const letter of row) {
      if (/[1-9]/.test(letter)) file += Number(letter);
      else if (!/[KQRBNP]/i.test(letter)) fail(text, `"${letter}" in the placement is no piece and no number`);
      else if (file < width) place(p, text, letter, rank * width + file++);
      else file = width + 1;
    }
    if (file !== width) fail(text, `row "${row}" has not ${width} cells`);
  };

  return {
    parse(p, text) {
      const [placement = '', side = '', castling = '-', passant = '-', halfmove, move, ...rest] = text
        .trim()
        .split(/\s+/);
      if (side !== 'w' && side !== 'b') {
        fail(text, `side to move "${side}", expected w or b`, 'write w or b in the second field (side to move)');
      }
      if (castling !== '-') {
        const hint = 'write "-" in the third field (castling)';
        fail(text, `castling rights "${castling}": there is no castling on this board`, hint);
      }
      if (passant !== '-') {
        const hint = 'write "-" in the fourth field (en passant)';
        fail(text, `en passant square "${passant}": there are no double steps on this board`, hint);
      }
      for (const counter of [halfmove, move]) {
        if (counter !== undefined && !/^\d+$/.test(counter)) {
          const hint = 'write whole numbers in the fifth and the sixth field (half-moves, moves)';
          fail(text, `move counter "${counter}" is not a number`, hint);
        }
      }
      if (rest.length > 0) fail(text, `unexpected "${rest[0]}" after six fields`);
      const rows = placement.split('/');
      if (rows.length !== height) fail(text, `${rows.length} rows, expected ${height}`);
      p.clear();
      rows.forEach((row, i) => placeRow(p, text, row, height - 1 - i));
      p.turn = side === 'w' ? 0 : 1;
      const kings = [1 + KING, 7 + KING].map((code) => (p.counts[code] === 1 ? p.lists[code * p.stride] : -1));
      kings.forEach((cell, owner) => {
        if (cell < 0) fail(text, `${SIDES[owner]} has no king`);
      });
      if ((link[(kings[0] << 6) | kings[1]] & BY_KING) !== 0) {
        fail(text, `the kings on ${board.names[kings[0]]} and ${board.names[kings[1]]} are in contact`);
      }
      if (inCheck(p, 1 - p.turn)) fail(text, `${SIDES[1 - p.turn]} is in check but ${SIDES[p.turn]} is to move`);
      p.forget();
    },

    format(p) {
      const rows = board.rows.map((row) =>
        row
          .map((cell) => LETTERS[p.cells[cell]])
          .join('')
          .replaceAll(/\.+/g, (gap) => String(gap.length)),
      );
      return `${rows.join('/')} ${'wb'[p.turn]} - - 0 1`;
    },

    formatMove(_, move) {
      const promotion = (move >> 12) & 7;
      const letter = promotion === 0 ? '' : LETTERS[7 + promotion];
      return `${board.names[move & 63]}${board.names[(move >> 6) & 63]}${letter}`;
    },

    draw(p) {
      const rows = board.rows.map(
        (row, i) =>
          `${height - i} ${row.map((cell) => (p.cells[cell] === EMPTY ? '.' : LETTERS[p.cells[cell]])).join(' ')}`,
      );
      const files = board.names.slice(0, width).map((name) => name[0]);
      return [...rows, `  ${files.join(' ')}`, `${SIDES[p.turn]} to move`].join('\n');
    },
  };
}
