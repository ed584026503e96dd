import { materialOf } from './exits.ts';
import { type IndexLists, type IndicesBySide, indicesIn, inflatedText } from './index-lists.ts';
import type { Problem } from './problem.ts';

/** Positions of a problem, by side to move, that a promotion to rook or bishop alone makes what they are. */
export interface Underpromoted {
  /** Indices of positions that it wins. */
  readonly won: IndicesBySide;
  /** Indices of positions that it draws and that are lost else. */
  readonly drawn: IndicesBySide;
}

/** The form of the lists in a file: JSON. */
export interface UnderpromotionLists {
  /** The classes that were examined, as `materialOf` names them. */
  readonly classes: readonly string[];
  readonly won: IndexLists;
  readonly drawn: IndexLists;
}

/**
 * Which promotions to rook and bishop matter for outcomes. A queen attacks what they attack, so she is as good unless
 * that stalemates somebody. For the classes that were examined with all promotions and without these, the lists have
 * every position with a promotion to rook or bishop that attains the outcome while the rest of the game does not. So
 * the game without these promotions, and with the positions of the lists settled, has the same outcomes: the first
 * move on a shortest way to an outcome that is found no more would be in the lists.
 */
export class Underpromotions {
  readonly #classes: ReadonlySet<string>;
  readonly #lists: UnderpromotionLists;

  constructor(lists: UnderpromotionLists) {
    this.#classes = new Set(lists.classes);
    this.#lists = lists;
  }

  /** Returns the positions of a problem; undefined if its class was not examined. */
  of(problem: Problem): Underpromoted | undefined {
    if (!this.#classes.has(materialOf(problem))) return undefined;
    const { won, drawn } = this.#lists;
    return { won: indicesIn(won, problem), drawn: indicesIn(drawn, problem) };
  }
}

let shipped: Underpromotions | undefined;

/** Returns the lists that come with the toolkit, once they have been loaded. */
export function knownUnderpromotions(): Underpromotions | undefined {
  return shipped;
}

/** Loads the lists that come with the toolkit; undefined where that fails: then all promotions are looked at. */
export async function loadUnderpromotions(): Promise<Underpromotions | undefined> {
  if (shipped !== undefined) return shipped;
  try {
    const { UNDERPROMOTION_BYTES, UNDERPROMOTION_LISTS } = await import('./underpromotion-lists.ts');
    const text = inflatedText(UNDERPROMOTION_LISTS, UNDERPROMOTION_BYTES);
    shipped = new Underpromotions(JSON.parse(text) as UnderpromotionLists);
  } catch {
    // A page may be offline by now, and the lists save time alone.
  }
  return shipped;
}
