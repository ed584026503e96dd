import type { Kept } from '../engine/index.ts';
import type { EngineId } from '../engines/index.ts';
import type { Game } from '../game/contract.ts';
import type { Metric } from '../game/values.ts';
import type { SyzygyTables } from '../syzygy/index.ts';
import type { TableStore } from '../table/index.ts';
import type { Policy, RunOptions } from '../values/index.ts';
import type { MoveAnswer, Worth } from './answer.ts';
import type { SolverKind } from './finder.ts';
import type { Method } from './found.ts';

/** Most seconds for distances of the moves of a drawn position, which has none of its own. */
export const DRAWN_SECONDS = 10;

/** What a solver works with. */
export interface SolverOptions {
  readonly game: Game;
  readonly solver?: SolverKind;
  /** Tables to use; required by `lookup`, optional for `hybrid`. */
  readonly store?: TableStore | undefined;
  /** @deprecated since 0.2.0: `store`. */
  readonly pack?: TableStore | undefined;
  /**
   * Chess: Syzygy's files, which are asked before all tables; `compute` does without them. They tell outcomes, and plies
   * to zeroing exactly or within one ply. The solver closes them when it is closed.
   */
  readonly syzygy?: SyzygyTables | undefined;
  /**
   * Bytes for what is computed and cached and for the analysis in progress; default: half of what the machine or its container
   * can give, at most 1 GB. The store's cache comes on top.
   */
  readonly memory?: number;
  /**
   * What is found: the distance to the end or the score (dtm), the distance to zeroing (dtz, in games with the 50-move
   * rule), outcomes alone (wdl), which a kernel finds in half the time and a third of the memory, or outcomes under the
   * 50-move rule with the clock at 0 (wdl50), which are found as dtz is. Tables of the same metric are used, and for
   * outcomes those that tell more. Default: whatever can be told, which in chess takes dtm and dtz, and
   * the outcome where no distance can be found.
   */
  readonly metric?: Metric | undefined;
  /** Which engine computes slices; default: the game's kernel where it has one, else the generic engine. */
  readonly engine?: EngineId | undefined;
  /** Most threads of an engine; default 1. */
  readonly threads?: number | undefined;
  /** Which computed slice is evicted first; default greedy-dual, which keeps slices that take long to compute again. */
  readonly policy?: Policy | undefined;
  /** Names of the tables of the store that may be used; default: all. */
  readonly only?: ReadonlySet<string> | undefined;
  /** By table: the measured seconds to compute it when the tables below are available. */
  readonly costs?: ReadonlyMap<string, number> | undefined;
  /** Methods that may find what is not stored; default: all, cheapest first. */
  readonly methods?: readonly Method[] | undefined;
  /**
   * Where a kernel keeps what it solved, so that later processes read it back: an open `KeptDirectory`, which its owner
   * closes; default: nowhere. Answers are the same.
   */
  readonly keep?: Kept | undefined;
}

/** Options of one query. */
export interface QueryOptions extends RunOptions {
  /**
   * Most seconds for the value of the position; default: as long as its slice takes, and 60 where none can hold it (2
   * where memory alone is in the way).
   */
  readonly seconds?: number | undefined;
  /**
   * Milliseconds after which bounds are enough. What was computed until then stays cached, so that the same question
   * continues from there.
   */
  readonly deadline?: number | undefined;
  /** Whether the query returns bounds, not an error, when time or memory ends or the signal fires. */
  readonly bounds?: boolean | undefined;
  /**
   * Most seconds, from the beginning of the question, for distances that nobody asked by a metric (chess): what is not
   * found by then is left out of the answer, which has its outcome. A drawn position has no distance: those of its moves
   * get ten seconds at most. Default: as long as they take.
   */
  readonly distanceSeconds?: number | undefined;
  /**
   * Called when the outcome is known and distances take a while longer (chess, without a metric). The answer comes
   * later and says at least the same.
   */
  readonly onOutcome?: ((worth: Worth) => void) | undefined;
  /**
   * Called where distances take a while (chess, without a metric) when the outcome ranks every legal move, and again when
   * plies to zeroing do. The answer comes later and says at least the same.
   */
  readonly onRanked?: ((worth: Worth, moves: readonly MoveAnswer[]) => void) | undefined;
  /** Whether the answer ranks every legal move. */
  readonly moves?: boolean;
  /** Whether the answer has a principal line. */
  readonly line?: boolean;
}
