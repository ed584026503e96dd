import { materialOf } from './exits.ts';
import { type IndexLists, type IndicesBySide, indicesIn, inflatedText } from './index-lists.ts';
import type { Problem } from './problem.ts';

/** Positions of a problem, by side to move, that promotions which are left out make what they are. */
export interface Underpromoted {
  /** Kinds that pawns become in the game that is left. */
  readonly promotions: readonly number[];
  /** Indices of positions that they win. */
  readonly won: IndicesBySide;
  /** Indices of positions that they draw and that are lost else. */
  readonly drawn: IndicesBySide;
}

/** The form of the lists in a file: JSON, an array of these. */
export interface UnderpromotionLists {
  /** Kinds that pawns became when the classes were examined. */
  readonly promotions: readonly number[];
  /** The classes that were examined, as `materialOf` names them. */
  readonly classes: readonly string[];
  readonly won: IndexLists;
  readonly drawn: IndexLists;
}

/**
 * Which underpromotions matter for outcomes. A queen attacks what rooks and bishops attack, so she is as good unless that
 * stalemates somebody, and a knight is better where it gives check or forks. Classes were examined with all promotions
 * and with those to a queen alone (in some, to queen and knight). The lists have every position with an underpromotion
 * that attains the outcome while the rest of the game does not. So the smaller game, with the positions of the lists
 * settled, has the same outcomes: the first move on a shortest way to an outcome that is found no more would be in the
 * lists. Then no question needs the classes of men that pawns do not become.
 */
export class Underpromotions {
  readonly #lists = new Map<string, UnderpromotionLists>();

  /** @param lists each has other classes */
  constructor(...lists: readonly UnderpromotionLists[]) {
    for (const each of lists) for (const material of each.classes) this.#lists.set(material, each);
  }

  /** Returns the kinds that pawns become in the game that is left; undefined if the problem's class was not examined. */
  promotionsIn(problem: Problem): readonly number[] | undefined {
    return this.#lists.get(materialOf(problem))?.promotions;
  }

  /** Returns the positions of a problem; undefined if its class was not examined. */
  of(problem: Problem): Underpromoted | undefined {
    const lists = this.#lists.get(materialOf(problem));
    if (lists === undefined) return undefined;
    const { promotions, won, drawn } = lists;
    return { promotions, won: indicesIn(won, problem), drawn: indicesIn(drawn, problem) };
  }
}

let shipped: Underpromotions | undefined;
/** Most men of the classes in them. */
let men = 0;

/** Returns the lists that come with the toolkit, once they have been loaded. */
export function knownUnderpromotions(): Underpromotions | undefined {
  return shipped;
}

/**
 * Loads the lists that come with the toolkit; undefined where that fails: then all promotions are looked at.
 * @param most men of the classes that are needed: the lists of four men are small, those of five are not
 */
export async function loadUnderpromotions(most: number): Promise<Underpromotions | undefined> {
  if (most <= men) return shipped;
  try {
    const { LISTS_TO_FOUR_MEN } = await import('./underpromotion-lists-4.ts');
    const texts = [LISTS_TO_FOUR_MEN];
    if (most > 4) texts.push((await import('./underpromotion-lists-5.ts')).LISTS_OF_FIVE_MEN);
    if (most > men) {
      shipped = new Underpromotions(
        ...texts.flatMap((text) => JSON.parse(inflatedText(text)) as UnderpromotionLists[]),
      );
      men = Math.max(4, most);
    }
  } catch {
    // A page may be offline by now, and the lists save time alone.
  }
  return shipped;
}
