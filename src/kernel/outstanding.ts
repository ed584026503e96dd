import type { Successor } from './exits.ts';
import type { Problem, Problems } from './problem.ts';
import { allExits, exitsFor, type ProblemExits } from './problem-solver.ts';
import type { Shortcuts } from './task.ts';
import { readingPositions, type StoredPart, storedPartOf } from './stored-part.ts';
import { positionsOfProblem } from './solved.ts';

/** Seconds per position, on a machine of 2024, in order of magnitude. */
export const SECONDS_PER_POSITION = 4e-9;
/**
 * Cost of a problem beside its own positions, as a number of positions: finding its exits and laying out their
 * successors.
 */
const OVERHEAD = 200_000;
/** Share of the time of solving a problem that reading it back takes, if it is kept. */
const READING_BACK = 1 / 8;

const never = (): boolean => false;

/** What an exit of a problem leads to. */
interface Behind {
  readonly problem: Problem;
  readonly successor: Successor;
}

/**
 * Counts the positions to solve for a problem: those of the problem and of its exits' successors that are not cached.
 * What is read from tables, or read back because it is kept, is counted as the positions that would take as long.
 */
export class Outstanding {
  readonly #problems: Problems;
  readonly #has: (problem: Problem) => boolean;
  readonly #isKept: (problem: Problem) => boolean;
  /** What a problem's exits lead to, with all promotions and with those alone that must be looked at. */
  readonly #behind: readonly [Map<Problem, readonly Behind[]>, Map<Problem, readonly Behind[]>] = [
    new Map(),
    new Map(),
  ];
  /** What the exits of parts lead to that are backed up, by the part's problem and its side to move. */
  readonly #behindParts = new Map<string, readonly Behind[]>();

  /**
   * @param has returns whether a problem is cached
   * @param isKept returns whether a problem is kept from an earlier process
   */
  constructor(problems: Problems, has: (problem: Problem) => boolean, isKept: (problem: Problem) => boolean) {
    this.#problems = problems;
    this.#has = has;
    this.#isKept = isKept;
  }

  /** Returns the number of positions, both sides to move, to solve for problems. The count ends above `most`. */
  positions(problems: Iterable<Problem>, most: number, shortcuts: Shortcuts = {}): number {
    return this.#count(problems, most, shortcuts, false);
  }

  /** Returns the same for a new process, where nothing is cached or kept. */
  fresh(problems: Iterable<Problem>, most: number, shortcuts: Shortcuts = {}): number {
    return this.#count(problems, most, shortcuts, true);
  }

  /** Returns the number of positions that could be solved in the time for reading a part, with all that it needs. */
  reading(part: StoredPart, most: number, shortcuts: Shortcuts): number {
    return readingPositions(part) + this.#count([], most, shortcuts, false, part);
  }

  /** @param backedUp a part that is read as well: what its exits lead to is counted */
  #count(
    problems: Iterable<Problem>,
    most: number,
    { underpromotions, stored, five }: Shortcuts,
    isFresh: boolean,
    backedUp?: StoredPart,
  ): number {
    const has = isFresh ? never : this.#has;
    const isKept = isFresh ? never : this.#isKept;
    const missing = new Set(problems);
    const read = new Set<string>();
    /** Those of which outcomes are enough. */
    const told = new Set<Problem>();
    let positions = 0;
    const count = ({ problem, successor }: Behind): void => {
      if (missing.has(problem) || has(problem)) return;
      if (five?.tells(problem) === true) {
        told.add(problem);
        return;
      }
      const part = stored && storedPartOf(successor, stored);
      if (part === undefined) {
        missing.add(problem);
        return;
      }
      const key = `${part.problem.key} ${part.pinned?.[0]} ${part.turn}`;
      if (read.has(key)) return;
      read.add(key);
      positions += readingPositions(part);
      if (positions <= most) for (const behind of this.#behindPart(part)) count(behind);
    };
    if (backedUp !== undefined) for (const behind of this.#behindPart(backedUp)) count(behind);
    for (const each of missing) {
      if (has(each)) continue;
      if (isKept(each)) {
        positions += 2 * READING_BACK * positionsOfProblem(each);
        continue;
      }
      positions += 2 * positionsOfProblem(each) + OVERHEAD;
      if (positions > most) break;
      for (const behind of this.#behindOf(each, underpromotions?.promotionsIn(each))) count(behind);
    }
    return five === undefined || told.size === 0 || positions > most
      ? positions
      : positions + five.outstanding(told, most - positions, isFresh);
  }

  #behindOf(problem: Problem, promotions: readonly number[] | undefined): readonly Behind[] {
    const lists = this.#behind[promotions === undefined ? 0 : 1];
    const known = lists.get(problem);
    if (known !== undefined) return known;
    const list = this.#resolved(allExits(problem, promotions));
    lists.set(problem, list);
    return list;
  }

  /** Returns what the exits of a part lead to if it is backed up; else it needs none. */
  #behindPart({ problem, turn, isBackedUp }: StoredPart): readonly Behind[] {
    if (!isBackedUp) return [];
    const key = `${problem.key} ${turn}`;
    let list = this.#behindParts.get(key);
    if (list === undefined) this.#behindParts.set(key, (list = this.#resolved(exitsFor(problem, turn))));
    return list;
  }

  #resolved({ successors }: ProblemExits): readonly Behind[] {
    const found = new Map<string, Behind>();
    for (const successor of successors.values()) {
      const { men, pawns, turn } = successor;
      const { problem } = this.#problems.resolve(men, pawns);
      const cell = men.flatMap(({ place }) => ('cell' in place ? [place.cell] : [])).join();
      found.set(`${problem.key} ${cell} ${turn}`, { problem, successor });
    }
    return [...found.values()];
  }
}
