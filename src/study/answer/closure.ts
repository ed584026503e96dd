import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';
import { Closure } from '../../search/closure.ts';
import type { Known } from '../../search/question.ts';
import type { Game } from '../../game/contract.ts';
import type { Answerer } from './answerer.ts';

/**
 * Answers without tables, by backward induction over the closure of the position; later questions reuse the closures.
 */
export class Closures implements Answerer {
  work = 0;
  readonly #game: Game;
  readonly #known: Known;
  readonly #most: number;
  readonly #closures: Closure[] = [];

  /** @param most positions that one answer may expand */
  constructor(game: Game, most: number, known: Known = () => undefined) {
    this.#game = game;
    this.#most = most;
    this.#known = known;
  }

  /** Returns the value from an earlier closure, or undefined. */
  found(p: Position): Value | undefined {
    for (const closure of this.#closures) {
      const v = closure.value(p);
      if (v !== undefined) return v;
    }
    return undefined;
  }

  /** @throws RangeError if the closure of the position has too many positions */
  value(p: Position): Value {
    const seen = this.#game.ended(p) ?? this.found(p);
    if (seen !== undefined) return seen;
    const closure = new Closure(p, { game: this.#game, metric: 'dtm', known: this.#known, most: this.#most });
    const steps = closure.run();
    let step = steps.next();
    while (!step.done) step = steps.next();
    this.work += closure.expanded;
    const { lower, upper } = step.value;
    if (lower !== upper) throw new RangeError(`more than ${this.#most} positions`);
    this.#closures.push(closure);
    return lower;
  }
}
