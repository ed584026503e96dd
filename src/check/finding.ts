/** One fault of a game, in the words of the contract. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  /** The position that shows the fault, in the notation of the game. */
  readonly position?: string;
  /** The name of the move that shows the fault; its number if `formatMove` fails. */
  readonly move?: string;
  /** What the check found. */
  readonly found: string;
  /** What the contract says instead. */
  readonly expected: string;
  /** Advice to the author. */
  readonly todo: string;
}

/** A finding without the name of its check; position and move may be added later. */
export type Remark = Pick<Finding, 'found' | 'expected' | 'todo'> & Partial<Pick<Finding, 'position' | 'move'>>;

/** Reports a remark. */
export type Say = (remark: Remark) => void;

/** Most listed findings of a check: a fault shows in thousands of positions, and the first ones say as much as all. */
const KEPT = 2;

/** Lists the first findings of each check, and counts the others. */
export class FindingList {
  /** The listed findings, in order. */
  readonly list: Finding[] = [];
  /** Number of findings that are counted only. */
  more = 0;
  readonly #counts = new Map<string, number>();

  /** Adds a finding. */
  add(check: string, remark: Remark): void {
    const count = (this.#counts.get(check) ?? 0) + 1;
    this.#counts.set(check, count);
    // An error of the rules hits every check that plays.
    const told = this.list.some((each) => each.check !== check && each.found === remark.found);
    if (count > KEPT || told) this.more++;
    else this.list.push({ check, ...remark });
  }

  /** Returns whether a check has found enough, so that it may stop. */
  enough(check: string): boolean {
    return (this.#counts.get(check) ?? 0) >= KEPT;
  }
}
