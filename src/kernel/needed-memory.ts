/** The memory that solving takes. */

import type { Side } from '../game/schema.ts';
import type { Metric } from '../game/values.ts';
import { PROMOTIONS, stridesOf } from './exits.ts';
import { KING_PAIRS } from './king-pairs.ts';
import { arrayBytes } from './layout.ts';
import { METRIC_CODES } from './metric.ts';
import type { Placed, Problem } from './problem.ts';
import { allExits } from './problem-solver.ts';
import { positionsOfProblem } from './solved.ts';
import { storedPartOf } from './stored-part.ts';
import type { Shortcuts } from './task.ts';

/** Bytes for each position of a class that a pawn can become, while a part of it is read. */
const READING_BYTES = 1.25;
/** The memory of the process that a kernel needs beside its arrays. */
const SPARE_BYTES = 16_000_000;

/** Returns the metrics in which classes are solved that a pawn of either side can become; the others are read from tables. */
function promotionsToSolve(problem: Problem, metric: Metric, { five, ...own }: Shortcuts): Metric[] {
  const { underpromotions, stored } = five?.shortcuts ?? own;
  // What distances to zeroing need of underpromotions is looked at, though it is an outcome.
  const kinds = (metric === 'wdl' ? underpromotions?.promotionsIn(problem) : undefined) ?? PROMOTIONS;
  const men: Placed[] = problem.digits.map((man, digit) => ({ ...man, place: { digit } }));
  const metricOf = (kind: number, side: Side): Metric[] => {
    if (problem.pawns[side].length === 0) return [];
    const [rest, theirs] = [problem.pawns[side].slice(1), problem.pawns[1 - side]];
    const pawns = side === 0 ? ([rest, theirs] as const) : ([theirs, rest] as const);
    const all = [...men, { kind, side, place: { cell: side === 0 ? 56 : 0 } }];
    const successor = { men: all, pawns, turn: (1 - side) as Side, taken: -1, key: '' };
    const isTold = metric === 'wdl' || five?.tells(five.problems.resolve(all, pawns).problem) === true;
    const isRead = isTold && stored !== undefined && storedPartOf(successor, stored) !== undefined;
    return isRead ? [] : [isTold ? 'wdl' : five === undefined ? metric : 'wdl50'];
  };
  return kinds.flatMap((kind) => [...metricOf(kind, 0), ...metricOf(kind, 1)]);
}

/** Returns whether values of a metric depend on the 50-move rule. */
export function isUnderRule(metric: Metric): boolean {
  return metric === 'dtz' || metric === 'wdl50';
}

/** Most bytes of a code. */
const CODE_BYTES: Readonly<Record<Metric, number>> = { dtm: 1, dtz: 2, wdl: 1 / 4, wdl50: 1 };

/** Returns the bytes of the codes of a problem, both sides to move. */
export function bytesOfCodes(problem: Problem, metric: Metric): number {
  return 2 * positionsOfProblem(problem) * CODE_BYTES[metric];
}

/** Returns the bytes that tell which positions of a problem exits settle, both sides to move. */
export function settledBytes(problem: Problem): number {
  return (2 * positionsOfProblem(problem)) / 8;
}

/** Returns the bytes of a machine that solves a problem: its sets of words and its slabs. */
export function machineBytes(problem: Problem, metric: Metric): number {
  return setBytes(problem, metric) + slabBytes(problem) + SPARE_BYTES;
}

/**
 * Returns the bytes that solving takes beside the problem's own codes: its sets of words and slabs, and, where a pawn can
 * become another piece, those of the largest class without that pawn, with its codes. Its slab is all that is kept of one
 * while the next is solved.
 */
export function workingBytes(problem: Problem, metric: Metric, shortcuts: Shortcuts = {}): number {
  const own = machineBytes(problem, metric);
  const pawns = problem.pawns[0].length + problem.pawns[1].length;
  if (pawns === 0) return own;
  const rows = (KING_PAIRS.count * 64 ** (problem.digits.length + pawns - 2)) / 4096;
  const behind = promotionsToSolve(problem, metric, shortcuts);
  if (behind.length === 0) return own + READING_BYTES * rows * 4096;
  const machine = Math.max(own, ...behind.map((of) => setBytes({ rows }, of) + SPARE_BYTES));
  return machine + slabBytes(problem) + Math.max(...behind.map((of) => 2 * rows * 4096 * CODE_BYTES[of]));
}

/** Returns the bytes of the slabs of a problem's exits. */
function slabBytes(problem: Problem): number {
  let bytes = 0;
  for (const behind of allExits(problem).successors.values()) bytes += stridesOf(problem, behind.taken).bytes;
  return bytes;
}

function setBytes(problem: Pick<Problem, 'rows'>, metric: Metric): number {
  const { depths, restarts } = METRIC_CODES[metric];
  return arrayBytes(problem, depths, restarts);
}
