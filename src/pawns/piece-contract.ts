/** What the parts of the search ask of problems with one man besides kings and pawns, and of where these come from. */

import type { Side } from '../game/schema.ts';
import type { PackedCodes } from '../kernel/packed.ts';
import type { ProblemCache } from '../kernel/problem-cache.ts';
import type { KernelTask } from '../kernel/problem-solver.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Node, PawnGraph, PawnNode, Pawns, Run } from './bounds.ts';

/** Codes by side to move. */
export type CodePair = readonly [PackedCodes, PackedCodes];

/** A position of a problem; with a third man on `cell`, else that is -1. */
export interface Spot {
  readonly node: PawnNode | PieceProblem;
  readonly turn: Side;
  /** White king's cell * 64 + black king's. */
  readonly pair: number;
  readonly cell: number;
}

export interface PieceProblem extends Node {
  readonly pawns: Pawns;
  readonly kind: number;
  readonly side: Side;
  /** What is left when the piece is captured. */
  readonly robbed: PawnNode;
  readonly problem: Problem;
  /** By run; undefined until it has been looked into. */
  readonly codes: readonly [CodePair, CodePair] | undefined;
  readonly expanded: boolean;
  readonly isClosed: boolean;
  close(): void;
  /** 1 if White wins, -1 if Black does, 0 if nobody, as the run sees it. */
  outcome(run: Run, turn: Side, index: number): number;
  isUnknown(by: Side, turn: Side, index: number): boolean;
  isLegal(turn: Side, index: number): boolean;
  refresh(task: KernelTask): Promise<void>;
  codesOf(run: Run, turn: Side): Promise<PackedCodes>;
  /** Indices of the positions that moves within the problem lead to. */
  within(turn: Side, index: number): Generator<number>;
  /** The positions that moves out of it lead to. */
  after(turn: Side, index: number): Generator<Spot>;
  /** Cells that the piece reaches. */
  reach(from: number, white: number, black: number): number[];
}

/** What a problem with a piece asks of its surroundings. */
export interface PieceGraph extends PawnGraph {
  readonly cache: ProblemCache;
  /** Promotions to a kind are looked into from this effort on. */
  readonly effort: number;
  promoted(kind: number, side: Side, pawns: Pawns): PieceProblem;
}
