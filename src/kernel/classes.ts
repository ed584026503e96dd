import type { ProblemCache } from './problem-cache.ts';
import { type StoredOrder, orderOf } from './stored-order.ts';
import { type Man, MOVERS, PAWN_KIND, type Problem } from './problem.ts';
import type { KernelTask } from './task.ts';
import type { Solved } from './solved.ts';

/** Cells of the pawns of each side. */
export type PawnPlacement = readonly [readonly number[], readonly number[]];

/** Yields every placement of a class's pawns in stored order, undefined if two of them would share a cell. */
export function* placementsOf({
  pawnGroups: [white, black],
}: StoredOrder): Generator<PawnPlacement | undefined, void, void> {
  for (let w = 0; w < white.size; w++) {
    const own = white.places.subarray(w * white.men, (w + 1) * white.men);
    for (let b = 0; b < black.size; b++) {
      const theirs = black.places.subarray(b * black.men, (b + 1) * black.men);
      yield own.some((cell) => theirs.includes(cell)) ? undefined : [[...own], [...theirs]];
    }
  }
}

/**
 * Solves every problem of a class that is not cached. The classes that its pawns can become come first, each whole, in
 * an order that keeps memory small. Problem by problem the work would be the same. But every problem of a class would
 * need some of each class above it, and with two pawns these are dozens of classes of hundreds of megabytes.
 * @param task receives as progress the share of the missing problems that are solved, or of a single one's positions
 * @param visit receives every problem of the class, solved, while what lies behind its exits is cached
 * @throws EndgameError E_ABORTED, E_BUDGET
 */
export async function solveClass(
  cache: ProblemCache,
  order: StoredOrder,
  task: KernelTask,
  visit?: (solved: Solved) => Promise<void>,
): Promise<void> {
  const all = problemsOf(cache, order);
  const missing = all.filter((problem) => !cache.has(problem));
  const problems = visit ? all : missing;
  if (missing.length > 0) await solvePromoted(cache, order, task);
  let n = 0;
  const inner: KernelTask = { ...task, onProgress: (share) => task.onProgress?.((n + share) / problems.length) };
  for (; n < problems.length; n++) {
    const solved = await cache.solved(problems[n], inner);
    await visit?.(solved);
  }
}

/** Solves the classes that the pawns of a class can become. */
async function solvePromoted(cache: ProblemCache, order: StoredOrder, task: KernelTask): Promise<void> {
  for (const side of [0, 1] as const) {
    if (order.pawns[side] === 0) continue;
    for (let kind = 1; kind < MOVERS; kind++) {
      const counts = countsOf(order);
      counts[side][PAWN_KIND]--;
      counts[side][kind]++;
      await solveClass(cache, orderOf(counts), { ...task, onProgress: () => task.onProgress?.(0) });
    }
  }
}

/** Returns the problems of a class. Problems that are about to become the same are neighbours. */
function problemsOf(cache: ProblemCache, order: StoredOrder): Problem[] {
  const problems = new Set<Problem>();
  const placements = [...placementsOf(order)].flatMap((pawns) => (pawns ? [{ pawns, key: urgency(pawns) }] : []));
  for (const { pawns } of placements.sort((a, b) => compare(a.key, b.key)))
    problems.add(cache.problems.resolve(order.men, pawns).problem);
  return [...problems];
}

/**
 * Returns sort keys. Placements with a pawn about to promote come first, sorted by the other pawns, so that the pieces
 * that it can become take memory only once. Advanced pawns come earlier, since their targets must be solved first.
 */
function urgency(pawns: PawnPlacement): number[] {
  const steps = pawns.map((cells, side) => cells.map((cell) => (side === 0 ? cell ^ 56 : cell)).sort((a, b) => a - b));
  const next = steps.findIndex((own) => own.length > 0 && own[0] < 16);
  if (next < 0) return [2, ...steps[0], ...steps[1]];
  const [promoting, ...others] = steps[next];
  return [next, ...steps[1 - next], ...others, promoting];
}

/** Compares keys as words are sorted. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

/** Returns the men of each kind, pawns included, by side. */
function countsOf({ men, pawns }: StoredOrder): [number[], number[]] {
  const count = (side: number): number[] =>
    Array.from({ length: PAWN_KIND + 1 }, (_, kind) =>
      kind === PAWN_KIND ? pawns[side] : men.filter((man: Man) => man.kind === kind && man.side === side).length,
    );
  return [count(0), count(1)];
}
