/** What the rule is told about a game. It knows no contender, no codec and no engine: roles, bytes and seconds are all. */

/**
 * The roles of contenders.
 *
 *   compute    no table: a generator, a closure, a search
 *   complete   tables of everything, by whatever codec
 *   mixture    some tables, the rest computed
 */
export const ROLES = ['compute', 'complete', 'mixture'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The kinds of games, by what moves do to the board.
 *
 *   fills     men are added (connect-four), so few positions stand at the start and most at the end
 *   shrinks   men are taken (awari, chess), so small tables lie below large ones
 *   cycles    men move and stay (dobutsu shogi), so most positions are in few tables
 */
export const GAME_KINDS = ['fills', 'shrinks', 'cycles'] as const;
export type GameKind = (typeof GAME_KINDS)[number];

/** A contender as the rule sees it. */
export interface Entrant {
  readonly name: string;
  readonly role: Role;
  /** Bytes of what is shipped: the program and its tables. */
  readonly bytes: number;
  /** Bytes of the tables alone; 0 for `compute`. */
  readonly stored: number;
  /** CPU seconds of each scoring session, in each round of timing: `seconds[round][session]`, five rounds or more. */
  readonly seconds: readonly (readonly number[])[];
}

/** The measurements of one game. Every entrant has answered the same scoring sessions, in the same order. */
export interface Panel {
  readonly game: string;
  /** The family of the game: sizes and variants of one game are no independent witnesses. */
  readonly family: string;
  readonly kind: GameKind;
  /** Number of tables that a mixture can choose from. A game with one has no mixture and is a control. */
  readonly tables: number;
  /** Number of questions of each scoring session, two sessions or more. */
  readonly questions: readonly number[];
  /** At least one computes, and at least one is complete. */
  readonly entrants: readonly Entrant[];
}

/**
 * Returns the entrants that take part. A mixture does only if it is shorter than the shortest complete table: a longer
 * one is no way to save bytes, and where it wins, it wins by a quicker array, or by the timer's noise.
 */
export function admitted<E extends Pick<Entrant, 'role' | 'bytes'>>(entrants: readonly E[]): E[] {
  const complete = Math.min(...entrants.filter(({ role }) => role === 'complete').map(({ bytes }) => bytes));
  return entrants.filter(({ role, bytes }) => role !== 'mixture' || bytes < complete);
}

/**
 * Returns the scale of a game: the bytes of the shortest complete table, without its reader, over those of the shortest
 * program without a table.
 * @throws Error if nobody has a complete table, or if nobody computes
 */
export function scaleOf(panel: Panel): number {
  return shortestTable(panel) / least(playing(panel, 'compute'), ({ bytes }) => bytes).bytes;
}

/**
 * Returns the scale by the program without a table that took the fewest seconds, which may be longer.
 * @throws Error as `scaleOf`
 */
export function scaleByQuickest(panel: Panel): number {
  return shortestTable(panel) / least(playing(panel, 'compute'), secondsOf).bytes;
}

function shortestTable(panel: Panel): number {
  return least(playing(panel, 'complete'), ({ stored }) => stored).stored;
}

function playing({ game, entrants }: Panel, role: Role): Entrant[] {
  const found = entrants.filter((entrant) => entrant.role === role);
  if (found.length === 0) throw new Error(`the panel of ${game} has no entrant that is "${role}"`);
  return found;
}

function least(entrants: readonly Entrant[], of: (entrant: Entrant) => number): Entrant {
  return entrants.reduce((best, each) => (of(each) < of(best) ? each : best));
}

function secondsOf({ seconds }: Entrant): number {
  return seconds.flat().reduce((sum, each) => sum + each, 0) / seconds.length;
}
