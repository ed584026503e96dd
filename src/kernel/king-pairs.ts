import { NO_KING_PAIR } from './abi.ts';

/**
 * Number of symmetries of the board. A symmetry is a number: the diagonal first if g & 4, then files mirrored if g & 1,
 * ranks if g & 2.
 */
export const SYMMETRIES = 8;

/** `TURNS[g * 64 + cell]`: the image of a cell under symmetry g. */
export const TURNS: Uint8Array = Uint8Array.from({ length: SYMMETRIES * 64 }, (_, i) => {
  const g = i >> 6;
  const cell = i & 63;
  const turned = (g & 4) === 0 ? cell : ((cell & 7) << 3) | (cell >> 3);
  return turned ^ (g & 1 ? 7 : 0) ^ (g & 2 ? 56 : 0);
});

/**
 * King pairs: placements of both kings up to the symmetries of the board, 462 on 8x8. Their order is that of the
 * generic index spaces (orbits by their least pair of cells), so that tables of different men need no renumbering.
 */
export interface KingPairs {
  /** Number of king pairs. */
  readonly count: number;
  /** Cells of the white and the black king of each pair. */
  readonly cells: Uint8Array;
  /**
   * `map[white << 6 | black]`: pair | symmetry << 16, where the symmetry maps the cells to the pair's; or NO_KING_PAIR.
   */
  readonly map: Uint32Array;
  /** 1 if more than one symmetry keeps the pair's kings on their cells (both on the diagonal). */
  readonly mirrored: Uint8Array;
  /** Moves of each side's king: for each pair the start of its moves, then the moves as pair | symmetry << 16. */
  readonly moves: readonly [Uint32Array, Uint32Array];
}

/** Returns whether two cells are equal or neighbours. */
export function touching(a: number, b: number): boolean {
  return Math.abs((a & 7) - (b & 7)) <= 1 && Math.abs((a >> 3) - (b >> 3)) <= 1;
}

function makeKingPairs(): KingPairs {
  const map = new Uint32Array(4096).fill(NO_KING_PAIR);
  const cells: number[] = [];
  const mirrored: number[] = [];
  for (let pair = 0; pair < 4096; pair++) {
    const white = pair >> 6;
    const black = pair & 63;
    if (map[pair] !== NO_KING_PAIR || touching(white, black)) continue;
    const head = cells.length / 2;
    let fixed = 0;
    for (let g = SYMMETRIES - 1; g >= 0; g--) {
      // the inverse of g maps the image back to the pair's cells
      const image = (TURNS[g * 64 + white] << 6) | TURNS[g * 64 + black];
      map[image] = head | (inverse(g) << 16);
      if (image === pair) fixed++;
    }
    map[pair] = head;
    cells.push(white, black);
    mirrored.push(fixed > 1 ? 1 : 0);
  }
  const count = cells.length / 2;
  const moves = [0, 1].map((side) => {
    const starts = new Uint32Array(count + 1);
    const list: number[] = [];
    for (let head = 0; head < count; head++) {
      starts[head] = count + 1 + list.length;
      const from = cells[2 * head + side];
      for (let to = 0; to < 64; to++) {
        if (to === from || !touching(from, to)) continue;
        const white = side === 0 ? to : cells[2 * head];
        const black = side === 1 ? to : cells[2 * head + 1];
        if (map[(white << 6) | black] !== NO_KING_PAIR) list.push(map[(white << 6) | black]);
      }
    }
    starts[count] = count + 1 + list.length;
    return Uint32Array.from([...starts, ...list]);
  });
  return {
    count,
    cells: Uint8Array.from(cells),
    map,
    mirrored: Uint8Array.from(mirrored),
    moves: moves as [Uint32Array, Uint32Array],
  };
}

function inverse(g: number): number {
  return (g & 4) === 0 ? g : 4 | ((g & 1) << 1) | ((g >> 1) & 1);
}

/** The king pairs of the 8x8 board. */
export const KING_PAIRS: KingPairs = makeKingPairs();
