import type { Position } from '../game/position.ts';
import { KING_PAIRS, TURNS } from './king-pairs.ts';
import type { Side } from '../game/schema.ts';
import { type Man, PAWN_KIND, type Problems, type Resolved } from './problem.ts';

/** Most cached placements of pawns of one material. */
const MOST_REMEMBERED = 20_000;
/** More placements than this have no number of their own: they are those of nine pawns and more. */
const MOST_NUMBERED = 64 ** 8 * 2;

/** Finds the problem that holds a position, and the position's index in it. */
export class Locator {
  readonly #problems: Problems;
  /** By signature and cells of the pawns: searches ask for the same ones repeatedly. */
  readonly #known = new Map<number, Map<number, Resolved>>();
  /** Cells of the men but pawns of the last located position. */
  readonly #cells = new Uint8Array(64);

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /**
   * Returns the problem that holds a position, whatever its mark. Until the next call, `indexIn` returns the position's
   * index.
   */
  locate(p: Position): Resolved {
    const kinds = p.schema.kinds.length;
    const cells = this.#cells;
    let placement = 1;
    let n = 0;
    for (let code = 1; code <= 2 * kinds; code++) {
      const isPawn = (code - 1) % kinds === PAWN_KIND;
      const at = code * p.stride;
      for (let i = 0; i < p.counts[code]; i++) {
        if (isPawn) placement = placement * 64 + p.lists[at + i];
        else cells[n++] = p.lists[at + i];
      }
    }
    if (placement >= MOST_NUMBERED) return this.#resolve(p);
    let placements = this.#known.get(p.signature);
    if (placements === undefined) this.#known.set(p.signature, (placements = new Map()));
    const known = placements.get(placement);
    if (known !== undefined) return known;
    const resolved = this.#resolve(p);
    if (placements.size >= MOST_REMEMBERED) placements.clear();
    placements.set(placement, resolved);
    return resolved;
  }

  #resolve(p: Position): Resolved {
    const { men, pawns } = menOf(p);
    return this.#problems.resolve(men, pawns);
  }

  /** Returns the index of the last located position in its problem. */
  indexIn({ problem, flip, digits, kings }: Resolved): number {
    const cells = this.#cells;
    let g = 0;
    let index = 0;
    if (problem.hasKingPair) {
      const entry = KING_PAIRS.map[((cells[kings[0]] ^ flip) << 6) | (cells[kings[1]] ^ flip)];
      index = entry & 0xffff;
      g = entry >> 16;
    }
    for (let i = 0; i < digits.length; i++) index = index * 64 + TURNS[g * 64 + (cells[digits[i]] ^ flip)];
    return index;
  }

  /** Returns the problem's side to move. */
  turnIn({ swap }: Resolved, turn: Side): Side {
    return (swap ? 1 - turn : turn) as Side;
  }
}

/** Returns the men of a position as problems see them, in the order of their codes. */
function menOf(p: Position): { men: Man[]; pawns: [number[], number[]] } {
  const kinds = p.schema.kinds.length;
  const men: Man[] = [];
  const pawns: [number[], number[]] = [[], []];
  for (const side of [0, 1] as const) {
    for (let kind = 0; kind < kinds; kind++) {
      const code = 1 + side * kinds + kind;
      for (let i = 0; i < p.counts[code]; i++) {
        if (kind === PAWN_KIND) pawns[side].push(p.lists[code * p.stride + i]);
        else men.push({ kind, side });
      }
    }
  }
  return { men, pawns };
}
