import type { Game } from '../game/contract.ts';
import { EndgameError } from '../game/errors.ts';
import type { Position } from '../game/position.ts';
import { NONE, type Side } from '../game/schema.ts';
import type { Outcome } from '../game/value.ts';
import { beside } from '../kernel/exits.ts';
import { joined, type Pawns, PawnNode, without } from './bounds.ts';
import { Frontier, type FrontierTask } from './frontier.ts';
import { holds } from './grid.ts';
import { ProblemCache } from '../kernel/problem-cache.ts';
import { METRIC_CODES } from '../kernel/metric.ts';
import { lateness } from './work-clock.ts';
import { InconsistentBounds, judgeSpot, type Spot, type WinVerdict } from './spot.ts';

/** Options of a solver of pawn endings. */
export interface PawnSolverOptions {
  readonly game: Game;
  /** Bytes of results cached between calls; default 2 GB, half of it for solved problems. */
  readonly memory?: number;
}

/** Limits of a search. */
export interface PawnTask {
  /** Time of `performance.now()` at which to stop with the bounds found so far. */
  readonly deadline?: number | undefined;
  /** Seconds of work after which to stop (work-clock.ts). */
  readonly seconds?: number | undefined;
  /** When it fires, `outcome` rejects. */
  readonly signal?: AbortSignal | undefined;
  /** Most problems to expand. */
  readonly problems?: number | undefined;
  /** Receives now and then the number of expanded problems. */
  readonly onProgress?: ((expanded: number) => void) | undefined;
}

/** Bounds of an outcome, for the side to move, and the work for them. */
export interface PawnOutcome {
  /** The side to move gets at least this outcome. */
  readonly lower: Outcome;
  /** The side to move gets at most this outcome. */
  readonly upper: Outcome;
  /** Whether both bounds are equal. */
  readonly exact: boolean;
  /** Number of problems met in this call. */
  readonly problems: number;
  /** Number of problems expanded in this call. */
  readonly expanded: number;
  /** Bytes that were full, if memory ended the search. */
  readonly full?: number;
  /** Whether nothing was left to expand: what is open depends on problems with too many men. */
  readonly exhausted?: boolean;
}

const MEMORY = 2e9;
const FIRST_ALLOWANCE = 64;
/** From this allowance on no promotion is too hard. */
const HARD_ALLOWANCE = 256;
const MOST_ALLOWANCE = 1e9;
const MOST_EFFORT = 1;

/**
 * Outcomes of positions with kings and many pawns, far beyond positions that can be solved whole: lazy search narrows
 * bounds until they meet or the budget ends (bounds.ts, frontier.ts).
 */
export class PawnSolver {
  readonly #memory: number;
  #cache: ProblemCache;
  #frontier: Frontier;

  constructor({ game, memory = MEMORY }: PawnSolverOptions) {
    this.#memory = memory / 2;
    this.#cache = new ProblemCache({ game, metricCodes: METRIC_CODES.wdl, memory: memory / 2 });
    this.#frontier = new Frontier(this.#cache);
  }

  /** Bytes of cached results. */
  get bytes(): number {
    return this.#cache.bytes + this.#frontier.bytes;
  }

  /** Returns whether a position has kings, pawns, and at most one other man. */
  supports(p: Position): boolean {
    return p.flags === 0 && isSupported(this.#frontier.spotOf(p), p.mark);
  }

  /**
   * Returns the outcome of a position, or its bounds when a limit is reached.
   * @throws EndgameError E_ABORTED; E_POSITION if the position is not supported
   */
  async outcome(p: Position, task: PawnTask = {}): Promise<PawnOutcome> {
    if (this.#frontier.bytes > this.#memory / 2) this.#frontier = new Frontier(this.#cache);
    const frontier = this.#frontier;
    const spot = frontier.spotOf(p);
    if (!isSupported(spot, p.mark) || p.flags !== 0) {
      throw new EndgameError('E_POSITION', 'more than kings, pawns and one other man', 'ask another solver');
    }
    const limits: FrontierTask = {
      signal: task.signal,
      isLate: lateness(task.seconds ?? Infinity, task.deadline),
      problems: frontier.expanded + (task.problems ?? Infinity),
      memory: this.#memory,
    };
    const before = { problems: frontier.problems, expanded: frontier.expanded };
    const right = p.mark === NONE ? [] : captures(frontier, spot, p.mark);
    const { turn } = spot;
    const bounds: Bounds[] = [];
    for (const s of [spot, ...right]) bounds.push(await this.#search(s, limits, task));
    const [lower, upper] = combine(bounds, spot, turn);
    const isInTime = lower < upper && !limits.isLate() && frontier.expanded < limits.problems;
    const isFull = isInTime && frontier.bytes >= limits.memory;
    return {
      ...(isFull ? { full: limits.memory } : {}),
      ...(isInTime && !isFull ? { exhausted: true } : {}),
      lower: NAMES[lower + 1],
      upper: NAMES[upper + 1],
      exact: lower === upper,
      problems: frontier.problems - before.problems,
      expanded: frontier.expanded - before.expanded,
    };
  }

  /** Returns the bounds for White. */
  async #search(spot: Spot, limits: FrontierTask, { onProgress }: PawnTask): Promise<Bounds> {
    const frontier = this.#frontier;
    frontier.effort = 0;
    let allowance = FIRST_ALLOWANCE;
    const verdicts: [WinVerdict, WinVerdict] = ['unknown', 'unknown'];
    const isOpen = (v: WinVerdict): boolean => v === 'unknown' || v === 'stuck';
    for (;;) {
      frontier.reopen();
      const before = frontier.expanded;
      for (const by of [0, 1] as const) {
        verdicts[by] = judgeSpot(spot, by);
        if (isOpen(verdicts[by])) verdicts[by] = await frontier.settle(spot, by, allowance, limits);
        onProgress?.(frontier.expanded);
      }
      for (const by of [0, 1] as const) verdicts[by] = judgeSpot(spot, by);
      const isOver =
        limits.isLate() ||
        frontier.expanded >= limits.problems ||
        frontier.bytes >= limits.memory ||
        !verdicts.some(isOpen);
      if (isOver) break;
      // No allowance has ended, so the open verdicts depend on problems that are too hard at this effort.
      if (!frontier.wasCut) {
        if (frontier.effort === MOST_EFFORT) break;
        frontier.effort = MOST_EFFORT;
      } else if (frontier.expanded === before && allowance > MOST_ALLOWANCE) break;
      if (allowance >= HARD_ALLOWANCE) frontier.effort = MOST_EFFORT;
      allowance *= 2;
    }
    const [white, black] = verdicts;
    // A wrong value is worse than none.
    if (white === 'yes' && black === 'yes') throw new InconsistentBounds(spot, 'both sides were found to win');
    return {
      lower: white === 'yes' ? 1 : black === 'no' ? 0 : -1,
      upper: black === 'yes' ? -1 : white === 'no' ? 0 : 1,
    };
  }
}

/** Returns whether a position can be searched; with a mark, it must have no piece. */
function isSupported(spot: Spot | undefined, mark: number): spot is Spot {
  return spot !== undefined && (mark === NONE || spot.node instanceof PawnNode);
}

interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

const NAMES: readonly Outcome[] = ['loss', 'draw', 'win'];

/** Returns the positions after a capture en passant. */
function captures(frontier: Frontier, { node, turn, pair }: Spot, mark: number): Spot[] {
  const own = node.pawns[turn];
  const to = mark + (turn === 0 ? 8 : -8);
  return own.flatMap((from) => {
    if (!beside(from, mark)) return [];
    const mine = joined(without(own, from), to);
    const theirs = without(node.pawns[1 - turn], mark);
    const pawns: Pawns = turn === 0 ? [mine, theirs] : [theirs, mine];
    const after = frontier.pawns(pawns);
    const next = (1 - turn) as Side;
    return holds(after.legal(next), pair) ? [{ node: after, turn: next, pair, cell: -1 }] : [];
  });
}

/** Returns the better bounds of moving on and of capturing en passant, for the side to move. */
function combine([plain, ...captured]: readonly Bounds[], spot: Spot, turn: Side): [number, number] {
  const sees = ({ lower, upper }: Bounds): [number, number] => (turn === 0 ? [lower, upper] : [-upper, -lower]);
  const options = captured.map(sees);
  // A side without another move must capture.
  const isForced = captured.length > 0 && holds((spot.node as PawnNode).stale(turn), spot.pair);
  if (!isForced) options.push(sees(plain));
  return [Math.max(...options.map(([lower]) => lower)), Math.max(...options.map(([, upper]) => upper))];
}
