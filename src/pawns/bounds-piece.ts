import { type Level, OPEN, type PawnNode, type Pawns, type Run, SHUT, SURE } from './bounds.ts';
import {
  CELLS_AROUND,
  capturesInto,
  clearOf,
  EMPTY_GRID,
  type Grid,
  GRID_WORDS,
  minus,
  newGrid,
  PAIRS,
} from './grid.ts';
import { LOSS, PACKED_ILLEGAL, type PackedCodes, WIN } from '../kernel/packed.ts';
import { PieceExits } from './piece-exits.ts';
import type { Side } from '../game/schema.ts';
import { KINGS, type Problem, problemAsItStands } from '../kernel/problem.ts';
import { reach } from './reach.ts';
import type { CodePair, PieceGraph, PieceProblem, Spot } from './piece-contract.ts';
import type { KernelTask } from '../kernel/task.ts';

const RUNS = [0, 1] as const;

/** Least effort at which promotions to king (never), queen, rook, bishop and knight are expanded. */
const EFFORTS = [0, 0, 1, 1, 1];

/**
 * Bounds of a problem with one man besides kings and pawns: the result of a promotion. Such problems are too large for
 * plain numbers. So the machine solves them twice, with the worst and with the best bounds of their successors. A
 * problem that is not expanded is unknown but for one thing: the other king may capture the new man at once.
 */
export class PieceNode implements PieceProblem {
  readonly pawns: Pawns;
  readonly kind: number;
  readonly side: Side;
  /** The problem after the piece is captured. */
  readonly robbed: PawnNode;
  readonly problem: Problem;
  #version = 0;
  /** By run; undefined until the problem is expanded. */
  codes: readonly [CodePair, CodePair] | undefined;
  readonly #graph: PieceGraph;
  readonly #occupied: ReadonlySet<number>;
  readonly #views = new Map<number, Grid>();
  #legality: CodePair | undefined;
  #exits: PieceExits | undefined;
  readonly #changes: [number, number] = [0, 0];
  #frozen: readonly [number, number] = [0, 0];
  readonly #seen: [number, number] = [-1, -1];
  #viewed = -1;
  #closed = -1;

  constructor(graph: PieceGraph, kind: number, side: Side, pawns: Pawns) {
    this.#graph = graph;
    this.kind = kind;
    this.side = side;
    this.pawns = pawns;
    this.robbed = graph.pawns(pawns);
    this.#occupied = new Set([...pawns[0], ...pawns[1]]);
    this.problem = problemAsItStands([...KINGS, { kind, side }], pawns);
  }

  get version(): number {
    return this.#version + this.robbed.version;
  }

  get expanded(): boolean {
    return this.codes !== undefined;
  }

  changes(run: Run): number {
    // Once the problem itself is solved, the problem without the piece adds nothing to it.
    return this.#changes[run] + (this.codes ? this.#frozen[run] : this.robbed.changes(run));
  }

  get isClosed(): boolean {
    const { epoch, effort } = this.#graph;
    return this.#closed === epoch || (!this.codes && EFFORTS[this.kind] > effort);
  }

  get limited(): boolean {
    return this.isClosed || this.robbed.limited;
  }

  close(): void {
    this.#closed = this.#graph.epoch;
    this.#version++;
  }

  /** Returns the legal placements after a promotion on `cell`, so the other side is to move. */
  legal(turn: Side, cell: number): Grid {
    return this.#view(cell, 8, () => {
      const grid = minus(this.robbed.legal(turn), EMPTY_GRID);
      const free = clearOf([cell]);
      for (let i = 0; i < GRID_WORDS; i++) grid[i] &= free[i];
      return grid;
    });
  }

  won(by: Side, level: Level, turn: Side, cell: number): Grid {
    return this.#view(cell, by * 4 + level, () =>
      this.codes ? this.#read(by, level, turn, cell) : this.#guess(by, level, turn, cell),
    );
  }

  #view(cell: number, what: number, make: () => Grid): Grid {
    // Every change in the state of closed problems changes the epoch or a version.
    const now = this.version + 1e6 * this.#graph.epoch;
    if (now !== this.#viewed) this.#views.clear();
    this.#viewed = now;
    const key = cell * 16 + what;
    const known = this.#views.get(key);
    if (known) return known;
    const made = make();
    this.#views.set(key, made);
    return made;
  }

  #read(by: Side, level: Level, turn: Side, cell: number): Grid {
    // If White attacks, the worst run is the sure one; if Black attacks, the best run is.
    const sure = level === SURE || (level === SHUT && !this.isClosed) || (level === OPEN && this.isClosed);
    const codes = this.codes![sure === (by === 0) ? 0 : 1][turn];
    const code = by === turn ? WIN : LOSS;
    const grid = newGrid();
    for (let pair = 0; pair < PAIRS; pair++) {
      if (codes.at(pair * 64 + cell) === code) grid[pair >> 5] |= 1 << (pair & 31);
    }
    return grid;
  }

  #guess(by: Side, level: Level, turn: Side, cell: number): Grid {
    const { side, robbed } = this;
    const legal = this.legal(turn, cell);
    // Unknown wins are wins at `hope`; at the other levels it depends on whether this problem is closed.
    const unknown = level === SURE ? false : level === SHUT ? this.isClosed : level === OPEN ? !this.isClosed : true;
    const captures = newGrid();
    if (by === side) {
      if (!unknown) return EMPTY_GRID;
      capturesInto(turn, cell, minus(robbed.legal(side), robbed.won(by, level, side)), captures);
      return minus(legal, captures);
    }
    if (this.pawns[by].length === 0) return EMPTY_GRID;
    if (unknown) return legal;
    capturesInto(turn, cell, robbed.won(by, level, side), captures);
    for (let i = 0; i < GRID_WORDS; i++) captures[i] &= legal[i];
    return captures;
  }

  /** Returns the outcome for White of a position in a run: 1, 0 or -1. */
  outcome(run: Run, turn: Side, index: number): number {
    const { pawns, side } = this;
    if (!this.codes) {
      const hopeful = pawns[run === 0 ? 1 : 0].length > 0 || side === (run === 0 ? 1 : 0);
      return hopeful ? (run === 0 ? -1 : 1) : 0;
    }
    const code = this.codes[run][turn].at(index);
    return code === WIN ? (turn === 0 ? 1 : -1) : code === LOSS ? (turn === 0 ? -1 : 1) : 0;
  }

  /** Returns whether it is open if `by` wins. */
  isUnknown(by: Side, turn: Side, index: number): boolean {
    const won = by === 0 ? 1 : -1;
    return this.outcome(by, turn, index) !== won && this.outcome((1 - by) as Side, turn, index) === won;
  }

  /** Solves the problem again if the bounds of a successor have changed. */
  async refresh(task: KernelTask): Promise<void> {
    const exits = (this.#exits ??= new PieceExits(this.#graph, this));
    const before = this.codes;
    const runs: CodePair[] = before ? [...before] : [];
    for (const run of RUNS) {
      const seen = exits.changes(run);
      if (seen === this.#seen[run]) continue;
      this.#seen[run] = seen;
      const now = await exits.solve(run, task);
      if (before && before[run].every((old, turn) => old.equals(now[turn]))) continue;
      runs[run] = now;
      this.#changes[run]++;
      this.#version++;
    }
    if (!before) this.#graph.took(64 ** 3);
    this.codes = [runs[0], runs[1]];
    this.#legality = undefined;
    if (!before) this.#frozen = [this.robbed.changes(0), this.robbed.changes(1)];
  }

  /**
   * Returns the codes of a run for one side to move. Before the problem is expanded, all legal positions have the same
   * code.
   */
  async codesOf(run: Run, turn: Side): Promise<PackedCodes> {
    if (this.codes) return this.codes[run][turn];
    if (!this.#legality) {
      this.#legality = await this.#graph.cache.solver.legal(this.problem);
      this.#graph.took(64 ** 3 / 2);
    }
    const outcome = this.outcome(run, turn, 0);
    return this.#legality[turn].alike(outcome === 0 ? 0 : outcome > 0 === (turn === 0) ? WIN : LOSS);
  }

  /** Returns whether a position is legal, as far as is known. */
  isLegal(turn: Side, index: number): boolean {
    const codes = this.codes ? this.codes[0] : this.#legality;
    return codes === undefined || codes[turn].at(index) !== PACKED_ILLEGAL;
  }

  /**
   * Yields the successors of exits in other problems or, if these have two pieces, the positions after the replies. The
   * problem must be expanded.
   */
  after(turn: Side, index: number): Generator<Spot> {
    return this.#exits!.after(turn, index);
  }

  /** Yields the successors within the problem. */
  *within(turn: Side, index: number): Generator<number> {
    const white = index >> 12;
    const black = (index >> 6) & 63;
    const piece = index & 63;
    const next = (1 - turn) as Side;
    for (const to of CELLS_AROUND[turn === 0 ? white : black]) {
      const after = turn === 0 ? (to << 12) | (index & 4095) : (white << 12) | (to << 6) | piece;
      if (this.isLegal(next, after)) yield after;
    }
    if (turn !== this.side) return;
    for (const to of this.reach(piece, white, black)) {
      const after = (index & ~63) | to;
      if (this.isLegal(next, after)) yield after;
    }
  }

  /** Returns the free cells that the piece reaches from `from`. */
  reach(from: number, white: number, black: number): number[] {
    return reach(this.kind, from, (c) => c === white || c === black || this.#occupied.has(c));
  }
}
