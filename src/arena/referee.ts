/** The truth of an arena, and its check against other people's files. */

import { hasChessmen } from '../specialize/chessmen.ts';
import { EndgameError, isEndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { type QueryOptions, Solver } from '../solve/index.ts';
import type { Answer } from '../solve/answer.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import { shippedOutcomes } from '../table/index.ts';

/** What an arena asks of a position: who wins, or, besides, after how many plies. */
export const ASKED = ['outcome', 'distance'] as const;
export type ArenaQuestion = (typeof ASKED)[number];

type RightOptions = Pick<QueryOptions, 'signal' | 'onProgress'>;

/** Knows the right answers. */
export class Referee {
  readonly #asked: ArenaQuestion;
  readonly #solver: Solver;
  readonly #other: Solver | undefined;
  /** Answers that Syzygy's files confirmed. */
  confirmed = 0;

  /** @param syzygy files that outcomes of chess are compared with; it is closed with the referee */
  constructor(game: Game, asked: ArenaQuestion, syzygy?: SyzygyTables) {
    this.#asked = asked;
    const isStored = hasChessmen(game) && asked === 'outcome';
    this.#solver = new Solver(
      isStored ? { game, metric: 'wdl', store: shippedOutcomes() } : { game, solver: 'compute', metric: 'dtm' },
    );
    this.#other = syzygy && new Solver({ game, solver: 'lookup', metric: 'wdl', syzygy });
  }

  /**
   * Returns the right answer to a position: `win`, `draw` or `loss` of the side to move, with plies where distances are
   * asked, or the score that is left in games of scores.
   * @throws EndgameError E_VALUE_WRONG if Syzygy's files tell another outcome; as `Solver.query`
   */
  async answer(position: string, options: RightOptions): Promise<string> {
    const found = await this.#solver.query(position, options);
    await this.#confirm(position, found, options);
    const { outcome, score, dtm, plies = dtm } = found;
    if (score !== undefined) return String(score);
    return this.#asked === 'outcome' || outcome === 'draw' ? outcome! : `${outcome} ${plies}`;
  }

  close(): void {
    this.#solver.close();
    this.#other?.close();
  }

  async #confirm(position: string, { outcome }: Answer, options: RightOptions): Promise<void> {
    if (this.#other === undefined) return;
    let told: Answer;
    try {
      told = await this.#other.query(position, options);
    } catch (error) {
      // There is no file of this class.
      if (isEndgameError(error) && error.code === 'E_TABLE_MISSING') return;
      throw error;
    }
    if (told.outcome !== outcome) {
      const what = `${position} is a ${outcome} here and a ${told.outcome} in Syzygy's files`;
      throw new EndgameError('E_VALUE_WRONG', what, 'report this: one of them is wrong');
    }
    this.confirmed++;
  }
}
