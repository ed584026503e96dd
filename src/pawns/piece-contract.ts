/** What the parts of the search need to know of problems with one man besides kings and pawns, and of their graph. */

import type { Side } from '../game/schema.ts';
import type { PackedCodes } from '../kernel/packed.ts';
import type { ProblemCache } from '../kernel/problem-cache.ts';
import type { KernelTask } from '../kernel/task.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Node, PawnGraph, PawnNode, Pawns, Run } from './bounds.ts';

/** Codes by side to move. */
export type CodePair = readonly [PackedCodes, PackedCodes];

/** A position of a problem. */
export interface Spot {
  readonly node: PawnNode | PieceProblem;
  readonly turn: Side;
  /** White king's cell * 64 + black king's. */
  readonly pair: number;
  /** Cell of the third man, or -1. */
  readonly cell: number;
}

/** A problem with one man besides kings and pawns. */
export interface PieceProblem extends Node {
  readonly pawns: Pawns;
  /** Kind of the man. */
  readonly kind: number;
  /** Side of the man. */
  readonly side: Side;
  /** The problem after the piece is captured. */
  readonly robbed: PawnNode;
  /** The problem in the kernel's terms. */
  readonly problem: Problem;
  /** By run; undefined until the problem is expanded. */
  readonly codes: readonly [CodePair, CodePair] | undefined;
  /** Whether the problem has been solved with what is known of its successors. */
  readonly expanded: boolean;
  /** Whether the problem is too hard for this epoch. */
  readonly isClosed: boolean;
  /** Closes the problem for this epoch. */
  close(): void;
  /** Returns 1 if White wins in the run, -1 if Black does, else 0. */
  outcome(run: Run, turn: Side, index: number): number;
  /** Returns whether it is open if `by` wins. */
  isUnknown(by: Side, turn: Side, index: number): boolean;
  /** Returns whether a position is legal, as far as is known. */
  isLegal(turn: Side, index: number): boolean;
  /** Solves the problem again if the bounds of a successor have changed. */
  refresh(task: KernelTask): Promise<void>;
  /** Returns the codes of a run for one side to move. */
  codesOf(run: Run, turn: Side): Promise<PackedCodes>;
  /** Yields the indices of the successors within the problem. */
  within(turn: Side, index: number): Generator<number>;
  /** Yields the successors of its exits. */
  after(turn: Side, index: number): Generator<Spot>;
  /** Returns the cells that the piece reaches. */
  reach(from: number, white: number, black: number): number[];
}

/** The problems of a search, with one piece or none. */
export interface PieceGraph extends PawnGraph {
  /** Solved problems. */
  readonly cache: ProblemCache;
  /** How hard the problems may be that are expanded: promotions to a kind have a least effort. */
  readonly effort: number;
  /** Returns the problem with one more man of `side`. */
  promoted(kind: number, side: Side, pawns: Pawns): PieceProblem;
}
