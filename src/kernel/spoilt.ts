import { materialOf } from './exits.ts';
import { type IndexLists, type IndicesBySide, indicesIn, inflatedText, NEITHER } from './index-lists.ts';
import type { Problem } from './problem.ts';

/** The form of the lists in a file: JSON. */
export interface SpoiltLists {
  /** The classes that were examined and are listed, as `materialOf` names them. */
  readonly classes: readonly string[];
  /** Won and lost positions whose outcome the 50-move rule spoils with the clock at 0. */
  readonly lists: IndexLists;
}

/** With so many men the 50-move rule spoils nothing. */
const MOST_UNSPOILT_MEN = 4;

/**
 * The positions whose outcome the 50-move rule spoils: cursed wins and blessed losses. Most classes have none, and most of
 * the others few, so five outcomes follow from three and a short list. Classes with long lists are left out.
 */
export class SpoiltPositions {
  readonly #classes: ReadonlySet<string>;
  readonly #lists: IndexLists;

  constructor({ classes, lists }: SpoiltLists) {
    this.#classes = new Set(classes);
    this.#lists = lists;
  }

  /** Returns the positions of a problem, ascending; undefined if they are many or not known. */
  of(problem: Problem): IndicesBySide | undefined {
    if (this.#classes.has(materialOf(problem))) return indicesIn(this.#lists, problem);
    return needsLists(problem) ? undefined : NEITHER;
  }
}

/** Returns whether lists tell which positions of a problem are spoilt; otherwise none is. */
export function needsLists({ digits, pawns, hasKingPair }: Problem): boolean {
  return digits.length + (hasKingPair ? 2 : 0) + pawns[0].length + pawns[1].length > MOST_UNSPOILT_MEN;
}

const UNLISTED = new SpoiltPositions({ classes: [], lists: {} });
let shipped: SpoiltPositions | undefined;

/** Returns the lists that come with the toolkit, once they have been loaded; till then what is known without. */
export function knownSpoilt(): SpoiltPositions {
  return shipped ?? UNLISTED;
}

/** Returns whether the lists that come with the toolkit have been loaded. */
export function hasSpoilt(): boolean {
  return shipped !== undefined;
}

/** Loads the lists that come with the toolkit. Where that fails, plies tell five outcomes. */
export async function loadSpoilt(): Promise<SpoiltPositions> {
  if (shipped !== undefined) return shipped;
  try {
    const { SPOILT_LISTS } = await import('./spoilt-lists.ts');
    shipped = new SpoiltPositions(JSON.parse(inflatedText(SPOILT_LISTS)) as SpoiltLists);
  } catch {
    // A page may be offline by now, and the lists save time alone.
  }
  return knownSpoilt();
}
