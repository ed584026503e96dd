import { UNUSED } from '../../game/value.ts';
import { kindOfCode, NONE, sideOfCode } from '../../game/schema.ts';
import { Position } from '../../game/position.ts';
import type { Specialization } from '../../specialize/index.ts';
import { defaultMemory } from '../../solve/index.ts';
import { SliceValues } from '../../values/index.ts';

/** All outcomes of a class, placement by placement. */
export interface ChessArray {
  /** The men, White's first: KQkr. */
  readonly name: string;
  /**
   * A letter (w, d, l) for each side to move and squares of the men: White's turn first, a8 first, h1 last, the men in
   * the order of the name. A pawn that can be taken in passing stands on the first row of its own side. Placements that
   * cannot be asked have the letter before them.
   */
  readonly letters: Uint8Array;
}

const SQUARES = 64;
const [WIN, DRAW, LOSS] = Buffer.from('wdl');

/** A way to look at the board that changes no outcome. */
interface View {
  readonly of: (square: number) => number;
  /** Whether the sides change places. */
  readonly swaps: boolean;
}

/** Works out the array of a class, such as KQvKR. */
export async function chessArray(specialization: Specialization, table: string): Promise<ChessArray> {
  const [slice] = specialization.slicesOf(table);
  const values = new SliceValues(specialization, { memory: defaultMemory(), metric: 'wdl' });
  const solved = await values.get(slice);
  const [first, second] = table.split('v');
  const letters = new Uint8Array(2 * SQUARES ** (first.length + second.length));
  const space = specialization.space(slice);
  const p = new Position(specialization.game.schema);
  const views = viewsOf(table);
  const name = `${first}${second.toLowerCase()}`;
  for (let index = 0; index < solved.length; index++) {
    const value = solved.at(index);
    if (value === UNUSED || !space.unrank(index, p)) continue;
    const letter = value > 0 ? WIN : value < 0 ? LOSS : DRAW;
    const men = menOf(p);
    for (const view of views) {
      const seen = men.map(({ order, square }) => ({
        order: view.swaps ? (order + HALF) % (2 * HALF) : order,
        square: view.of(square),
      }));
      seen.sort((a, b) => a.order - b.order || a.square - b.square);
      if (seen.map(({ order }) => LETTERS[order]).join('') !== name) continue;
      const turn = view.swaps ? 1 - p.turn : p.turn;
      letters[seen.reduce((at, { square }) => at * SQUARES + square, turn)] = letter;
    }
  }
  fill(letters);
  return { name, letters };
}

const LETTERS = 'KQRBNPkqrbnp';
const HALF = LETTERS.length / 2;

/** A man: its place among the letters, and its square, a8 being 0. */
interface Man {
  readonly order: number;
  readonly square: number;
}

function menOf({ cells, mark, schema }: Position): Man[] {
  const men: Man[] = [];
  for (const [cell, code] of cells.entries()) {
    if (code === 0) continue;
    const side = sideOfCode(schema, code);
    const square = cell ^ 56;
    const marked = mark !== NONE && cell === mark;
    const order = side * HALF + kindOfCode(schema, code);
    men.push({ order, square: marked ? (side === 0 ? 56 : 0) + (square & 7) : square });
  }
  return men;
}

/** Returns the views of a class: all eight without pawns, else left and right, with and without an exchange of sides. */
function viewsOf(table: string): View[] {
  const flips = table.includes('P') ? [0, 7] : [0, 7, 56, 63];
  const turns = table.includes('P') ? [false] : [false, true];
  const plain = turns.flatMap((isTurned) =>
    flips.map((flip) => (square: number) => (isTurned ? ((square & 7) << 3) | (square >> 3) : square) ^ flip),
  );
  return plain.flatMap((of) => [
    { of, swaps: false },
    { of: (square: number) => of(square) ^ 56, swaps: true },
  ]);
}

/** Gives placements that nobody asks the letter before them, which compresses best. */
function fill(letters: Uint8Array): void {
  let before = DRAW;
  for (let i = 0; i < letters.length; i++) {
    if (letters[i] === 0) letters[i] = before;
    else before = letters[i];
  }
}
