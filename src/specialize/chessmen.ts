import type { Chessman, Game } from '../game/contract.ts';
import { codeOf, type Side } from '../game/schema.ts';
import type { Materials } from './material.ts';
import type { Symmetry } from './symmetry.ts';

const SIDE = 8;
const PROMOTIONS: ReadonlySet<Chessman> = new Set(['queen', 'rook', 'bishop', 'knight']);

/** Returns whether the game's materials can be read so: its chessmen stand on the usual board. */
export function hasChessmen(game: Game): game is Game & { readonly chessmen: readonly Chessman[] } {
  return game.chessmen !== undefined && game.schema.board.cells === SIDE * SIDE;
}

/**
 * What follows a material of chessmen, and its symmetries. A game that names its chessmen promises that they move,
 * capture and promote as in chess, so nothing need be sampled: with pawns that takes a hundred times as long.
 */
export class Chessmen {
  readonly #materials: Materials;
  readonly #men: readonly Chessman[];
  readonly #candidates: readonly Symmetry[];

  /** @param candidates the symmetries of the board, without and with exchange of the sides */
  constructor(materials: Materials, men: readonly Chessman[], candidates: readonly Symmetry[]) {
    this.#materials = materials;
    this.#men = men;
    this.#candidates = candidates;
  }

  /** Returns the symmetries of a material: pawns know up and down, other men know no direction. */
  symmetries(signature: number): Symmetry[] {
    const { board } = this.#materials.of(signature);
    const pawn = this.#men.indexOf('pawn');
    const { schema } = this.#materials;
    if (([0, 1] as const).every((side) => board[codeOf(schema, pawn, side)] === 0)) return [...this.#candidates];
    const rank = (cell: number): number => Math.floor(cell / SIDE);
    return this.#candidates.filter(({ image, swap }) =>
      image.every((to, cell) => rank(to) === (swap ? SIDE - 1 - rank(cell) : rank(cell))),
    );
  }

  /** Returns the signatures of the materials that captures and promotions lead to. */
  below(signature: number): Set<number> {
    const found = new Set<number>();
    const { board, reserve } = this.#materials.of(signature);
    const left = board.slice();
    const add = (): unknown => found.add(this.#materials.signatureOf(left, reserve));
    for (const side of [0, 1] as const) {
      for (const taken of this.#men.keys()) {
        const enemy = codeOf(this.#materials.schema, taken, (1 - side) as Side);
        if (this.#men[taken] === 'king' || board[enemy] === 0) continue;
        left[enemy]--;
        add();
        // No pawn stands where others promote.
        if (this.#men[taken] !== 'pawn') this.#promote(left, side, add);
        left[enemy]++;
      }
      this.#promote(left, side, add);
    }
    return found;
  }

  /** Visits what promotions of a side lead to. */
  #promote(left: Uint8Array, side: Side, visit: () => void): void {
    const { schema } = this.#materials;
    const pawn = codeOf(schema, this.#men.indexOf('pawn'), side);
    if (left[pawn] === 0) return;
    left[pawn]--;
    for (const [kind, man] of this.#men.entries()) {
      const code = codeOf(schema, kind, side);
      if (!PROMOTIONS.has(man) || left[code] === schema.kinds[kind].max) continue;
      left[code]++;
      visit();
      left[code]--;
    }
    left[pawn]++;
  }
}
