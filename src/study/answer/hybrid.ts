/** Answers from the tables that a plan keeps; the others are computed when somebody asks, from what is kept. */

import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';
import type { EngineId } from '../../engines/index.ts';
import { SliceValues } from '../../values/slices.ts';
import type { Specialization } from '../../specialize/index.ts';
import type { Coder } from '../../table/coder.ts';
import type { Answerer } from './answerer.ts';
import { Closures } from './closure.ts';
import { MEMORY } from './generator.ts';
import { Lookup } from './lookup.ts';

/** Positions of one closure; beyond that the slice is computed. */
const MOST_LOOKED_INTO = 1_000_000;

export interface HybridParts {
  readonly bytes: Uint8Array;
  readonly coders: readonly Coder[];
  readonly engine?: EngineId | undefined;
  /** Names of the slices whose positions are looked into one by one instead of computing them all. */
  readonly searched: ReadonlySet<string>;
}

export class Hybrid implements Answerer {
  #solved = 0;
  readonly #specialization: Specialization;
  readonly #lookup: Lookup;
  readonly #slices: SliceValues;
  readonly #closures: Closures;
  readonly #searched: ReadonlySet<string>;

  constructor(specialization: Specialization, { bytes, coders, engine, searched }: HybridParts) {
    this.#specialization = specialization;
    this.#lookup = new Lookup(specialization, bytes, coders);
    this.#slices = new SliceValues(specialization, {
      memory: MEMORY,
      engine,
      load: (slice) => this.#lookup.values(slice),
    });
    this.#closures = new Closures(specialization.game, MOST_LOOKED_INTO, (p) => this.#atHand(p));
    this.#searched = searched;
  }

  get work(): number {
    return this.#solved + this.#closures.work;
  }

  value(p: Position): Value | Promise<Value> {
    const known = this.#specialization.game.ended(p) ?? this.#atHand(p) ?? this.#closures.found(p);
    if (known !== undefined) return known;
    const { name } = this.#specialization.sliceOf(p.signature);
    return this.#searched.has(name) ? this.#closures.value(p) : this.#compute(p);
  }

  #atHand(p: Position): Value | undefined {
    const slice = this.#specialization.sliceOf(p.signature);
    return this.#lookup.holds(slice) ? this.#lookup.value(p) : this.#slices.probe(p);
  }

  async #compute(p: Position): Promise<Value> {
    const { value } = await this.#slices.value(p, {
      onSolved: (_, { positions }) => {
        this.#solved += positions;
      },
    });
    return value;
  }
}
