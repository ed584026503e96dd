import type { Game } from '../game/contract.ts';
import { exploredOf } from '../game/explored.ts';
import { Position } from '../game/position.ts';
import { forEachSuccessor, isLegal } from '../game/rules.ts';
import { Chessmen, hasChessmen } from './chessmen.ts';
import type { Materials } from './material.ts';
import { Random } from './random.ts';
import { candidates, type Symmetry, symmetriesOf } from './symmetry.ts';

/** Legal positions whose moves are played to find the materials below a material. */
const SAMPLES = 300;
const TRIES = 8_000;

/** A slice: positions that are closed under reversible moves. */
export interface Slice {
  /** Name of its first material, such as `KQvKR`. */
  readonly name: string;
  /** Canonical signatures of its materials. */
  readonly signatures: readonly number[];
}

interface Node {
  /** Canonical signatures that moves lead to. */
  readonly below: Set<number>;
  /** Whether some position is known that is not over. */
  readonly goesOn: boolean;
  slice: Slice | undefined;
}

/**
 * What can follow a material, learnt by playing the moves of sampled positions: materials that lead to each other are
 * one slice (R. Tarjan, "Depth-first search and linear graph algorithms", 1972). Whatever was sampled is cached, so an
 * exploration that was stopped costs next to nothing when it starts again. Games of the toolkit bring with them what
 * samples show of their default tables (game/explored.ts).
 */
export class Exploration {
  readonly #game: Game;
  readonly #materials: Materials;
  readonly #candidates: readonly Symmetry[];
  /** What is known of chessmen without sampling; undefined in other games. */
  readonly #chessmen: Chessmen | undefined;
  readonly #nodes = new Map<number, Node>();
  readonly #symmetries = new Map<number, readonly Symmetry[]>();
  readonly #canonical = new Map<number, number>();

  constructor(game: Game, materials: Materials) {
    this.#game = game;
    this.#materials = materials;
    this.#candidates = candidates(game.schema);
    if (hasChessmen(game)) this.#chessmen = new Chessmen(materials, game.chessmen, this.#candidates);
    for (const [held, ...found] of exploredOf(game)) {
      const symmetries = held.map((i) => this.#candidates[i]);
      for (const [signature, ...below] of found) {
        this.#symmetries.set(signature, symmetries);
        this.#nodes.set(signature, { below: new Set(below), goesOn: below.length > 0, slice: undefined });
      }
    }
  }

  /** Most symmetries that keep the sides. */
  get mostSymmetries(): number {
    return this.#candidates.length / 2;
  }

  /**
   * Returns the signature itself or with sides exchanged, whichever is named first, if exchanging them is a symmetry.
   */
  canonicalOf(signature: number): number {
    const known = this.#canonical.get(signature);
    if (known !== undefined) return known;
    const swapped = this.#materials.swap(signature);
    const first = this.#materials.compare(swapped, signature) > 0 ? swapped : signature;
    const canonical = first === signature || this.symmetries(first).some((s) => s.swap) ? first : signature;
    this.#canonical.set(signature, canonical);
    return canonical;
  }

  /** Returns the symmetries of one material, the identity first. */
  symmetries(signature: number): readonly Symmetry[] {
    const known = this.#symmetries.get(signature);
    if (known) return known;
    const found =
      this.#chessmen?.symmetries(signature) ?? symmetriesOf(this.#game, this.#materials, signature, this.#candidates);
    this.#symmetries.set(signature, found);
    return found;
  }

  /** Returns the slice of a canonical signature; undefined if it was not explored. */
  sliceOf(canonical: number): Slice | undefined {
    return this.#nodes.get(canonical)?.slice;
  }

  /** Canonical signatures that moves from an explored one lead to. */
  below(canonical: number): Set<number> {
    return this.#nodes.get(canonical)!.below;
  }

  /** Returns whether a position of an explored signature is known that is not over. */
  goesOn(canonical: number): boolean {
    return this.#nodes.get(canonical)!.goesOn;
  }

  /** Finds the slices of a canonical signature and of everything below it. It pauses between materials. */
  *explore(root: number): Generator<void, void, void> {
    if (this.sliceOf(root) !== undefined) return;
    const order = new Map<number, number>();
    const low = new Map<number, number>();
    /** Met, and not yet in a slice. */
    const open = new Set<number>();
    const path: { signature: number; next: Iterator<number> }[] = [];
    const enter = (signature: number): void => {
      order.set(signature, order.size);
      low.set(signature, order.get(signature)!);
      open.add(signature);
      path.push({ signature, next: this.#node(signature).below.values() });
    };
    const lower = (signature: number, to: number): void => {
      if (to < low.get(signature)!) low.set(signature, to);
    };
    enter(root);
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { signature } = frame;
      const next = frame.next.next();
      if (!next.done) {
        if (this.sliceOf(next.value) !== undefined) continue;
        if (open.has(next.value)) lower(signature, order.get(next.value)!);
        else {
          yield;
          enter(next.value);
        }
        continue;
      }
      path.pop();
      if (path.length > 0) lower(path.at(-1)!.signature, low.get(signature)!);
      if (low.get(signature) === order.get(signature)) this.#close(open, signature);
    }
  }

  /** Makes one slice of all that was met from `first` on. */
  #close(open: Set<number>, first: number): void {
    const met = [...open];
    const members = met.slice(met.indexOf(first));
    for (const member of members) open.delete(member);
    members.sort((a, b) => this.#materials.compare(b, a) || a - b);
    // Named by its first material: there can be a thousand, and the name must name a table, too.
    const slice = { name: this.#materials.name(members[0]), signatures: members };
    for (const member of members) this.#nodes.get(member)!.slice = slice;
  }

  /** Works out the symmetries of an explored signature and of everything below it. It pauses between materials. */
  *findSymmetries(root: number): Generator<void, void, void> {
    const met = new Set(this.sliceOf(root)!.signatures);
    for (const signature of met) {
      if (!this.#symmetries.has(signature)) {
        this.symmetries(signature);
        yield;
      }
      for (const lower of this.below(signature)) for (const each of this.sliceOf(lower)!.signatures) met.add(each);
    }
  }

  #node(signature: number): Node {
    const known = this.#nodes.get(signature);
    if (known) return known;
    const node = {
      ...(this.#chessmen === undefined ? this.#sampled(signature) : this.#read(signature)),
      slice: undefined,
    };
    node.below.delete(signature);
    this.#nodes.set(signature, node);
    return node;
  }

  #read(signature: number): Omit<Node, 'slice'> {
    const below = new Set(Array.from(this.#chessmen!.below(signature), (lower) => this.canonicalOf(lower)));
    return { below, goesOn: true };
  }

  #sampled(signature: number): Omit<Node, 'slice'> {
    const game = this.#game;
    const below = new Set<number>();
    const p = new Position(game.schema);
    const moves = new Int32Array(game.maxMoves);
    const random = new Random(signature * 2 + 1);
    let samples = 0;
    let last = signature;
    for (let tries = 0; tries < TRIES && samples < SAMPLES; tries++) {
      if (!this.#materials.sample(p, signature, random) || !isLegal(game, p) || game.ended(p) !== undefined) continue;
      samples++;
      forEachSuccessor(game, p, moves, () => {
        if (p.signature === signature || p.signature === last || game.ended(p) !== undefined) return;
        below.add(this.canonicalOf(p.signature));
        last = p.signature;
      });
    }
    return { below, goesOn: samples > 0 };
  }
}
