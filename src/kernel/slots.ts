import { type PawnPlacement, placementsOf, solveClass } from './classes.ts';
import { beside } from './exits.ts';
import { type Passants, passantsOf } from './passant.ts';
import type { Problem, Resolved } from './problem.ts';
import type { ProblemCache } from './problem-cache.ts';
import type { KernelTask } from './task.ts';
import type { Side } from '../game/schema.ts';
import type { Settled, Solved } from './solved.ts';
import type { StoredOrder } from './stored-order.ts';

/** Problems see the board as it is, mirrored, or with the sides exchanged: `cell ^ flip`. */
const VIEWS = [0, 7, 56, 63] as const;

/** A pawn placement of a class, with the solved problem that holds its positions. */
export interface Slot {
  readonly pawns: PawnPlacement;
  readonly solved: Solved;
  /** Which of the views of `ClassSlots`. */
  readonly view: number;
  /** Whether sides are exchanged. */
  readonly swap: boolean;
  /** By side to move and number of the marked pawn, from 1. */
  readonly marked: readonly (readonly (Passants | undefined)[])[];
  /** Positions that exits settle, if they were asked for. */
  readonly settled: Settled | undefined;
}

/** The pawn placements of a class. */
export interface ClassSlots {
  /** In stored order; undefined where two pawns would share a cell. */
  readonly slots: readonly (Slot | undefined)[];
  /** For each view that occurs, one of the problems seen so: all of them number the other men alike. */
  readonly views: readonly (Resolved | undefined)[];
}

/**
 * Solves every problem of a class.
 * @param settled whether to find the positions that exits settle, too
 * @param task as for `solveClass`
 * @throws EndgameError E_ABORTED, E_BUDGET
 */
export async function slotsOf(
  cache: ProblemCache,
  order: StoredOrder,
  task: KernelTask,
  settled: boolean,
): Promise<ClassSlots> {
  const found = new Map<Problem, Settled>();
  const visit = async (solved: Solved): Promise<void> => {
    found.set(solved.problem, await cache.settled(solved, task));
  };
  await solveClass(cache, order, task, settled ? visit : undefined);
  const slots: (Slot | undefined)[] = [];
  const views: Resolved[] = [];
  for (const pawns of placementsOf(order)) {
    if (pawns === undefined) {
      slots.push(undefined);
      continue;
    }
    const resolved = cache.problems.resolve(order.men, pawns);
    const { problem, swap, flip } = resolved;
    const solved = await cache.solved(problem, task);
    const view = VIEWS.indexOf(flip as 0);
    views[view] = resolved;
    const marked = await marksOf(cache, resolved, pawns, task);
    slots.push({ pawns, solved, view, swap, marked, settled: found.get(problem) });
  }
  return { slots, views };
}

/** Returns for each side to move the pawns that can have been marked, with their captures. */
async function marksOf(
  cache: ProblemCache,
  resolved: Resolved,
  pawns: readonly [readonly number[], readonly number[]],
  run: KernelTask,
): Promise<(Passants | undefined)[][]> {
  const marks: (Passants | undefined)[][] = [];
  for (const turn of [0, 1] as const) {
    const list: (Passants | undefined)[] = [undefined];
    const forward = turn === 0 ? 8 : -8;
    const occupied = new Set([...pawns[0], ...pawns[1]]);
    for (const marked of pawns[1 - turn]) {
      const stands =
        marked >> 3 === (turn === 0 ? 4 : 3) &&
        pawns[turn].some((cell) => beside(cell, marked)) &&
        !occupied.has(marked + forward) &&
        !occupied.has(marked + 2 * forward);
      list.push(stands ? await passantsOf(cache, resolved.problem, { marked, turn }, resolved, run) : undefined);
    }
    marks.push(list);
  }
  return marks;
}

/** Returns the side to move in the slot's problem. */
export function sideIn({ swap }: Slot, turn: Side): Side {
  return (swap ? 1 - turn : turn) as Side;
}
