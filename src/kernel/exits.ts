import { BY_PAWN, CELL, HEAD, NOTHING } from './abi.ts';
import { KING_PAIRS } from './king-pairs.ts';
import type { Side } from '../game/schema.ts';
import { KINGS, type Man, MOVERS, type Placed, type Problem } from './problem.ts';

/** Positions after a kind of move, in the coordinates of the problem that it leaves. */
export interface Successor {
  /** Men but pawns; kings included. */
  readonly men: readonly Placed[];
  readonly pawns: readonly [readonly number[], readonly number[]];
  /** The side to move after the move. */
  readonly turn: Side;
  /** The digit that is gone, or -1. */
  readonly taken: number;
  /** The pawn that has just made a double step past enemy pawns, or undefined. */
  readonly marked?: number;
  /** Equal for equal successors. */
  readonly key: string;
}

/** An exit in the kernel's layout (abi.ts): captures and all moves of pawns. */
export interface Exit {
  /** A digit, HEAD or BY_PAWN. */
  readonly mover: number;
  /** A digit, CELL or NOTHING. */
  readonly taken: number;
  /** Cell of the captured pawn, or of the man that a pawn captures. */
  readonly cell: number;
  /** Cells that must be empty. */
  readonly path: readonly number[];
  /** Positions after the move. */
  readonly successor: Successor;
}

/** Kinds that a pawn can become. */
export const PROMOTIONS: readonly number[] = Array.from({ length: MOVERS - 1 }, (_, i) => i + 1);

/**
 * Returns every exit of a problem for one side.
 * @param promotions kinds that pawns may become
 */
export function exitsOf(problem: Problem, side: Side, promotions: readonly number[] = PROMOTIONS): Exit[] {
  const enemy = (1 - side) as Side;
  const { digits, pawns, hasKingPair } = problem;
  const exits: Exit[] = [];
  const men: Placed[] = digits.map((man, digit) => ({ ...man, place: { digit } }));
  if (hasKingPair) men.unshift({ kind: 0, side: 0, place: { king: 0 } }, { kind: 0, side: 1, place: { king: 1 } });

  const behind = (
    taken: number,
    own: readonly number[],
    theirs: readonly number[],
    promoted?: { kind: number; cell: number },
    marked?: number,
  ): Successor => {
    const left = men.filter((man) => !('digit' in man.place && man.place.digit === taken));
    if (promoted) left.push({ kind: promoted.kind, side, place: { cell: promoted.cell } });
    const placed: [readonly number[], readonly number[]] = side === 0 ? [own, theirs] : [theirs, own];
    const key = [side, taken, own.join(), theirs.join(), promoted?.kind ?? '', promoted?.cell ?? '', marked ?? ''].join(
      '|',
    );
    return { men: left, pawns: placed, turn: enemy, taken, key, ...(marked === undefined ? {} : { marked }) };
  };

  const movers = digits.flatMap((man, digit) => (man.side === side ? [digit] : []));
  if (hasKingPair) movers.unshift(HEAD);
  const prey = digits.flatMap((man: Man, digit) => (man.side === enemy && man.kind !== 0 ? [digit] : []));
  for (const mover of movers) {
    for (const taken of prey)
      exits.push({ mover, taken, cell: 0, path: [], successor: behind(taken, pawns[side], pawns[enemy]) });
    for (const cell of pawns[enemy]) {
      exits.push({
        mover,
        taken: CELL,
        cell,
        path: [],
        successor: behind(-1, pawns[side], without(pawns[enemy], cell)),
      });
    }
  }

  const forward = side === 0 ? 8 : -8;
  const home = side === 0 ? 1 : 6;
  const last = side === 0 ? 7 : 0;
  const occupied = new Set([...pawns[0], ...pawns[1]]);
  for (const from of pawns[side]) {
    const rest = without(pawns[side], from);
    /** Adds the moves of the pawn to `to`; each kind of promotion is one exit. */
    const arrive = (to: number, taken: number, path: number[], theirs: readonly number[]): void => {
      const move = { mover: BY_PAWN, taken: taken < 0 ? NOTHING : taken, cell: to, path };
      if (to >> 3 !== last) exits.push({ ...move, successor: behind(taken, joined(rest, to), theirs) });
      else {
        for (const kind of promotions)
          exits.push({ ...move, successor: behind(taken, rest, theirs, { kind, cell: to }) });
      }
    };
    const step = from + forward;
    if (!occupied.has(step)) {
      arrive(step, -1, [step], pawns[enemy]);
      const double = step + forward;
      if (from >> 3 === home && !occupied.has(double)) {
        const marked = pawns[enemy].some((cell) => beside(cell, double)) ? double : undefined;
        exits.push({
          mover: BY_PAWN,
          taken: NOTHING,
          cell: double,
          path: [step, double],
          successor: behind(-1, joined(rest, double), pawns[enemy], undefined, marked),
        });
      }
    }
    for (const to of [step - 1, step + 1]) {
      if (to >> 3 !== step >> 3) continue;
      if (pawns[enemy].includes(to)) arrive(to, -1, [], without(pawns[enemy], to));
      else if (!occupied.has(to)) for (const taken of prey) arrive(to, taken, [], pawns[enemy]);
    }
  }
  return exits;
}

/** Returns a name for what stands on the board, wherever it stands. */
export function materialOf(what: Problem | Successor): string {
  const men = 'digits' in what ? (what.hasKingPair ? [...KINGS, ...what.digits] : what.digits) : what.men;
  const names = men.map(({ kind, side }) => `${kind}${side}`).sort();
  return `${names.join()} ${what.pawns[0].length} ${what.pawns[1].length}`;
}

/** Returns the bytes between cells of each digit and between king pairs in a slab, and its length. */
export function stridesOf(problem: Problem, taken: number): { digits: number[]; head: number; bytes: number } {
  const digits = problem.digits.map(() => 0);
  let bytes = 1;
  for (let digit = digits.length - 1; digit >= 0; digit--) {
    if (digit === taken) continue;
    digits[digit] = bytes;
    bytes *= 64;
  }
  return { digits, head: problem.hasKingPair ? bytes : 0, bytes: bytes * (problem.hasKingPair ? KING_PAIRS.count : 1) };
}

/** Returns whether two cells are neighbours on one rank. */
export function beside(a: number, b: number): boolean {
  return a >> 3 === b >> 3 && Math.abs(a - b) === 1;
}

function without(cells: readonly number[], cell: number): number[] {
  return cells.filter((c) => c !== cell);
}

function joined(cells: readonly number[], cell: number): number[] {
  return [...cells, cell].sort((a, b) => a - b);
}
