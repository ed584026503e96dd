/** What a check has to say to the author of a game. */

/** One thing that is wrong, in the words of the contract. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  /** In the notation of the game, if a position shows it. */
  readonly position?: string;
  /** As `formatMove` writes it, or the number of the move if that fails. */
  readonly move?: string;
  readonly found: string;
  readonly expected: string;
  /** What to do about it. */
  readonly todo: string;
}

/** A finding before it is known which check made it, and where. */
export type Remark = Pick<Finding, 'found' | 'expected' | 'todo'> & Partial<Pick<Finding, 'position' | 'move'>>;

export type Say = (remark: Remark) => void;

/** FindingList of one check that are kept: a fault shows in thousands of positions, and the first tell as much as all. */
const KEPT = 2;

/** Collects findings, few of each check, and counts the others. */
export class FindingList {
  readonly list: Finding[] = [];
  /** FindingList that are counted only. */
  more = 0;
  readonly #counts = new Map<string, number>();

  add(check: string, remark: Remark): void {
    const count = (this.#counts.get(check) ?? 0) + 1;
    this.#counts.set(check, count);
    // What the rules throw meets every check that plays.
    const told = this.list.some((each) => each.check !== check && each.found === remark.found);
    if (count > KEPT || told) this.more++;
    else this.list.push({ check, ...remark });
  }

  /** Whether a check has found enough. */
  enough(check: string): boolean {
    return (this.#counts.get(check) ?? 0) >= KEPT;
  }
}
