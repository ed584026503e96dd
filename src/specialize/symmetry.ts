import { forEachSuccessor, isLegal, stuckValue } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { EMPTY, NONE, type Schema, type Side } from '../game/schema.ts';
import { UNKNOWN } from '../game/value.ts';
import { automorphisms } from './automorphisms.ts';
import { cellsOf, type Materials } from './material.ts';
import { keepsPiles } from './piles.ts';
import { Random } from './random.ts';

/**
 * A symmetry of the rules: a permutation of the cells, with or without exchanging the sides, that commutes with the
 * move generator. Candidates are the automorphisms of the board. Each is tested on positions of the material in
 * question and dropped at the first position where it changes legality, the end of the game or the set of successors.
 */
export interface Symmetry {
  /** The cell that the content of each cell goes to. */
  readonly image: Uint8Array;
  /** Whether the sides are exchanged too. */
  readonly swap: boolean;
}

/** Legal positions on which a candidate must hold. */
const SAMPLES = 64;
const TRIES = 4_000;
/** Fewer legal positions than this among all tries are no evidence, unless the material has no more placements. */
const ENOUGH = 8;

/** Sets `to` to the image of `from`. */
export function applySymmetry(symmetry: Symmetry, from: Position, to: Position): void {
  const { schema } = from;
  const n = schema.kinds.length;
  const other = (code: number): number => (code === EMPTY ? EMPTY : code <= n ? code + n : code - n);
  const swapCodes = symmetry.swap && schema.content === 'pieces';
  to.clear();
  for (let cell = 0; cell < from.cells.length; cell++) {
    const content = from.cells[cell];
    if (content !== EMPTY) to.set(symmetry.image[cell], swapCodes ? other(content) : content);
  }
  for (let code = 1; code <= 2 * n; code++) {
    if (from.reserve[code] > 0) to.addReserve(symmetry.swap ? other(code) : code, from.reserve[code]);
  }
  to.turn = (symmetry.swap ? 1 - from.turn : from.turn) as Side;
  to.mark = from.mark === NONE ? NONE : symmetry.image[from.mark];
  to.flags = from.flags;
  to.forget();
}

/** Returns every permutation of the board that keeps its piles, without and with exchange of the sides. */
export function candidates(schema: Schema): Symmetry[] {
  const images = automorphisms(schema.board).filter((image) => keepsPiles(schema, image));
  return [false, true].flatMap((swap) => images.map((image) => ({ image, swap })));
}

/**
 * Returns the candidates that hold on all sampled positions of `signature`, in their order. Symmetries that hold one
 * after the other hold together, so only generators of the group are tested.
 */
export function symmetriesOf(
  game: Game,
  materials: Materials,
  signature: number,
  from: readonly Symmetry[],
): Symmetry[] {
  const samples = new Samples(game, materials, signature);
  // Without positions to test, a candidate is a guess: only the identity is certain.
  if (samples.legal < ENOUGH) return from.slice(0, 1);
  const fitting = from.filter((s) => keepsCells(materials, signature, s));
  const keeping: Symmetry[] = [];
  let group: ReadonlySet<string> = new Set([keyOf(from[0])]);
  for (const s of fitting) {
    if (s.swap || (!group.has(keyOf(s)) && !samples.keptBy(s))) continue;
    keeping.push(s);
    if (!group.has(keyOf(s))) group = generated(keeping);
  }
  // All exchanges that hold are one of them after those that keep the sides.
  const exchange = fitting.find((s) => s.swap && samples.keptBy(s));
  if (exchange === undefined) return keeping;
  const exchanging = new Set(keeping.map((s) => keyOf(after(exchange, s))));
  return [...keeping, ...fitting.filter((s) => s.swap && exchanging.has(keyOf(s)))];
}

/** Returns the symmetry that does `first`, then `second`. */
function after(second: Symmetry, first: Symmetry): Symmetry {
  return { image: first.image.map((to) => second.image[to]), swap: first.swap !== second.swap };
}

function keyOf({ image, swap }: Symmetry): string {
  return `${image.join()} ${swap}`;
}

/** Returns the keys of the group that some symmetries generate. */
function generated(generators: readonly Symmetry[]): Set<string> {
  const group = new Map(generators.map((s) => [keyOf(s), s]));
  for (const s of group.values()) {
    for (const generator of generators) {
      const product = after(generator, s);
      if (!group.has(keyOf(product))) group.set(keyOf(product), product);
    }
  }
  return new Set(group.keys());
}

/** Sampled positions of one material, on which candidates are tested. */
class Samples {
  /** Number of legal positions among them. */
  readonly legal: number;
  readonly #game: Game;
  readonly #p: Position;
  readonly #image: Position;
  readonly #moves: Int32Array;
  /** The positions as `save` writes them, one after the other. */
  readonly #bytes: Uint8Array;
  readonly #isLegal: boolean[] = [];

  constructor(game: Game, materials: Materials, signature: number) {
    const p = new Position(game.schema);
    const random = new Random(signature + 1);
    const bytes: Uint8Array[] = [];
    let samples = 0;
    for (let tries = 0; tries < TRIES && samples < SAMPLES; tries++) {
      if (!materials.sample(p, signature, random)) continue;
      const legal = isLegal(game, p);
      // Legality must be symmetric too, but a few illegal positions tell enough.
      if (!legal && tries % 16 !== 0) continue;
      if (legal) samples++;
      const saved = new Uint8Array(p.stateBytes);
      p.save(saved, 0);
      bytes.push(saved);
      this.#isLegal.push(legal);
    }
    this.legal = samples;
    this.#bytes = new Uint8Array(bytes.length * p.stateBytes);
    bytes.forEach((saved, i) => this.#bytes.set(saved, i * p.stateBytes));
    this.#game = game;
    this.#p = p;
    this.#image = new Position(game.schema);
    this.#moves = new Int32Array(game.maxMoves);
  }

  /** Returns whether the symmetry changes neither legality nor the end of the game nor the successors of any sample. */
  keptBy(s: Symmetry): boolean {
    const game = this.#game;
    const p = this.#p;
    const image = this.#image;
    return this.#isLegal.every((legal, i) => {
      p.restore(this.#bytes, i * p.stateBytes);
      applySymmetry(s, p, image);
      if (isLegal(game, image) !== legal) return false;
      return !legal || successors(game, p, this.#moves, s) === successors(game, image, this.#moves, undefined);
    });
  }
}

/** Returns whether the symmetry maps the cells on which each man of the material may stand to those of its image. */
function keepsCells(materials: Materials, signature: number, { image, swap }: Symmetry): boolean {
  const { schema } = materials;
  if (schema.content === 'seeds') return true;
  const n = schema.kinds.length;
  return materials.of(signature).board.every((men, code) => {
    if (men === 0) return true;
    const target = cellsOf(schema, !swap ? code : code <= n ? code + n : code - n);
    const cells = cellsOf(schema, code);
    return cells.length === target.length && cells.every((cell) => target.includes(image[cell]));
  });
}

/**
 * Returns a fingerprint of the successors of `p`, each seen through `s` if it is given: the sum of hashes, which does not depend on
 * the order of the moves.
 */
function successors(game: Game, p: Position, moves: Int32Array, s: Symmetry | undefined): number {
  const ended = game.ended(p);
  if (ended !== undefined) return ended;
  let sum = 0;
  const playable = forEachSuccessor(game, p, moves, (_, points) => {
    // Ended positions belong to no slice of their own, so their values are compared here, as are the points of a move.
    sum += hash(p, s) + (mix((game.ended(p) ?? UNKNOWN) + 1_000_003) >>> 0) + (mix(points) >>> 0);
  });
  if (playable === 0) return stuckValue(game, p);
  return playable * 2 ** 40 + sum;
}

/** Returns a 32-bit hash of the image of `p` under `s`, or of `p` itself. */
function hash(p: Position, s: Symmetry | undefined): number {
  const { cells, counts, lists, stride, reserve } = p;
  const codes = counts.length;
  const n = (codes - 1) / 2;
  const swap = s?.swap === true;
  const image = s?.image;
  const at = (cell: number): number => (image === undefined ? cell : image[cell]);
  let sum = mix(1_000_003 * (swap ? 1 - p.turn : p.turn) + (p.mark === NONE ? 512 : at(p.mark)));
  if (p.schema.content === 'seeds') {
    for (let cell = 0; cell < cells.length; cell++)
      if (cells[cell] !== EMPTY) sum = (sum + mix((cells[cell] << 10) + at(cell))) | 0;
    return mix(sum) >>> 0;
  }
  for (let code = 1; code < codes; code++) {
    const other = !swap ? code : code <= n ? code + n : code - n;
    for (let i = code * stride, end = i + counts[code]; i < end; i++) {
      sum = (sum + mix((other << 10) + at(lists[i]))) | 0;
    }
    if (reserve[code] > 0) sum = (sum + mix((other << 20) + reserve[code])) | 0;
  }
  return mix(sum) >>> 0;
}

/** The finaliser of MurmurHash3 (A. Appleby), a bijection that mixes all bits. */
function mix(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
