import type { StoredPlanes } from '../engine/index.ts';
import type { Side } from '../game/schema.ts';
import type { Successor } from './exits.ts';
import { SYMMETRIES, TURNS } from './king-pairs.ts';
import { type Man, type Placed, type Problem, problemAsItStands, type Resolved } from './problem.ts';
import { positionsOfProblem } from './solved.ts';
import type { StoredOrder } from './stored-order.ts';

/** A table of a class, and the order of its men. */
export interface StoredClass {
  readonly order: StoredOrder;
  readonly planes: StoredPlanes;
  /** Called when positions have been read. */
  readonly onRead?: () => void;
}

/** Fewest digits of a problem whose first one is outside the rows. */
const FEWEST_DIGITS = 3;

/**
 * Positions after a move out, seen as the table of their class has them. After a promotion one man stands on one cell, in
 * any symmetry. They are a small part of their problem, so reading them takes far less than solving it. After another move
 * they are a whole problem with pawns; reading it saves solving what lies behind it.
 */
export interface StoredPart {
  /** The sides are those of the table. The first digit is the new man, if there is one. */
  readonly problem: Problem;
  /** Cells of the new man; undefined if there is none. */
  readonly pinned: readonly number[] | undefined;
  /** How the positions after the move are found in the problem. */
  readonly resolved: Resolved;
  /** The side to move, as the problem has it. */
  readonly turn: Side;
  readonly stored: StoredClass;
  /** Whether the table has the other side to move, so that outcomes are backed up by one ply. */
  readonly isBackedUp: boolean;
}

/** Reading a position takes as long as solving so many. */
const READ_POSITIONS = 2;
/** As many take the time for finding the exits that are backed up, and for laying out what lies behind them. */
const BACKED_UP_POSITIONS = 200_000;

/** Returns the number of positions that could be solved in the time for reading a part. */
export function readingPositions({ problem, pinned, isBackedUp }: StoredPart): number {
  const cells = READ_POSITIONS * positionsOfProblem(problem) * ((pinned?.length ?? 64) / 64);
  return cells + (isBackedUp ? BACKED_UP_POSITIONS : 0);
}

/**
 * Returns how positions after a move out stand in a table; undefined if they are a whole problem without pawns or have
 * too few men to be worth it, if more than two of the men that move are alike, or if the table does not tell.
 * @param find returns the table of the positions' class, if there is one
 */
export function storedPartOf(
  { men, pawns, turn }: Pick<Successor, 'men' | 'pawns' | 'turn'>,
  find: (men: readonly Man[], pawns: Problem['pawns']) => StoredClass | undefined,
): StoredPart | undefined {
  const hasPawns = pawns[0].length + pawns[1].length > 0;
  const promoted = men.findIndex(({ place }) => 'cell' in place);
  if (promoted < 0 ? !hasPawns : men.length - (hasPawns ? 0 : 2) < FEWEST_DIGITS) return undefined;
  const stored = find(men, pawns);
  if (stored === undefined) return undefined;
  const swap = !isAlike(stored.order, men, pawns);
  const toMove = (swap ? 1 - turn : turn) as Side;
  const isBackedUp = !stored.planes.has(toMove);
  if (isBackedUp && !stored.planes.has((1 - toMove) as Side)) return undefined;
  const flip = swap && hasPawns ? 56 : 0;
  const sideOf = ({ side }: Man): Side => (swap ? 1 - side : side) as Side;
  const king = (side: Side): number => men.findIndex((man) => man.kind === 0 && sideOf(man) === side);
  const kings = [king(0), king(1)] as const;
  const isLike = (a: number, b: number): boolean => men[a].kind === men[b].kind && men[a].side === men[b].side;
  const pieces = men.flatMap(({ kind }, i) => (kind === 0 ? [] : [i]));
  const first = promoted < 0 ? pieces.slice(0, 1) : [promoted];
  const others = pieces.filter((man) => !first.includes(man));
  const like = others.filter((man) => isLike(man, first[0]));
  if (like.length > 1 || (others.length > 1 && isLike(others[0], others[1]))) return undefined;
  // The two last digits make a plane. A man like the first shall be its rows, and White's king, whose side of the board
  // tells the symmetry, shall be outside the lanes.
  const unlike = others.filter((man) => !isLike(man, first[0]));
  const moving = hasPawns
    ? [kings[0], ...(like.length > 0 ? [...like, kings[1]] : [kings[1], ...unlike])]
    : [...like, ...unlike];
  const digits = [...first, ...moving];
  const map = (cells: readonly number[]): number[] => cells.map((cell) => cell ^ flip).sort((a, b) => a - b);
  const problem = problemAsItStands(
    digits.map((man) => ({ kind: men[man].kind, side: sideOf(men[man]) })),
    swap ? [map(pawns[1]), map(pawns[0])] : [map(pawns[0]), map(pawns[1])],
    !hasPawns,
  );
  const pinnedTo = (place: Placed['place']): number[] | undefined => {
    if (!('cell' in place)) return undefined;
    const cell = place.cell ^ flip;
    if (hasPawns) return [cell];
    const images = Array.from({ length: SYMMETRIES }, (_, g) => TURNS[g * 64 + cell]);
    return [...new Set(images)].sort((a, b) => a - b);
  };
  return {
    problem,
    pinned: promoted < 0 ? undefined : pinnedTo(men[promoted].place),
    resolved: { problem, flip, swap, digits, kings },
    turn: toMove,
    stored,
    isBackedUp,
  };
}

/** Returns whether the men are those of the class with the same sides; else the sides are exchanged. */
function isAlike(order: StoredOrder, men: readonly Man[], pawns: Problem['pawns']): boolean {
  const own = (list: readonly Man[], kind: number): number =>
    list.filter((man) => man.side === 0 && man.kind === kind).length;
  return order.pawns[0] === pawns[0].length && men.every(({ kind }) => own(men, kind) === own(order.men, kind));
}
