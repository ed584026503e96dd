/**
 * En passant: a double step past an enemy pawn leads to a position with one more move. Its value is the better of the
 * same position without that right and of the capture. If nothing else can move, the capture is forced.
 */

import { forEachSuccessor } from '../game/rules.ts';
import { Position } from '../game/position.ts';
import { better, DRAW, UNUSED, type Value } from '../game/value.ts';
import { beside } from './exits.ts';
import type { Side } from '../game/schema.ts';
import { PAWN_KIND, type Problem, type Resolved } from './problem.ts';
import { positionsOfProblem, type SolvedBehind } from './solved.ts';
import type { KernelTask, Solving } from './task.ts';

/** The captures of a marked pawn, in the coordinates of the problem that holds the position. */
export interface Passants {
  /** Side that may capture. */
  readonly turn: Side;
  /** Cells that must be empty: the pawn passed over one and came from the other. */
  readonly empty: readonly [number, number];
  /** Problems after each capture, solved. */
  readonly captures: readonly { readonly resolved: Resolved; readonly solved: SolvedBehind }[];
}

/**
 * Returns the captures of a marked pawn, with their problems solved.
 * @throws EndgameError E_ABORTED, E_BUDGET
 */
export async function passantsOf(
  solving: Solving,
  problem: Problem,
  behind: { readonly marked?: number; readonly turn: Side },
  resolved: Pick<Resolved, 'flip' | 'swap'>,
  task: KernelTask,
): Promise<Passants> {
  const marked = behind.marked! ^ resolved.flip;
  const turn = (resolved.swap ? 1 - behind.turn : behind.turn) as Side;
  const forward = turn === 0 ? 8 : -8;
  const passed = marked + forward;
  const captures = [];
  for (const from of problem.pawns[turn]) {
    if (!beside(from, marked)) continue;
    const own = [...problem.pawns[turn].filter((c) => c !== from), passed].sort((a, b) => a - b);
    const theirs = problem.pawns[1 - turn].filter((c) => c !== marked);
    const men = problem.digits.map((man, digit) => ({ ...man, place: { digit } }));
    captures.push(await solving.behind({ men, pawns: turn === 0 ? [own, theirs] : [theirs, own] }, task));
  }
  return { turn, empty: [passed, passed + forward], captures };
}

/** Returns the value of the position of index `index` with the right to capture, or UNUSED if it is not legal. */
export function passantValue(
  solving: Solving,
  solved: SolvedBehind,
  { turn, empty, captures }: Passants,
  index: number,
): number {
  const { problem } = solved;
  const { metricCodes } = solving;
  const plain = metricCodes.meaning[solved.code(turn, index)];
  if (plain === UNUSED) return UNUSED;
  const count = problem.digits.length;
  for (let d = 0; d < count; d++) {
    const cell = Math.floor(index / 64 ** (count - 1 - d)) & 63;
    if (cell === empty[0] || cell === empty[1]) return UNUSED;
  }
  let best: number = UNUSED;
  for (const { resolved, solved: after } of captures) {
    // A pawn stands after en passant, so there is no king pair.
    let at = 0;
    resolved.digits.forEach((man, q) => {
      const cell = Math.floor(index / 64 ** (count - 1 - man)) & 63;
      at += (cell ^ resolved.flip) * 64 ** (count - 1 - q);
    });
    const v = metricCodes.meaning[after.code((resolved.swap ? turn : 1 - turn) as Side, at)];
    if (v === UNUSED) continue;
    const gained = metricCodes.out(v as Value);
    if (best === UNUSED || gained > best) best = gained;
  }
  if (best === UNUSED) return plain;
  // Only a stalemate forces the capture on a player who does not want it; being mated is never better.
  if (plain !== DRAW || best >= DRAW) return better(plain as Value, best as Value);
  return canMove(solving, problem, turn, index) ? plain : best;
}

/** Returns the ranks of moves to marked positions, by index. */
export function passantRanks(solving: Solving, solved: SolvedBehind, passants: Passants): Uint8Array {
  const { metricCodes } = solving;
  const ranks = new Uint8Array(positionsOfProblem(solved.problem));
  for (let index = 0; index < ranks.length; index++) {
    const v = passantValue(solving, solved, passants, index);
    if (v !== UNUSED) ranks[index] = metricCodes.rank(metricCodes.out(v as Value));
  }
  return ranks;
}

/**
 * Returns whether the side to move has a move other than en passant. It is called only if the answer matters, which is
 * rare.
 */
function canMove(solving: Solving, problem: Problem, turn: Side, index: number): boolean {
  const { game } = solving;
  const kinds = game.schema.kinds.length;
  const p = new Position(game.schema);
  const count = problem.digits.length;
  problem.digits.forEach((man, d) => {
    p.set(Math.floor(index / 64 ** (count - 1 - d)) & 63, 1 + man.side * kinds + man.kind);
  });
  problem.pawns.forEach((cells, side) => {
    for (const cell of cells) p.set(cell, 1 + side * kinds + PAWN_KIND);
  });
  p.turn = turn;
  p.forget();
  const moves = new Int32Array(game.maxMoves);
  return forEachSuccessor(game, p, moves, () => true) > 0;
}
