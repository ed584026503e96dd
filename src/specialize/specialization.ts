import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { isLegal } from '../game/rules.ts';
import { Exploration, type Slice } from './exploration.ts';
import { Materials } from './material.ts';
import { Space } from './space.ts';
import type { Symmetry } from './symmetry.ts';

/** More placements than any group of symmetries reduces below 2^31 indices. */
const LARGEST = 2 ** 36;

/**
 * From rules to index spaces. For each requested material it derives, lazily:
 *
 *   slice   the materials that reversible moves connect (nearly always one), see exploration.ts. Generation learns a
 *           move that no sample showed
 *   below   the slices that exits of a slice lead to
 *   space   its index space, up to the symmetries that hold for the slice and for everything below it
 *   table   where its values are stored
 *
 * `specialize(game)` returns it.
 */
export class Specialization {
  /** The game. */
  readonly game: Game;
  /** @internal */
  readonly materials: Materials;
  /** Signatures of positions that no slice holds. */
  readonly #tooLarge = new Set<number>();
  /** By any signature, canonical or not. */
  readonly #slices = new Map<number, Slice>();
  readonly #exploration: Exploration;
  /** Signatures that were explored with everything below them. */
  readonly #explored = new Set<number>();
  readonly #spaces = new Map<Slice, Space>();
  #whole: readonly Slice[] | undefined;

  constructor(game: Game) {
    this.game = game;
    this.materials = new Materials(game.schema);
    this.#exploration = new Exploration(game, this.materials);
  }

  /**
   * Returns the slice of positions with this signature.
   * @throws EndgameError E_TOO_LARGE if there are so many men that no index space could hold the positions
   */
  sliceOf(signature: number): Slice {
    const slice = this.find(signature);
    if (slice !== undefined) return slice;
    const placements = this.materials.placements(signature);
    const men = this.game.schema.content === 'seeds' ? 'seeds' : 'men';
    throw new EndgameError(
      'E_TOO_LARGE',
      `${this.game.id}: too many ${men} (${this.materials.name(signature)} has about ${placements.toPrecision(2)} placements)`,
      `ask for a position with fewer ${men}, or choose a smaller board`,
    );
  }

  /** Returns the slice of positions with this signature; undefined if there are too many men for any. */
  find(signature: number): Slice | undefined {
    const known = this.#slices.get(signature);
    if (known !== undefined) return known;
    if (this.#isTooLarge(signature)) return undefined;
    const canonical = this.#exploration.canonicalOf(signature);
    for (const _ of this.#exploration.explore(canonical));
    const slice = this.#exploration.sliceOf(canonical)!;
    this.#slices.set(signature, slice);
    return slice;
  }

  /**
   * Works out the slice of a signature, everything below it, and all their symmetries, and pauses every few
   * milliseconds. Callers that wait for nothing call `find`, which does what is missing without a pause. What was
   * worked out until a caller stops stays.
   * @internal
   */
  *exploring(signature: number): Generator<void, void, void> {
    if (this.isExplored(signature)) return;
    const canonical = this.#exploration.canonicalOf(signature);
    yield* this.#exploration.explore(canonical);
    yield* this.#exploration.findSymmetries(canonical);
    this.#explored.add(signature);
  }

  /** Returns whether nothing is left for `exploring`: all is worked out, or there are too many men for any slice. */
  isExplored(signature: number): boolean {
    return this.#explored.has(signature) || this.#isTooLarge(signature);
  }

  #isTooLarge(signature: number): boolean {
    if (this.#tooLarge.has(signature)) return true;
    if (this.#slices.has(signature) || this.materials.placements(signature) <= LARGEST) return false;
    this.#tooLarge.add(signature);
    return true;
  }

  /**
   * Returns the slices that exits of `slice` lead to directly, in the order of their names.
   * @throws EndgameError E_TOO_LARGE as `sliceOf`
   */
  below(slice: Slice): Slice[] {
    const found = new Set<Slice>();
    for (const signature of this.#signaturesBelow(slice)) found.add(this.sliceOf(signature));
    found.delete(slice);
    return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Returns whether every slice directly below has an index space; else `below` throws. */
  hasSpacesBelow(slice: Slice): boolean {
    for (const signature of this.#signaturesBelow(slice)) if (this.find(signature) === undefined) return false;
    return true;
  }

  *#signaturesBelow(slice: Slice): Generator<number, void, void> {
    for (const signature of slice.signatures) yield* this.#exploration.below(signature);
  }

  /**
   * Returns `slices` and everything below them, each slice after all slices below it.
   * @throws EndgameError E_TOO_LARGE as `sliceOf`
   */
  closure(slices: readonly Slice[]): Slice[] {
    const done = new Set<Slice>();
    const visit = (slice: Slice): void => {
      if (done.has(slice)) return;
      for (const next of this.below(slice)) visit(next);
      done.add(slice);
    };
    for (const slice of slices) visit(slice);
    return [...done];
  }

  /**
   * Returns the index space of a slice.
   * @throws EndgameError E_TOO_LARGE if it has 2^31 indices or more
   */
  space(slice: Slice): Space {
    const known = this.#spaces.get(slice);
    if (known) return known;
    const symmetries = this.symmetries(slice);
    const space = new Space(this.materials, this.#signaturesOf(slice, symmetries), symmetries);
    this.#spaces.set(slice, space);
    return space;
  }

  /** Returns a number of indices that the slice's space has at least. It costs nothing, while a space takes a while. */
  leastSize(slice: Slice): number {
    let least = 0;
    for (const signature of slice.signatures) least += this.materials.leastPlacements(signature);
    // A space of seeds holds symmetric positions as well.
    return this.game.schema.content === 'seeds' ? least : least / this.#exploration.mostSymmetries;
  }

  /**
   * Returns the signatures of the slice's materials, and those with exchanged sides unless exchanging them is a symmetry of all that
   * follows.
   */
  #signaturesOf(slice: Slice, symmetries: readonly Symmetry[]): Iterable<number> {
    const { materials } = this;
    const signatures = new Set(slice.signatures);
    if (!symmetries.some((s) => s.swap)) {
      for (const signature of slice.signatures) {
        const swapped = materials.swap(signature);
        if (this.#exploration.canonicalOf(swapped) === signature) signatures.add(swapped);
      }
    }
    return signatures;
  }

  /**
   * Records that a move leads from `slice` to positions of `signature`.
   * @throws EndgameError E_RULES if that closes a cycle between slices that were already separate, or breaks a symmetry
   * in use
   */
  learn(slice: Slice, signature: number): void {
    const target = this.sliceOf(signature);
    if (this.closure([target]).includes(slice)) {
      throw new EndgameError(
        'E_RULES',
        `${this.game.id}: slices ${slice.name} and ${target.name} lead to each other, but no sample showed it`,
        'a rarely playable reversible move connects them; let the rules make it visible in more positions',
      );
    }
    const before = [...this.#spaces.keys()].map((known) => ({ known, symmetries: this.symmetries(known).length }));
    this.#exploration.below(slice.signatures[0]).add(target.signatures[0]);
    // The slices below determine the symmetries and the slices of a table. The slice itself is solved again, but an
    // index space in use must not change.
    this.#whole = undefined;
    for (const { known, symmetries } of before) {
      if (this.symmetries(known).length === symmetries) continue;
      if (known !== slice) {
        throw new EndgameError(
          'E_RULES',
          `${this.game.id}: a rare move from ${slice.name} to ${target.name} breaks the symmetry of ${known.name}`,
          'let the rules make that move visible in more positions',
        );
      }
      this.#spaces.delete(slice);
    }
  }

  /** Returns the name of the table that stores the slice. */
  tableOf(slice: Slice): string {
    return this.game.tables === 'one' ? 'all' : slice.name;
  }

  /**
   * Returns the slices of a table, each after those below it.
   * @throws EndgameError E_TABLE_UNKNOWN
   */
  slicesOf(table: string): readonly Slice[] {
    if (this.game.tables !== 'one') return [this.sliceOf(this.materials.parse(table, this.game.id))];
    if (table !== 'all') {
      throw new EndgameError('E_TABLE_UNKNOWN', `${this.game.id} has no table "${table}"`, 'its only table is "all"');
    }
    this.#whole ??= this.closure([this.#initialSlice()]);
    return this.#whole;
  }

  /** Returns the number of men of a table's positions; undefined if the game has no such table, or one for all its men. */
  menIn(table: string): number | undefined {
    if (this.game.tables === 'one') return undefined;
    try {
      return this.materials.men(this.materials.parse(table, this.game.id));
    } catch (error) {
      if (error instanceof EndgameError && error.code === 'E_TABLE_UNKNOWN') return undefined;
      throw error;
    }
  }

  /** Returns the tables to generate if none is named. */
  defaultTables(): string[] {
    const { endgames, tables } = this.game;
    if (tables === 'one') return ['all'];
    return [...new Set((endgames ?? [this.#initialSlice().name]).map((name) => this.slicesOf(name)[0].name))];
  }

  /**
   * Returns the names of all tables that have `least` to `most` men (without reserves), smaller ones first. Tables
   * whose every position is over (a side without men, in many games) are left out.
   */
  tablesWithMen(least: number, most: number): string[] {
    if (this.game.tables === 'one') return ['all'];
    const signatures = this.materials
      .withMen(least, most)
      .sort((a, b) => this.materials.men(a) - this.materials.men(b));
    const slices = new Set(signatures.map((signature) => this.sliceOf(signature)));
    return [...slices].filter((slice) => this.#goesOn(slice)).map((slice) => slice.name);
  }

  /** Returns whether a slice has a position that is not over. It tries every index if no sample was one. */
  #goesOn(slice: Slice): boolean {
    if (slice.signatures.some((signature) => this.#exploration.goesOn(signature))) return true;
    const { game } = this;
    const space = this.space(slice);
    const p = new Position(game.schema);
    for (let index = 0; index < space.size; index++) {
      if (space.unrank(index, p) && isLegal(game, p) && game.ended(p) === undefined) return true;
    }
    return false;
  }

  #initialSlice(): Slice {
    const p = new Position(this.game.schema);
    this.game.parse(p, this.game.initial);
    return this.sliceOf(p.signature);
  }

  /**
   * Returns the symmetries of everything from `slice` down, the identity first: they must hold for the whole game, not
   * for one move.
   * @internal
   */
  symmetries(slice: Slice): readonly Symmetry[] {
    let symmetries = [...this.#exploration.symmetries(slice.signatures[0])];
    for (const lower of this.closure([slice])) {
      for (const signature of lower.signatures) {
        const held = new Set(this.#exploration.symmetries(signature));
        symmetries = symmetries.filter((s) => held.has(s));
      }
    }
    return symmetries;
  }
}

const known = new WeakMap<Game, Specialization>();

/** Returns the specialization of a game. All callers share it, since nothing in it depends on them. */
export function specialize(game: Game): Specialization {
  const found = known.get(game) ?? new Specialization(game);
  known.set(game, found);
  return found;
}
