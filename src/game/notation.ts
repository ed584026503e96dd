import { EndgameError } from './errors.ts';
import type { Position } from './position.ts';
import { codeOf, EMPTY, kindOfCode, type Schema, type Side, sideOfCode } from './schema.ts';

/** The parts of the contract that read, write and draw positions. */
export interface Notation {
  readonly parse: (p: Position, text: string) => void;
  readonly format: (p: Position) => string;
  readonly draw: (p: Position) => string;
}

/** How a grid notation writes men and sides. */
export interface NotationStyle {
  /** Letters of each kind, `[side 0, side 1]`; default the kind's letter in upper and lower case. */
  readonly men?: readonly (readonly [string, string])[];
  /** Words for the side to move; default "0" and "1". */
  readonly sides?: readonly [string, string];
}

/**
 * Returns a notation that suits any placement game: the rows of the drawing, top first, joined by "/", then a space and
 * the side to move, then the men in hand if the schema has reserves. Upper-case letters are men of side 0, lower-case
 * letters men of side 1, and "." is empty. Example (tic-tac-toe, kind X for both sides): `X.x/.X./... 1`.
 *
 * Its `parse` throws EndgameError E_POSITION.
 */
export function gridNotation(schema: Schema, style: NotationStyle = {}): Notation {
  const { board, kinds } = schema;
  const men = style.men ?? kinds.map((k) => [k.letter.toUpperCase(), k.letter.toLowerCase()] as const);
  const sides = style.sides ?? ['0', '1'];
  const reserves = kinds.some((kind) => (kind.reserve ?? 0) > 0);
  const letterOf = (code: number): string => men[kindOfCode(schema, code)][sideOfCode(schema, code)];
  const codes = Array.from({ length: 2 * kinds.length }, (_, i) => i + 1);
  const codeOfLetter = new Map(codes.map((code) => [letterOf(code), code]));

  const fail = (text: string, what: string): never => {
    throw new EndgameError('E_POSITION', `position ${JSON.stringify(text)}: ${what}`, `write it like ${example()}`);
  };
  const example = (): string =>
    `"${board.rows.map((row) => '.'.repeat(row.filter((c) => c >= 0).length)).join('/')} ${sides[0]}${reserves ? ` ${codes.map(letterOf).join('')}` : ''}"`;

  return {
    parse(p, text) {
      const [placement = '', side = '', hand = '-', ...rest] = text.trim().split(/\s+/);
      if (rest.length > 0) fail(text, `unexpected "${rest[0]}"`);
      const rows = placement.split('/');
      if (rows.length !== board.rows.length) fail(text, `${rows.length} rows, expected ${board.rows.length}`);
      const turn = sides.indexOf(side);
      if (turn < 0) fail(text, `side to move "${side}", expected ${sides[0]} or ${sides[1]}`);
      p.clear();
      const add = (letter: string): number => {
        const code = codeOfLetter.get(letter);
        if (code === undefined) return fail(text, `unknown letter "${letter}"`);
        return code;
      };
      board.rows.forEach((row, y) => {
        const cells = row.filter((cell) => cell >= 0);
        if (rows[y].length !== cells.length) fail(text, `row "${rows[y]}" has not ${cells.length} cells`);
        cells.forEach((cell, x) => {
          const letter = rows[y][x];
          if (letter === '.') return;
          const code = add(letter);
          const kind = kinds[kindOfCode(schema, code)];
          if (p.counts[code] >= kind.max) fail(text, `more than ${kind.max} men "${letter}"`);
          p.set(cell, code);
        });
      });
      for (const letter of hand === '-' ? '' : hand) {
        const code = add(letter);
        const most = kinds[kindOfCode(schema, code)].reserve ?? 0;
        if (p.reserve[code] >= most) fail(text, `more than ${most} men "${letter}" in reserve`);
        p.addReserve(code, 1);
      }
      p.turn = turn as Side;
      p.forget();
    },

    format(p) {
      const rows = board.rows.map((row) =>
        row
          .filter((cell) => cell >= 0)
          .map((cell) => (p.cells[cell] === EMPTY ? '.' : letterOf(p.cells[cell])))
          .join(''),
      );
      const hand = codes.map((code) => letterOf(code).repeat(p.reserve[code])).join('');
      return `${rows.join('/')} ${sides[p.turn]}${reserves ? ` ${hand || '-'}` : ''}`;
    },

    draw(p) {
      const lines = board.rows.map((row) =>
        row
          .map((cell) => (cell < 0 ? ' ' : p.cells[cell] === EMPTY ? '.' : letterOf(p.cells[cell])))
          .join(' ')
          .trimEnd(),
      );
      if (reserves) {
        for (const side of [0, 1] as const) {
          const held = kinds.map((_, k) =>
            letterOf(codeOf(schema, k, side)).repeat(p.reserve[codeOf(schema, k, side)]),
          );
          lines.push(`in hand: ${held.join('') || '-'}`);
        }
      }
      return `${lines.join('\n')}\n${sides[p.turn]} to move`;
    },
  };
}
