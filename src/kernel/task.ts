/** What solving problems is asked for, and what may save some of the work. */

import type { Game } from '../game/contract.ts';
import type { Metric } from '../game/values.ts';
import type { Successor } from './exits.ts';
import type { MetricCodes, Scale } from './metric.ts';
import type { Man, Problem, Problems, Resolved } from './problem.ts';
import type { StoredClass } from './stored-part.ts';
import type { Codes, CodesBehind, ProblemEffort, Solved, SolvedBehind } from './solved.ts';
import type { Underpromotions } from './underpromotions.ts';

/** What saves work. Except for `five`, that is where outcomes alone are found. */
export interface Shortcuts {
  /** Finds five outcomes, which are all that counts behind an exit where plies are those to zeroing. */
  readonly five?: FiveOutcomesFinder | undefined;
  /** Tells which promotions need not be looked at. */
  readonly underpromotions?: Underpromotions | undefined;
  /** Returns the table of a class, if there is one that is read by planes. */
  readonly stored?: ((men: readonly Man[], pawns: Problem['pawns']) => StoredClass | undefined) | undefined;
}

/** Codes of an exit's successors, for their side to move. */
export interface Target {
  readonly resolved: Resolved;
  /** Returns the codes; called when they are needed, since they may move until then. */
  readonly codes: () => Codes | CodesBehind;
  /** What the codes are. */
  readonly scale: Scale;
  /** The problem of the same metric that was solved for it, if one was. */
  readonly solved?: Solved | undefined;
}

/** The ranks of an exit's successors, as its slab has them. They take less memory than codes of a whole class. */
export interface FilledTarget {
  readonly slab: Uint8Array;
}

/** What lies behind exits, by the keys of their successors. */
export type Targets = Map<string, Target | FilledTarget>;

/** Options of solving problems. */
export interface KernelTask extends Shortcuts {
  /** When it fires, solving rejects. */
  readonly signal?: AbortSignal | undefined;
  /** Receives the share of the problem's positions that are decided. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Number of threads; default 1. */
  readonly threads?: number | undefined;
  /** Called before a problem is solved; makes room for it. */
  readonly makeRoom?: ((problem: Problem, metric: Metric) => Promise<void>) | undefined;
  /** The work for this task is added to it. */
  readonly effort?: ProblemEffort | undefined;
}

/** Supplies solved problems. */
export interface Solving {
  readonly game: Game;
  readonly metricCodes: MetricCodes;
  /** Returns the solved problem with these men and pawns. */
  behind(
    behind: Pick<Successor, 'men' | 'pawns'>,
    task: KernelTask,
  ): Promise<{ readonly resolved: Resolved; readonly solved: SolvedBehind }>;
}

/** Supplies five outcomes (five-outcomes.ts). */
export interface FiveOutcomesFinder extends Solving {
  readonly problems: Problems;
  /** What saves work where three outcomes are found. */
  readonly shortcuts: Shortcuts;
  /** Returns whether three outcomes tell those of a problem, since its spoilt positions are listed. */
  tells(problem: Problem): boolean;
  /**
   * Returns a solved problem.
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  solved(problem: Problem, task: KernelTask): Promise<SolvedBehind>;
  /**
   * Returns outcomes behind an exit from a table, with two bits; undefined if they must be solved.
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  read(behind: Successor, task: KernelTask): Promise<Target | undefined>;
  /**
   * Returns the number of positions to solve for problems that three outcomes tell. The count ends above `most`.
   * @param isFresh whether that is for a new process
   */
  outstanding(problems: Iterable<Problem>, most: number, isFresh: boolean): number;
}
