/**
 * Whole classes in an order that keeps memory small: before a class the classes that its pawns can become, each whole.
 * Problem by problem the work would be the same, but every problem of a class would ask for some of each class above it,
 * and with two pawns these are dozens of classes of hundreds of megabytes.
 */

import type { Library } from './library.ts';
import { type Order, orderOf } from './order.ts';
import { type Man, MOVERS, PAWN, type Problem } from './problem.ts';
import type { KernelTask } from './workshop.ts';

export type Pawns = readonly [readonly number[], readonly number[]];

/** Every placement of a class's pawns in stored order, undefined where two of them would share a cell. */
export function* placementsOf({ pawnGroups: [white, black] }: Order): Generator<Pawns | undefined, void, void> {
  for (let w = 0; w < white.size; w++) {
    const own = white.places.subarray(w * white.men, (w + 1) * white.men);
    for (let b = 0; b < black.size; b++) {
      const theirs = black.places.subarray(b * black.men, (b + 1) * black.men);
      yield own.some((cell) => theirs.includes(cell)) ? undefined : [[...own], [...theirs]];
    }
  }
}

/**
 * Solves what the pawns of a class can become, as far as it is not at hand and something of the class itself is missing.
 * @throws EndgameError E_ABORTED, E_BUDGET
 */
export async function solvePromotions(library: Library, order: Order, task: KernelTask): Promise<void> {
  if (missing(library, order).length === 0) return;
  for (const side of [0, 1] as const) {
    if (order.pawns[side] === 0) continue;
    for (let kind = 1; kind < MOVERS; kind++) {
      const counts = countsOf(order);
      counts[side][PAWN]--;
      counts[side][kind]++;
      const promoted = orderOf(counts);
      await solvePromotions(library, promoted, task);
      for (const problem of missing(library, promoted)) await library.solved(problem, task);
    }
  }
}

function missing(library: Library, order: Order): Problem[] {
  const problems = new Set<Problem>();
  for (const pawns of placementsOf(order)) {
    if (pawns === undefined) continue;
    const { problem } = library.problems.resolve(order.men, pawns);
    if (!library.has(problem)) problems.add(problem);
  }
  return [...problems];
}

/** Men of each kind, pawns included, by side. */
function countsOf({ men, pawns }: Order): [number[], number[]] {
  const count = (side: number): number[] =>
    Array.from({ length: PAWN + 1 }, (_, kind) =>
      kind === PAWN ? pawns[side] : men.filter((man: Man) => man.kind === kind && man.side === side).length,
    );
  return [count(0), count(1)];
}
