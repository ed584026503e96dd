import type { Game } from '../../game/contract.ts';
import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';
import { LineSearch, valueOfScore } from '../../lines/line-search.ts';
import type { Answerer } from './answerer.ts';

const TABLE_BYTES = 64_000_000;

/** Answers games of lines without tables, by the search that is made for them. */
export class LineAnswers implements Answerer {
  readonly #game: Game;
  readonly #search: LineSearch;

  constructor(game: Game) {
    this.#game = game;
    this.#search = new LineSearch(game, TABLE_BYTES);
  }

  get work(): number {
    return this.#search.expanded;
  }

  value(p: Position): Value {
    const ended = this.#game.ended(p);
    if (ended !== undefined) return ended;
    const steps = this.#search.search(p, false);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return valueOfScore(p, step.value.lower);
  }
}
