import { isLegal } from '../../game/rules.ts';
import type { Game } from '../../game/contract.ts';
import type { Position } from '../../game/position.ts';
import { negate, type Value } from '../../game/value.ts';
import { PlainValues, type Values } from '../../game/values.ts';
import type { Slice, Space, Specialization } from '../../specialize/index.ts';
import type { Coder } from '../../table/coder.ts';
import type { Answerer } from './answerer.ts';
import { type Shelf, Shelves } from './shelves.ts';

const CHUNK = 1 << 14;

interface Place {
  readonly space: Space;
  readonly shelf: Shelf;
}

/**
 * Answers from tables alone: it reads the cell of the position. If the slice depends on exits, it returns the better of
 * the cell and the best exit.
 */
export class Lookup implements Answerer {
  readonly work = 0;
  readonly #specialization: Specialization;
  readonly #game: Game;
  readonly #shelves: Shelves;
  readonly #places = new Map<number, Place>();
  /** Buffers for moves, one for each depth of the recursion. */
  readonly #moves: Int32Array[] = [];
  #depth = 0;

  constructor(specialization: Specialization, bytes: Uint8Array, coders: readonly Coder[]) {
    this.#specialization = specialization;
    this.#game = specialization.game;
    this.#shelves = new Shelves(specialization, bytes, coders);
  }

  /** Returns whether a table holds the slice. */
  holds(slice: Slice): boolean {
    return this.#shelves.holds(slice);
  }

  value(p: Position): Value {
    const ended = this.#game.ended(p);
    if (ended !== undefined) return ended;
    const { space, shelf } = this.#places.get(p.signature) ?? this.#find(p.signature);
    const stored = shelf.palette[shelf.reader.at(space.rank(p))] as Value;
    return shelf.exits === 0 ? stored : this.#withExits(p, space, shelf.exits, stored);
  }

  /**
   * Returns all cells of a slice, or undefined without its table. They are values only if it does not depend on exits.
   */
  values(slice: Slice): Values | undefined {
    const shelf = this.#shelves.shelf(slice);
    if (shelf === undefined) return undefined;
    const { palette, reader } = shelf;
    const { size } = this.#specialization.space(slice);
    const values = new Int16Array(size);
    const codes = palette.length <= 256 ? new Uint8Array(CHUNK) : new Uint16Array(CHUNK);
    for (let from = 0; from < size; from += CHUNK) {
      const chunk = codes.subarray(0, Math.min(CHUNK, size - from));
      reader.read(from, chunk);
      for (let i = 0; i < chunk.length; i++) values[from + i] = palette[chunk[i]];
    }
    return new PlainValues(values);
  }

  /** Returns whether the cells of a slice depend on exits. */
  countsExits(slice: Slice): boolean {
    return (this.#shelves.shelf(slice)?.exits ?? 0) > 0;
  }

  #withExits(p: Position, space: Space, exits: number, stored: Value): Value {
    const game = this.#game;
    const moves = (this.#moves[this.#depth++] ??= new Int32Array(game.maxMoves));
    const { signature, time } = p;
    const shifts = exits === 2 || game.shift === undefined;
    const n = game.moves(p, moves);
    let best = stored;
    for (let m = 0; m < n; m++) {
      if (!shifts && game.shift!(moves[m]) >= 0) continue;
      game.play(p, moves[m]);
      const outside = p.signature !== signature && !space.holds(p.signature);
      const playable = (outside || shifts) && isLegal(game, p);
      if (playable && (outside || game.ended(p) !== undefined)) {
        const worth = negate(game.domain.further(this.value(p)));
        if (worth > best) best = worth;
      }
      p.rewind(time);
    }
    this.#depth--;
    return best;
  }

  #find(signature: number): Place {
    const slice = this.#specialization.sliceOf(signature);
    const shelf = this.#shelves.shelf(slice);
    if (shelf === undefined) throw new Error(`no table of ${slice.name}`);
    const place = { space: this.#specialization.space(slice), shelf };
    this.#places.set(signature, place);
    return place;
  }
}
