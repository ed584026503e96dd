import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';
import type { Known } from '../../search/question.ts';
import type { Specialization } from '../../specialize/index.ts';
import type { Coder } from '../../table/coder.ts';
import type { Answerer } from './answerer.ts';
import type { Closures } from './closure.ts';
import type { LineAnswers } from './line-answers.ts';
import { Lookup } from './lookup.ts';

/** Answers from the tables of a plan, and by a search in the other slices, without an engine. */
export class Searching implements Answerer {
  readonly #specialization: Specialization;
  readonly #lookup: Lookup;
  readonly #search: Closures | LineAnswers;

  /** @param search returns what answers positions without a table, given what tables know */
  constructor(
    specialization: Specialization,
    bytes: Uint8Array,
    coders: readonly Coder[],
    search: (known: Known) => Closures | LineAnswers,
  ) {
    this.#specialization = specialization;
    this.#lookup = new Lookup(specialization, bytes, coders);
    this.#search = search((p) => this.#stored(p));
  }

  get work(): number {
    return this.#search.work;
  }

  value(p: Position): Value {
    return this.#specialization.game.ended(p) ?? this.#stored(p) ?? this.#search.value(p);
  }

  #stored(p: Position): Value | undefined {
    return this.#lookup.holds(this.#specialization.sliceOf(p.signature)) ? this.#lookup.value(p) : undefined;
  }
}
