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

/** Most positions of one closure. */
const MOST_LOOKED_INTO = 1_000_000;

/** The parts of a hybrid. */
export interface HybridParts {
  /** The shipped tables (shelves.ts). */
  readonly bytes: Uint8Array;
  /** The coders in the order of the records' numbers. */
  readonly coders: readonly Coder[];
  readonly engine?: EngineId | undefined;
  /** Names of the slices that answer by closures instead of being computed. */
  readonly searched: ReadonlySet<string>;
}

/** Answers from the tables of a plan. It computes the other slices on demand, from these tables. */
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
