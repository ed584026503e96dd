/**
 * A notation that any placement game can use: the drawing's rows, top first, joined by "/", a space and the side to
 * move, then, where the schema has reserves, the men in hand. Letters in upper case belong to side 0, in lower case to
 * side 1, "." is empty. Example (tic-tac-toe, kinds X for both sides): `X.x/.X./... 1`.
 */

import { EndgameError } from './errors.ts';
import type { Position } from './position.ts';
import { codeOf, EMPTY, kindOfCode, type Schema, type Side, sideOfCode } from './schema.ts';

export interface Notation {
  readonly parse: (p: Position, text: string) => void;
  readonly format: (p: Position) => string;
  readonly draw: (p: Position) => string;
}

export interface NotationStyle {
  /** How men are written, `[side 0, side 1]` for each kind; default the kind's letter in upper and lower case. */
  readonly men?: readonly (readonly [string, string])[];
  /** How the side to move is written; default "0" and "1". */
  readonly sides?: readonly [string, string];
}

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
