import { materialOf } from './exits.ts';
import { type IndexLists, type IndicesBySide, indicesIn, inflatedText } from './index-lists.ts';
import type { Problem } from './problem.ts';

/** The form of the lists in a file: JSON. */
export interface SpoiltLists {
  /** The classes that were examined and are listed, as `materialOf` names them. */
  readonly classes: readonly string[];
  /** Won and lost positions whose outcome the 50-move rule spoils with the clock at 0. */
  readonly lists: IndexLists;
}

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

  /** Returns the positions of a problem, ascending; undefined if its class is not listed. */
  of(problem: Problem): IndicesBySide | undefined {
    return this.#classes.has(materialOf(problem)) ? indicesIn(this.#lists, problem) : undefined;
  }
}

let shipped: SpoiltPositions | undefined;

/** Returns the lists that come with the toolkit, once they have been loaded. */
export function knownSpoilt(): SpoiltPositions | undefined {
  return shipped;
}

/** Loads the lists that come with the toolkit; undefined where that fails: then distances tell five outcomes. */
export async function loadSpoilt(): Promise<SpoiltPositions | undefined> {
  if (shipped !== undefined) return shipped;
  try {
    const { SPOILT_BYTES, SPOILT_LISTS } = await import('./spoilt-lists.ts');
    shipped = new SpoiltPositions(JSON.parse(inflatedText(SPOILT_LISTS, SPOILT_BYTES)) as SpoiltLists);
  } catch {
    // A page may be offline by now, and the lists save time alone.
  }
  return shipped;
}
