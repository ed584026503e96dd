/** Exact chess endings: the game, the solver, and the stores that its tables can come from. Runs in pages and in Node. */

import { chess } from '../games/chess.ts';
import type { ProbeOptions } from './ask.ts';
import { chessAnswers } from './chess-answers.ts';
import type { Answer } from './solve/index.ts';

export { chess };
export type { ProbeOptions };
export { Position } from './game/index.ts';
export {
  type Answer,
  type Bound,
  type Bounded,
  type MoveAnswer,
  type Outcome50,
  OUTCOMES50,
  type Provenance,
  type QueryOptions,
  type Reply,
  Solver,
  type SolverKind,
  type SolverOptions,
  type ValueBounds,
  type Worth,
} from './solve/index.ts';
export { type SyzygyOptions, SyzygyTables } from './syzygy/index.ts';
export { BlockCache, MemoryFiles, NotFetched, type TableFiles, TableStore } from './table/index.ts';

/**
 * Answers a chess position: the outcome without and with the 50-move rule, plies to zeroing and, where ten seconds are
 * enough for them, to mate, all that for every move, and where it comes from. Outcomes of the package
 * `endgame-lab-outcomes` are used if it is installed.
 * @param position FEN, EPD, or a position and moves as UCI has them
 * @throws EndgameError E_POSITION; E_TOO_LARGE, E_BUDGET: it is out of reach; E_ABORTED
 */
export function probe(position: string, options: ProbeOptions = {}): Promise<Answer> {
  return chessAnswers.ask(chess, position, options);
}

/**
 * Answers as `probe` if what earlier questions computed and read is enough; undefined where `probe` has to be asked.
 * @throws EndgameError E_POSITION
 */
export function probeSync(position: string, options: Pick<ProbeOptions, 'moves'> = {}): Answer | undefined {
  return chessAnswers.atOnce(chess, position, options);
}
