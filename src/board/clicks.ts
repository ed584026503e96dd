import { EMPTY, type Game, kindOfCode, type Side, sideOfCode } from '../game/index.ts';
import type { BoardMove, CellChange } from './changes.ts';
import type { BoardLayout } from './layout.ts';

/**
 * How moves are clicked. No game says how: the cells that a move changes tell it. A move is clicked in steps, each a set
 * of spots:
 *
 *   where the man that moves leaves; where it arrives; what else changes, such as the men that it takes
 *
 * Steps of no spots are left out, so that a drop begins with where it arrives. The last step is asked for only as far as
 * moves differ in it.
 */
export interface ClickMove {
  readonly name: string;
  readonly steps: readonly ClickStep[];
}

interface ClickStep {
  readonly spots: readonly number[];
  /** Whether a click is needed even if no other move is left. */
  readonly isNeeded: boolean;
}

/** What can be clicked next. */
export interface ClickChoice {
  /** Names of the moves that fit the clicks. */
  readonly moves: readonly string[];
  /** Spots to click next, by their cells. */
  readonly spots: readonly number[];
  /** Moves that buttons should offer now: a pass, promotions, drops, or a move that ends where others go on. */
  readonly offers: readonly string[];
  /** The move that the clicks identify. */
  readonly move?: string;
}

/**
 * Returns how the legal moves of a position are clicked.
 * @param turn the side to move
 */
export function clickMoves(game: Game, layout: BoardLayout, turn: Side, moves: readonly BoardMove[]): ClickMove[] {
  return moves.map(({ name, changes }) => {
    const { from, to } = game.schema.content === 'seeds' ? sown(layout, turn, changes) : moved(game, turn, changes);
    const rest = changes.filter((each) => !from.includes(each) && !to.includes(each));
    const steps = [from, to, rest].map((group, i) => ({
      spots: [...new Set(group.flatMap(({ cell }) => layout.covers[cell]))],
      isNeeded: i < 2,
    }));
    return { name, steps: steps.filter(({ spots }) => spots.length > 0) };
  });
}

interface Travel {
  readonly from: readonly CellChange[];
  readonly to: readonly CellChange[];
}

/** Returns where the mover's men leave and arrive. Of several, the strongest kind counts: in castling, the king. */
function moved({ schema }: Game, turn: Side, changes: readonly CellChange[]): Travel {
  const isOwn = (code: number): boolean => code !== EMPTY && sideOfCode(schema, code) === turn;
  const strongest = (group: readonly CellChange[], codeAt: (change: CellChange) => number): CellChange[] => {
    const least = Math.min(...group.map((each) => kindOfCode(schema, codeAt(each))));
    return group.filter((each) => kindOfCode(schema, codeAt(each)) === least);
  };
  const from = changes.filter(({ before, after }) => isOwn(before) && !isOwn(after));
  const gained = changes.filter(({ before, after }) => isOwn(after) && !isOwn(before));
  // A man that arrives on an empty cell may turn over others (Othello); where it takes by arriving, none is empty.
  const empty = gained.filter(({ before }) => before === EMPTY);
  return {
    from: strongest(from, ({ before }) => before),
    to: strongest(empty.length > 0 ? empty : gained, ({ after }) => after),
  };
}

/** Returns the pit that is emptied. Of two rows, the mover's is the lower one if it is side 0. */
function sown(layout: BoardLayout, turn: Side, changes: readonly CellChange[]): Travel {
  const emptied = changes.filter(({ before, after }) => after < before);
  if (layout.height !== 2) return { from: emptied, to: [] };
  const own = new Set(layout.spots.filter(({ y }) => y === 1 - turn).map(({ cell }) => cell));
  return { from: emptied.filter(({ cell }) => own.has(cell)), to: [] };
}

const NO_SPOTS: readonly number[] = [];

/**
 * Returns what can be clicked after some clicks. Clicking a clicked spot again takes the move that ends there, where
 * others go on. No moves are left if a click fits none.
 */
export function chooseByClicks(all: readonly ClickMove[], clicked: readonly number[]): ClickChoice {
  let moves = all;
  let next = 0;
  const longest = Math.max(0, ...all.map(({ steps }) => steps.length));
  for (let step = 0; step < longest; step++) {
    const spotsOf = (move: ClickMove): readonly number[] => move.steps[step]?.spots ?? NO_SPOTS;
    const first = next;
    for (;;) {
      const common = spotsOf(moves[0]).filter((spot) => moves.every((move) => spotsOf(move).includes(spot)));
      const ending = moves.filter((move) => spotsOf(move).length === common.length);
      const isAsked = next === first && (step === 0 || moves.some((move) => move.steps[step]?.isNeeded));
      if (ending.length === moves.length && !isAsked) break;
      if (next === clicked.length) {
        const spots = new Set(moves.flatMap(spotsOf));
        if (next > first) for (const spot of common) spots.delete(spot);
        const offers = ending.filter((move) => spotsOf(move).length === 0 || next > first);
        return { moves: moves.map(nameOf), spots: [...spots], offers: offers.map(nameOf) };
      }
      const spot = clicked[next];
      const isAgain = next > 0 && clicked.indexOf(spot) < next;
      const fitting = moves.filter((move) => spotsOf(move).includes(spot));
      if (isAgain && ending.length > 0) {
        moves = ending;
        next++;
        break;
      }
      moves = fitting;
      next++;
      if (moves.length === 0) return { moves: [], spots: [], offers: [] };
    }
  }
  if (next < clicked.length || moves.length === 0) return { moves: [], spots: [], offers: [] };
  const names = moves.map(nameOf);
  if (names.length === 1 && clicked.length > 0) return { moves: names, spots: [], offers: [], move: names[0] };
  return { moves: names, spots: [], offers: names };
}

const nameOf = ({ name }: ClickMove): string => name;

/** Returns the spot to click that a click means: where men fall down a stack, any cell of the stack. */
export function meantSpot({ schema }: Game, { spots }: ClickChoice, clicked: number): number {
  if (spots.includes(clicked)) return clicked;
  const stack = schema.stacks?.find((cells) => cells.includes(clicked));
  return stack?.find((cell) => spots.includes(cell)) ?? clicked;
}
