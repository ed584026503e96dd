import { inflate } from '../platform/inflate.ts';
import { materialOf } from './exits.ts';
import type { Problem } from './problem.ts';

/** Positions of a problem, by side to move, that a promotion to rook or bishop alone makes what they are. */
export interface Underpromoted {
  /** Indices of positions that it wins. */
  readonly won: readonly [Uint32Array, Uint32Array];
  /** Indices of positions that it draws and that are lost else. */
  readonly drawn: readonly [Uint32Array, Uint32Array];
}

/** The form of the lists in a file: JSON. */
export interface UnderpromotionLists {
  /** The classes that were examined, as `materialOf` names them. */
  readonly classes: readonly string[];
  /** By `${key of the problem} ${side to move}`: the steps from one index to the next, to the base of 36, with commas. */
  readonly won: Readonly<Record<string, string>>;
  readonly drawn: Readonly<Record<string, string>>;
}

const NONE: readonly [Uint32Array, Uint32Array] = [new Uint32Array(0), new Uint32Array(0)];

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
    return { won: both(won, problem), drawn: both(drawn, problem) };
  }
}

function both(lists: Readonly<Record<string, string>>, { key }: Problem): readonly [Uint32Array, Uint32Array] {
  const [white, black] = [lists[`${key} 0`], lists[`${key} 1`]];
  return white === undefined && black === undefined ? NONE : [indicesOf(white), indicesOf(black)];
}

function indicesOf(steps: string | undefined): Uint32Array {
  if (steps === undefined) return NONE[0];
  let index = 0;
  return Uint32Array.from(steps.split(','), (step) => (index += Number.parseInt(step, 36)));
}

/** Returns the steps between ascending indices, as the lists hold them. */
export function stepsOf(indices: ArrayLike<number>): string {
  return Array.from(indices, (index, i) => (index - (indices[i - 1] ?? 0)).toString(36)).join();
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
    const deflated = Uint8Array.from(atob(UNDERPROMOTION_LISTS), (c) => c.charCodeAt(0));
    const text = new TextDecoder().decode(inflate(deflated, UNDERPROMOTION_BYTES));
    shipped = new Underpromotions(JSON.parse(text) as UnderpromotionLists);
  } catch {
    // A page may be offline by now, and the lists save time alone.
  }
  return shipped;
}
