import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';
import type { Specialization } from '../../specialize/index.ts';
import type { Coder } from '../../table/coder.ts';
import type { Answerer } from './answerer.ts';
import { Closures } from './closure.ts';
import { Lookup } from './lookup.ts';

/** Answers from the tables of a plan, and by closures in the other slices, without an engine. */
export class Searching implements Answerer {
  readonly #specialization: Specialization;
  readonly #lookup: Lookup;
  readonly #closures: Closures;

  constructor(specialization: Specialization, bytes: Uint8Array, coders: readonly Coder[], most: number) {
    this.#specialization = specialization;
    this.#lookup = new Lookup(specialization, bytes, coders);
    this.#closures = new Closures(specialization.game, most, (p) => this.#stored(p));
  }

  get work(): number {
    return this.#closures.work;
  }

  value(p: Position): Value {
    return this.#specialization.game.ended(p) ?? this.#stored(p) ?? this.#closures.value(p);
  }

  #stored(p: Position): Value | undefined {
    return this.#lookup.holds(this.#specialization.sliceOf(p.signature)) ? this.#lookup.value(p) : undefined;
  }
}
