import { EndgameError } from '../game/errors.ts';
import { Pacer } from '../platform/pacer.ts';
import type { Position } from '../game/position.ts';
import { PawnNode, type Pawns } from './bounds.ts';
import { PieceNode } from './bounds-piece.ts';
import type { PieceGraph, PieceProblem } from './piece-contract.ts';
import { areNear, holds } from './grid.ts';
import type { ProblemCache } from '../kernel/problem-cache.ts';
import type { Side } from '../game/schema.ts';
import { MOVERS, PAWN_KIND } from '../kernel/problem.ts';
import { isSame, judgeSpot, type Spot, type WinVerdict } from './spot.ts';
import { walk } from './walk.ts';
import type { KernelTask } from '../kernel/task.ts';

/** Limits of a search. */
export interface FrontierTask extends KernelTask {
  /** Returns whether to stop. */
  readonly isLate: () => boolean;
  /** Most problems to expand. */
  readonly problems: number;
  /** Most bytes. */
  readonly memory: number;
}

interface Frame {
  readonly spot: Spot;
  /** Number of expanded problems when the frame began, and the number that it may expand. */
  readonly start: number;
  readonly allowance: number;
  /** For problems with a piece: positions to examine before they are solved again. */
  queue: Spot[];
  last: Spot | undefined;
  lastCount: number;
}

const FEWEST = 4;
/** Cost of a problem with a piece, in problems without one. */
const PIECE_COST = 1;
/** Most positions that the search examines around a position with a piece. */
const MOST_SEEN = 4000;
const MOST_FOUND = 8;

/**
 * The part of all problems that a position needs, expanded step by step. To learn whether a side wins, the search plays
 * its most hopeful plan against the reply that would refute it if every unknown failed. Where that game leaves the
 * known problems, it finds the next problem to expand. The claims of both sides depend on that problem, so any result
 * costs one of them a claim (refinement by strategies: L. de Alfaro, P. Roy, "Solving games via three-valued
 * abstraction refinement").
 *
 * The search goes depth first, with an allowance of problems for each problem that it enters: half of what its parent
 * has left. A problem whose allowance ends is closed until the search starts over with a larger one. Bounds stay.
 */
export class Frontier implements PieceGraph {
  /** Solved problems. */
  readonly cache: ProblemCache;
  epoch = 0;
  /** How hard the problems may be that are expanded; see `PieceGraph.effort`. */
  effort = 0;
  /** Whether an allowance has ended since closed problems were opened. */
  wasCut = false;
  /** Bytes of all bounds. */
  bytes = 0;
  /** Number of expanded problems. */
  expanded = 0;
  readonly #pawns = new Map<string, PawnNode>();
  readonly #promoted = new Map<string, PieceNode>();
  readonly #pacer = new Pacer();
  /** Cost of the expansions, in problems of kings and pawns. */
  #spent = 0;

  constructor(cache: ProblemCache) {
    this.cache = cache;
  }

  /** Number of known problems, expanded or not. */
  get problems(): number {
    return this.#pawns.size + this.#promoted.size;
  }

  /** Returns the expanded problems. */
  lookedInto(): (PawnNode | PieceProblem)[] {
    return [...this.#pawns.values(), ...this.#promoted.values()].filter((node) => node.expanded);
  }

  pawns(pawns: Pawns): PawnNode {
    const key = keyOf(pawns);
    let node = this.#pawns.get(key);
    if (!node) {
      node = new PawnNode(this, pawns);
      this.#pawns.set(key, node);
    }
    return node;
  }

  promoted(kind: number, side: Side, pawns: Pawns): PieceNode {
    const key = keyOf(pawns) + kind + side;
    let node = this.#promoted.get(key);
    if (!node) {
      node = new PieceNode(this, kind, side, pawns);
      this.#promoted.set(key, node);
    }
    return node;
  }

  took(bytes: number): void {
    this.bytes += bytes;
  }

  /** Opens closed problems again. */
  reopen(): void {
    this.epoch++;
    this.wasCut = false;
  }

  /**
   * Searches whether `by` wins.
   * @param allowance number of problems that it may expand
   * @returns 'unknown' if the allowance or the task's limits ended it
   * @throws EndgameError E_ABORTED
   */
  async settle(spot: Spot, by: Side, allowance: number, task: FrontierTask): Promise<WinVerdict> {
    const stack: Frame[] = [this.#frame(spot, allowance)];
    for (;;) {
      const frame = stack.at(-1)!;
      await this.#breathe(task);
      await this.#look(frame.spot.node, task);
      const verdict = judgeSpot(frame.spot, by);
      const used = this.#spent - frame.start;
      const isOver = task.isLate() || this.#isFull(task);
      if (isOver) return judgeSpot(spot, by);
      if (verdict === 'unknown' && used < frame.allowance) {
        const next = this.#next(frame, by);
        if (next) {
          stack.push(this.#frame(next, Math.max(FEWEST, (frame.allowance - used) >> 1)));
          continue;
        }
        // There is nothing left to expand, though it is not decided: the exits lead to too many men.
        if (frame.spot.node instanceof PawnNode || frame.spot.node.expanded) frame.spot.node.close();
        else await this.#open(frame.spot.node, task);
        continue;
      }
      stack.pop();
      if (stack.length === 0) {
        this.wasCut ||= verdict === 'unknown';
        return verdict;
      }
      if (verdict === 'unknown') {
        frame.spot.node.close();
        this.wasCut = true;
      }
    }
  }

  #frame(spot: Spot, allowance: number): Frame {
    return { spot, start: this.#spent, allowance, queue: [], last: undefined, lastCount: -1 };
  }

  #isFull(task: FrontierTask): boolean {
    return this.expanded >= task.problems || this.bytes >= task.memory;
  }

  /** Lets timers and other work have their turn now and then. */
  async #breathe({ signal }: FrontierTask): Promise<void> {
    if (!this.#pacer.isDue) return;
    await this.#pacer.pause();
    if (signal?.aborted) throw new EndgameError('E_ABORTED', 'stopped while solving', 'run it again');
  }

  async #look(node: PawnNode | PieceProblem, task: FrontierTask): Promise<void> {
    if (!(node instanceof PawnNode)) {
      if (node.expanded) await node.refresh({ signal: task.signal });
      else node.robbed.refresh();
      return;
    }
    if (!node.expanded) {
      node.expand();
      this.expanded++;
      this.#spent++;
    }
    node.refresh();
  }

  async #open(node: PieceProblem, task: FrontierTask): Promise<void> {
    await node.refresh({ signal: task.signal });
    this.expanded++;
    this.#spent += PIECE_COST;
  }

  /** Returns the next position to examine. */
  #next(frame: Frame, by: Side): Spot | undefined {
    const { spot } = frame;
    const { node } = spot;
    if (node instanceof PawnNode) {
      const next = walk(node, spot, by);
      // The same position again, and nothing learnt meanwhile: that would go on for ever.
      if (frame.last && frame.lastCount === this.expanded && isSame(frame.last, next)) next.node.close();
      frame.last = next;
      frame.lastCount = this.expanded;
      return next;
    }
    if (!node.expanded) {
      const robbed = this.#capture(node, spot);
      return robbed && judgeSpot(robbed, by) === 'unknown' ? robbed : undefined;
    }
    if (frame.lastCount !== this.expanded && frame.queue.length === 0) {
      frame.queue = this.#around(node, spot, by);
      frame.lastCount = this.expanded;
    }
    for (let next = frame.queue.shift(); next; next = frame.queue.shift()) {
      if (judgeSpot(next, by) === 'unknown') return next;
    }
    return undefined;
  }

  /** Returns the position after the capture of a man that has just been promoted. */
  #capture(node: PieceProblem, { turn, pair, cell }: Spot): Spot | undefined {
    if (turn === node.side || !areNear(turn === 0 ? pair >> 6 : pair & 63, cell)) return undefined;
    const after = turn === 0 ? (cell << 6) | (pair & 63) : (pair & ~63) | cell;
    if (!holds(node.robbed.legal(node.side), after)) return undefined;
    return { node: node.robbed, turn: node.side, pair: after, cell: -1 };
  }

  /**
   * Returns the undecided successors of the undecided positions around a position, the nearest first. Exits of the side
   * without the piece come first, since its pawns are in doubt; others only if there are none.
   */
  #around(node: PieceProblem, { turn, pair, cell }: Spot, by: Side): Spot[] {
    const seen = new Set<number>();
    const queue = [(pair * 64 + cell) * 2 + turn];
    const found = [new Map<string, Spot>(), new Map<string, Spot>()];
    for (let i = 0; i < queue.length && i < MOST_SEEN && found[0].size < MOST_FOUND; i++) {
      const turn = (queue[i] & 1) as Side;
      const index = queue[i] >> 1;
      const next = (1 - turn) as Side;
      for (const after of node.within(turn, index)) {
        const key = after * 2 + next;
        if (seen.has(key) || !node.isUnknown(by, next, after)) continue;
        seen.add(key);
        queue.push(key);
      }
      const where = found[turn === node.side ? 1 : 0];
      for (const spot of node.after(turn, index)) {
        if (!(spot.node instanceof PawnNode) && !spot.node.isLegal(spot.turn, spot.pair * 64 + spot.cell)) continue;
        if (judgeSpot(spot, by) !== 'unknown') continue;
        const key = spot.node instanceof PawnNode ? keyOf(spot.node.pawns) : spot.node.problem.key;
        if (!where.has(key)) where.set(key, spot);
      }
    }
    return [...found[found[0].size > 0 ? 0 : 1].values()];
  }

  /** Returns the problem and placement of a position; undefined if it has more than one piece. */
  spotOf(p: Position): Spot | undefined {
    const kinds = p.schema.kinds.length;
    const cells = (side: number, kind: number): number[] => {
      const code = 1 + side * kinds + kind;
      return [...p.lists.subarray(code * p.stride, code * p.stride + p.counts[code])];
    };
    const pawns: Pawns = [cells(0, PAWN_KIND).sort((a, b) => a - b), cells(1, PAWN_KIND).sort((a, b) => a - b)];
    const pair = (cells(0, 0)[0] << 6) | cells(1, 0)[0];
    let node: PawnNode | PieceProblem | undefined;
    let cell = -1;
    for (const side of [0, 1] as const) {
      for (let kind = 1; kind < MOVERS; kind++) {
        for (const at of cells(side, kind)) {
          if (node) return undefined;
          node = this.promoted(kind, side, pawns);
          cell = at;
        }
      }
    }
    return { node: node ?? this.pawns(pawns), turn: p.turn, pair, cell };
  }
}

/** Returns a letter for each cell, from '@' on; the slashes between them are none of these. */
function keyOf([white, black]: Pawns): string {
  return `${String.fromCharCode(...white.map((cell) => cell + 64))}/${String.fromCharCode(...black.map((cell) => cell + 64))}/`;
}
