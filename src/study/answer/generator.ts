import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';
import type { EngineId } from '../../engines/index.ts';
import { SliceValues } from '../../values/slices.ts';
import type { Specialization } from '../../specialize/index.ts';
import type { Answerer } from './answerer.ts';

/** Bytes of memory for values, more than any slice of the study takes. */
export const MEMORY = 4_000_000_000;

/** Answers without tables: it computes the slice of the position and all slices below it on the first question. */
export class Generator implements Answerer {
  work = 0;
  readonly #specialization: Specialization;
  readonly #slices: SliceValues;

  constructor(specialization: Specialization, engine: EngineId | undefined) {
    this.#specialization = specialization;
    this.#slices = new SliceValues(specialization, { memory: MEMORY, engine });
  }

  value(p: Position): Value | Promise<Value> {
    return this.#specialization.game.ended(p) ?? this.#slices.probe(p) ?? this.#compute(p);
  }

  async #compute(p: Position): Promise<Value> {
    const { value } = await this.#slices.value(p, {
      onSolved: (_, { positions }) => {
        this.work += positions;
      },
    });
    return value;
  }
}
