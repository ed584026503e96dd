import { EndgameError } from '../game/errors.ts';
import { type Position, type Weights, weightsOf } from '../game/position.ts';
import { codeOf, kindOfCode, type Schema, type Side, sideOfCode } from '../game/schema.ts';
import { fillAtRandom, placesFreely, isPiled, occupancyCount } from './piles.ts';
import type { Random } from './random.ts';

/**
 * Material: the men on the board and in reserve, as counts. Only irreversible moves change it, so it names slices.
 *
 * Names: with several kinds, letters and a "v" (`KQvKR`, with men in reserve `LGE+CvLE`); with one kind, numbers and a
 * dash (`3-3`, with men in reserve `2+1-2+1`); for seeds their number (`12`).
 */
export interface Material {
  /** The material as one number (see game/position.ts). */
  readonly signature: number;
  /** Number of men of each code on the board. */
  readonly board: Uint8Array;
  /** Number of men of each code in reserve. */
  readonly reserve: Uint8Array;
}

/** The share of placements that remain, at least, if a schema keeps men apart (kings on 3 x 3: 16 of 81). */
const SHARE_APART = 1 / 8;
/** More classes than anyone generates at once. */
const MOST_NAMED = 20_000;

/** The materials of a schema: their signatures, names and counts. */
export class Materials {
  readonly schema: Schema;
  readonly #weights: Weights;
  readonly #known = new Map<number, Material>();

  constructor(schema: Schema) {
    this.schema = schema;
    this.#weights = weightsOf(schema);
  }

  /** Returns the material of a signature. */
  of(signature: number): Material {
    const known = this.#known.get(signature);
    if (known) return known;
    const { kinds } = this.schema;
    const board = new Uint8Array(2 * kinds.length + 1);
    const reserve = new Uint8Array(2 * kinds.length + 1);
    let rest = signature;
    for (let code = 1; code < board.length; code++) {
      const kind = kinds[kindOfCode(this.schema, code)];
      board[code] = rest % (kind.max + 1);
      rest = Math.floor(rest / (kind.max + 1));
      const held = kind.reserve ?? 0;
      if (held > 0) {
        reserve[code] = rest % (held + 1);
        rest = Math.floor(rest / (held + 1));
      }
    }
    const material = { signature, board, reserve };
    this.#known.set(signature, material);
    return material;
  }

  /** Returns the signature with the sides exchanged. */
  swap(signature: number): number {
    if (this.schema.content === 'seeds') return signature;
    const { board, reserve } = this.of(signature);
    return this.signatureOf(this.#exchange(board), this.#exchange(reserve));
  }

  /** Returns the signature of counts by code. */
  signatureOf(board: ArrayLike<number>, reserve: ArrayLike<number>): number {
    let signature = 0;
    for (let code = 1; code < this.#weights.board.length; code++) {
      signature += board[code] * this.#weights.board[code] + reserve[code] * this.#weights.reserve[code];
    }
    return signature;
  }

  /** Returns the number of placements with one side to move, symmetric ones included; it is an upper bound of sizes. */
  placements(signature: number): number {
    const { schema } = this;
    if (schema.content === 'seeds') return combinations(signature + schema.board.cells - 1, schema.board.cells - 1);
    const { board } = this.of(signature);
    const apart = this.placementsApart(board);
    return placesFreely(schema) ? Math.min(apart, occupancyCount(schema, board)) : apart;
  }

  /** Returns a number of placements of distinct cells that there are at least. It costs nothing. */
  leastPlacements(signature: number): number {
    const { schema } = this;
    if (schema.content === 'seeds' || isPiled(schema)) return this.placements(signature);
    const { board } = this.of(signature);
    let least = schema.apart === undefined ? 1 : SHARE_APART;
    let men = 0;
    for (let code = 1; code < board.length; code++) {
      // Each cell that is taken takes at most one from those that the men of the next code may stand on.
      const cells = cellsOf(schema, code).length - men;
      if (board[code] > 0) least *= cells < board[code] ? 0 : combinations(cells, board[code]);
      men += board[code];
    }
    return least;
  }

  /** Returns the same number if each code is placed independently of the others, so that men can share a cell. */
  placementsApart(board: Uint8Array): number {
    return board.reduce(
      (product, men, code) => (men === 0 ? product : product * combinations(cellsOf(this.schema, code).length, men)),
      1,
    );
  }

  /**
   * Returns a positive number if `a` is named before `b`: more men first, then more of the strongest kind on side 0.
   */
  compare(a: number, b: number): number {
    const x = this.of(a);
    const y = this.of(b);
    const byMen = this.#menOf(x, 0) - this.#menOf(y, 0);
    if (byMen !== 0) return byMen;
    for (let code = 1; code <= this.schema.kinds.length; code++) {
      const by = x.board[code] - y.board[code] || x.reserve[code] - y.reserve[code];
      if (by !== 0) return by;
    }
    return 0;
  }

  /** Returns the number of men (or seeds) on the board and in reserve. */
  men(signature: number): number {
    if (this.schema.content === 'seeds') return signature;
    const material = this.of(signature);
    return this.#menOf(material, 0) + this.#menOf(material, 1);
  }

  /** Returns the name of the material. */
  name(signature: number): string {
    if (this.schema.content === 'seeds') return String(signature);
    return [0, 1].map((side) => this.#nameSide(this.of(signature), side as Side)).join(this.#lettered ? 'v' : '-');
  }

  /**
   * Returns the signature of a named material.
   * @throws EndgameError E_TABLE_UNKNOWN if `name` names no material of this schema
   */
  parse(name: string, gameId: string): number {
    const fail = (what: string): never => {
      throw new EndgameError(
        'E_TABLE_UNKNOWN',
        `${gameId} has no table "${name}": ${what}`,
        `names look like ${this.#example()}`,
      );
    };
    const { kinds, content, seeds } = this.schema;
    if (content === 'seeds') {
      if (!/^\d+$/.test(name) || Number(name) > (seeds ?? 0)) fail(`not a number of seeds up to ${seeds}`);
      return Number(name);
    }
    const sides = name.split(this.#lettered ? 'v' : '-');
    if (sides.length !== 2) fail(`expected two sides`);
    const board = new Uint8Array(2 * kinds.length + 1);
    const reserve = new Uint8Array(2 * kinds.length + 1);
    sides.forEach((text, side) => {
      const parts = text.split('+');
      if (parts.length > 2) fail(`"${text}" has more than one reserve`);
      parts.forEach((part, place) => {
        const target = place === 0 ? board : reserve;
        const letters = this.#lettered
          ? part.split('')
          : /^\d{1,2}$/.test(part)
            ? Array<string>(Number(part)).fill(kinds[0].letter)
            : fail(`"${part}" is no number`);
        for (const letter of letters) {
          const kind = kinds.findIndex((k) => k.letter === letter);
          if (kind < 0) fail(`unknown letter "${letter}"`);
          target[codeOf(this.schema, kind, side as Side)]++;
        }
      });
      kinds.forEach((kind, k) => {
        const code = codeOf(this.schema, k, side as Side);
        if (board[code] > kind.max || reserve[code] > (kind.reserve ?? 0)) fail(`too many men "${kind.letter}"`);
        if (board[code] < (kind.min ?? 0)) fail(`a side needs at least ${kind.min} "${kind.letter}"`);
      });
    });
    return this.signatureOf(board, reserve);
  }

  /** Returns the signatures of all materials without reserves that have `least` to `most` men. */
  withMen(least: number, most: number): number[] {
    const { kinds, content } = this.schema;
    if (content === 'seeds') return Array.from({ length: most - least + 1 }, (_, i) => least + i);
    const found: number[] = [];
    const board = new Uint8Array(2 * kinds.length + 1);
    const none = new Uint8Array(board.length);
    const extend = (code: number, men: number): void => {
      if (men > most) return;
      if (found.length > MOST_NAMED) return;
      if (code === board.length) {
        if (men >= least) found.push(this.signatureOf(board, none));
        return;
      }
      const kind = kinds[kindOfCode(this.schema, code)];
      for (let n = kind.min ?? 0; n <= kind.max; n++) {
        board[code] = n;
        extend(code + 1, men + n);
      }
      board[code] = 0;
    };
    extend(1, 0);
    return found;
  }

  /**
   * Fills `p` with a random placement of the material, with random side to move and mark. It is not always legal.
   * @returns false if this try left a man without a cell
   */
  sample(p: Position, signature: number, random: Random): boolean {
    const { schema } = this;
    p.clear();
    p.turn = random.below(2) as Side;
    if (schema.content === 'seeds') {
      for (let i = 0; i < signature; i++) {
        const cell = random.below(schema.board.cells);
        p.set(cell, p.cells[cell] + 1);
      }
      p.forget();
      return true;
    }
    const { board, reserve } = this.of(signature);
    if (schema.mover) p.turn = schema.mover(board);
    const piled = isPiled(schema);
    if (
      piled &&
      !fillAtRandom(
        p,
        [...board].flatMap((n, code) => Array<number>(n).fill(code)),
        random,
      )
    )
      return false;
    for (let code = 1; code < board.length; code++) {
      const allowed = cellsOf(schema, code);
      const scattered = piled ? 0 : board[code];
      for (let i = 0; i < scattered; i++) {
        // Few tries on a crowded board, then a choice among the free cells: dense materials need samples too.
        let cell = allowed[random.below(allowed.length)];
        if (p.cells[cell] !== 0) {
          const free = allowed.filter((c) => p.cells[c] === 0);
          if (free.length === 0) return false;
          cell = free[random.below(free.length)];
        }
        p.set(cell, code);
      }
      if (reserve[code] > 0) p.addReserve(code, reserve[code]);
    }
    const code = markedCode(schema, p.turn);
    if (code !== undefined && p.counts[code] > 0 && random.below(2) === 0) {
      p.mark = p.lists[code * p.stride + random.below(p.counts[code])]!;
    }
    p.forget();
    return true;
  }

  get #lettered(): boolean {
    return this.schema.kinds.length > 1;
  }

  #example(): string {
    if (this.schema.content === 'seeds') return '12';
    const least = this.withMen(1, 4);
    const sample = least.at(-1);
    return sample === undefined ? 'none' : this.name(sample);
  }

  #menOf(material: Material, side: Side): number {
    let men = 0;
    for (let code = 1; code < material.board.length; code++) {
      if (sideOfCode(this.schema, code) === side) men += material.board[code] + material.reserve[code];
    }
    return men;
  }

  #nameSide({ board, reserve }: Material, side: Side): string {
    const write = (counts: Uint8Array): string =>
      this.#lettered
        ? this.schema.kinds.map((kind, k) => kind.letter.repeat(counts[codeOf(this.schema, k, side)])).join('')
        : String(counts[codeOf(this.schema, 0, side)]);
    const held = this.schema.kinds.some((_, k) => reserve[codeOf(this.schema, k, side)] > 0);
    return held ? `${write(board)}+${write(reserve)}` : write(board);
  }

  #exchange(counts: Uint8Array): Uint8Array {
    const n = this.schema.kinds.length;
    const swapped = new Uint8Array(counts.length);
    for (let code = 1; code < counts.length; code++) swapped[code <= n ? code + n : code - n] = counts[code]!;
    return swapped;
  }
}

function combinations(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
  return product;
}

const allowedCells = new WeakMap<Schema, number[][]>();

/**
 * Returns the cells on which a man of `code` may stand, ascending. They are cached, since sampling asks for them often.
 */
export function cellsOf(schema: Schema, code: number): readonly number[] {
  let known = allowedCells.get(schema);
  if (!known) {
    known = [];
    allowedCells.set(schema, known);
  }
  known[code] ??= findCells(schema, code);
  return known[code];
}

function findCells(schema: Schema, code: number): number[] {
  const allowed = schema.kinds[kindOfCode(schema, code)].cells;
  const cells = Array.from({ length: schema.board.cells }, (_, cell) => cell);
  return allowed ? cells.filter((cell) => allowed(cell, sideOfCode(schema, code))) : cells;
}

/** Returns the code of the men that can be marked with `turn` to move; undefined if the schema has no mark. */
export function markedCode(schema: Schema, turn: Side): number | undefined {
  if (!schema.mark) return undefined;
  return codeOf(
    schema,
    schema.kinds.findIndex((k) => k.letter === schema.mark!.on),
    (1 - turn) as Side,
  );
}

/**
 * Returns the number of mark states in positions of `material` with `turn` to move: none, or one of the men that can be
 * marked.
 */
export function markStates(schema: Schema, material: Material, turn: Side): number {
  const on = markedCode(schema, turn);
  if (on === undefined) return 1;
  const against = codeOf(
    schema,
    schema.kinds.findIndex((k) => k.letter === schema.mark!.against),
    turn,
  );
  return material.board[against] > 0 ? 1 + material.board[on] : 1;
}
