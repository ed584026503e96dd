import type { Game } from '../../game/contract.ts';
import type { Position } from '../../game/position.ts';
import type { Value } from '../../game/value.ts';
import { Forward } from '../../search/forward.ts';
import { Memo } from '../../search/memo.ts';
import type { Answerer } from './answerer.ts';

const MEMO_BYTES = 64_000_000;

/** Answers without tables by forward search: alpha-beta with bounds and a transposition table. */
export class Search implements Answerer {
  work = 0;
  readonly #game: Game;
  readonly #most: number;
  #memo: Memo | undefined;

  /** @param most positions that one answer may expand */
  constructor(game: Game, most: number) {
    this.#game = game;
    this.#most = most;
  }

  /** @throws RangeError if the bounds do not meet within `most` positions */
  value(p: Position): Value {
    const ended = this.#game.ended(p);
    if (ended !== undefined) return ended;
    this.#memo ??= new Memo(p, MEMO_BYTES);
    const search = new Forward(p, {
      game: this.#game,
      metric: 'dtm',
      known: () => undefined,
      memo: this.#memo,
      most: this.#most,
    });
    const steps = search.run();
    while (!steps.next().done);
    this.work += search.expanded;
    if (search.lower < search.upper) throw new RangeError(`more than ${this.#most} positions`);
    return search.lower as Value;
  }
}
