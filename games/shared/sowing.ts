/**
 * Two rows of pits sown in a ring, as in awari and kalah. Pits 0..n-1 are those of side 0 from its left to its right,
 * n..2n-1 those of side 1 from its own left, so sowing always goes to the next number. The board's links are that ring,
 * whose half turn exchanges the sides.
 *
 * Notation: the pits of side 0, "/", those of side 1, both in sowing order, and who moves: `4,4,4/4,4,4 south`.
 */

import { type Board, EndgameError, type Position, type Schema, type Side } from '../../src/game/index.ts';

const FILES = 'abcdefghijklmnopqrstuvwxyz';
const SIDES = ['south', 'north'] as const;

/** Returns the board. South's pits are named A, B, C.. and north's a, b, c.., each from its owner's left. */
export function ring(pits: number): Board {
  const south = Array.from({ length: pits }, (_, i) => i);
  return {
    cells: 2 * pits,
    links: Array.from({ length: 2 * pits }, (_, i) => [i, (i + 1) % (2 * pits)] as const),
    names: [FILES.toUpperCase(), FILES].flatMap((letters) => letters.slice(0, pits).split('')),
    rows: [south.map((i) => 2 * pits - 1 - i), south],
  };
}

/** Returns the number of seeds in the pits of one side. */
export function seedsOf(p: Position, side: Side): number {
  const pits = p.cells.length >> 1;
  let seeds = 0;
  for (let i = side * pits, end = i + pits; i < end; i++) seeds += p.cells[i];
  return seeds;
}

/** Returns whether the `pits` pits from `first` on are all empty. */
export function bare(p: Position, first: number, pits: number): boolean {
  for (let i = first, end = first + pits; i < end; i++) if (p.cells[i] > 0) return false;
  return true;
}

/** The notation of a sowing game, as a part of it. */
export interface SowingNotation {
  readonly parse: (p: Position, text: string) => void;
  readonly format: (p: Position) => string;
  readonly draw: (p: Position) => string;
}

/**
 * Returns the notation.
 * @param flaw returns what is wrong with a position that cannot stand on the board, if anything
 */
export function sowingNotation(schema: Schema, flaw: (p: Position) => string | undefined): SowingNotation {
  const pits = schema.board.cells / 2;
  const most = schema.seeds ?? 0;
  const row = Array.from({ length: pits }, () => '1').join();

  const parse = (p: Position, text: string): void => {
    const fail = (what: string): never => {
      throw new EndgameError(
        'E_POSITION',
        `position ${JSON.stringify(text)}: ${what}`,
        `write it like "${row}/${row} south"`,
      );
    };
    const [board = '', side = '', ...rest] = text.trim().split(/\s+/);
    if (rest.length > 0) fail(`unexpected "${rest[0]}"`);
    const rows = board.split('/');
    if (rows.length !== 2) fail(`${rows.length} rows of pits, expected 2`);
    const turn = SIDES.findIndex((name) => name === side);
    if (turn < 0) fail(`side to move "${side}", expected ${SIDES.join(' or ')}`);
    p.clear();
    rows.forEach((part, owner) => {
      const counts = part.split(',');
      if (counts.length !== pits) fail(`${SIDES[owner]} has ${counts.length} pits, expected ${pits}`);
      counts.forEach((count, i) => {
        if (!/^\d{1,3}$/.test(count)) fail(`"${count}" is no number of seeds`);
        if (p.signature + Number(count) > most) fail(`more than ${most} seeds`);
        p.set(owner * pits + i, Number(count));
      });
    });
    p.turn = turn as Side;
    const wrong = flaw(p);
    if (wrong !== undefined) fail(wrong);
    p.forget();
  };

  const format = (p: Position): string =>
    `${p.cells.subarray(0, pits).join()}/${p.cells.subarray(pits).join()} ${SIDES[p.turn]}`;

  const draw = (p: Position): string => {
    const [north, south] = schema.board.rows;
    const line = (cells: readonly number[], text: (cell: number) => string): string =>
      `  ${cells.map((cell) => text(cell).padStart(3)).join('')}`;
    const name = (cell: number): string => schema.board.names[cell];
    const count = (cell: number): string => String(p.cells[cell]);
    return [
      line(north, name),
      line(north, count),
      line(south, count),
      line(south, name),
      `${SIDES[p.turn]} to move`,
    ].join('\n');
  };

  return { parse, format, draw };
}
