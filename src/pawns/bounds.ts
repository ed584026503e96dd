import { beside } from '../kernel/exits.ts';
import {
  capturesInto,
  checkedGrid,
  clearOf,
  EMPTY_GRID,
  type Grid,
  GRID_BYTES,
  GRID_WORDS,
  legalGrids,
  minus,
  newGrid,
  pursue,
  sameGrid,
  steps,
  unite,
  type Won,
} from './grid.ts';
import type { Side } from '../game/schema.ts';
import { MOVERS } from '../kernel/problem.ts';

/**
 * How unknown problems count; see `SURE`, `SHUT`, `OPEN` and `HOPE`. Some unknown problems are closed, that is too hard
 * for now. A placement in `shut` and not in `open` depends on closed problems alone.
 */
export type Level = 0 | 1 | 2 | 3;
/** Won even if every unknown fails. */
export const SURE = 0;
/** Won if the closed unknowns are wins and the open ones fail. */
export const SHUT = 1;
/** Won if the open unknowns are wins and the closed ones fail. */
export const OPEN = 2;
/** Won if every unknown is a win. */
export const HOPE = 3;

/** Cells of the white and of the black pawns, ascending. */
export type Pawns = readonly [readonly number[], readonly number[]];

/** Two ways to count every unknown: lost for White (0), or won (1). */
export type Run = 0 | 1;

/** A problem as the moves to it see it. */
export interface Node {
  readonly pawns: Pawns;
  /** Grows with every change of the problem's bounds. */
  readonly version: number;
  /** Grows with every change of the problem's values in a run. */
  changes(run: Run): number;
  /** Returns the legal placements of the kings; a third man, if there is one, stands on `cell`. */
  legal(turn: Side, cell: number): Grid;
  /** Returns the placements that `by` wins with `turn` to move. */
  won(by: Side, level: Level, turn: Side, cell: number): Grid;
  /** Whether `shut` differs from `sure`, or `open` from `hope`. */
  readonly limited: boolean;
}

/** The problems of a search, one object for each. */
export interface PawnGraph {
  /** Grows when closed problems are opened again. */
  readonly epoch: number;
  /** Returns the problem of kings and these pawns. */
  pawns(pawns: Pawns): PawnNode;
  /** Returns the problem with one more man of `side`. */
  promoted(kind: number, side: Side, pawns: Pawns): Node;
  /** Counts memory that a problem has allocated. */
  took(bytes: number): void;
}

/** An exit of a problem of kings and pawns. */
export interface PawnExit {
  /** Problem after the move. */
  readonly child: Node;
  /** Cell of the man that a pawn has become, or -1. */
  readonly cell: number;
  /** Cell on which a king captures, or -1 if a pawn moves. */
  readonly taken: number;
  /** Placements that leave the way free, if the legality of the successor does not say so. */
  readonly way: Grid | undefined;
  /** Problems after a capture en passant. */
  readonly passants: readonly PawnNode[];
}

type Sets = [Won, Won, Won, Won];
const NONE: Won = [EMPTY_GRID, EMPTY_GRID];

/**
 * Bounds of a problem of kings and pawns while its successors are not all solved: for either side, the placements that
 * it surely wins, and those that it may hope to win. A problem that is not expanded is a hope for both. Bounds follow
 * from those of the exits' successors and only narrow, so they are sound at any time (three-valued games: P. Godefroid
 * et al., "Abstraction-based model checking using modal transition systems"). Two more sets tell the search what is
 * left to do; see `Level`.
 */
export class PawnNode implements Node {
  readonly pawns: Pawns;
  version = 0;
  /** By side to move; undefined until the problem is expanded. */
  exits: readonly [readonly PawnExit[], readonly PawnExit[]] | undefined;
  readonly #graph: PawnGraph;
  readonly #legal: readonly [Grid, Grid];
  /** By attacker and level: attacker to move, defender to move. */
  readonly #sets: [Sets, Sets];
  /** Legal, and there is a move or check: stalemate is no loss. */
  #live: readonly [Grid, Grid] = NONE;
  readonly #changes: [number, number] = [0, 0];
  #seen = -1;
  #epoch = -1;
  #closed = -1;
  #limited = false;
  readonly #settled: [boolean, boolean] = [false, false];

  constructor(graph: PawnGraph, pawns: Pawns) {
    this.#graph = graph;
    this.pawns = pawns;
    this.#legal = legalGrids(pawns);
    const trivial = ([0, 1] as const).map((by): Sets => {
      // A bare king cannot win.
      const hope: Won = pawns[by].length === 0 ? NONE : [this.#legal[by], this.#legal[1 - by]];
      return [NONE, NONE, hope, hope];
    });
    this.#sets = [trivial[0], trivial[1]];
    graph.took(2 * GRID_BYTES + 500);
  }

  get expanded(): boolean {
    return this.exits !== undefined;
  }

  changes(run: Run): number {
    return this.#changes[run];
  }

  get limited(): boolean {
    return this.#isClosed || (this.#limited && this.#epoch === this.#graph.epoch);
  }

  get #isClosed(): boolean {
    return this.#closed === this.#graph.epoch;
  }

  legal(turn: Side): Grid {
    return this.#legal[turn];
  }

  won(by: Side, level: Level, turn: Side): Grid {
    return this.#sets[by][this.#leveled(level)][turn === by ? 0 : 1];
  }

  #leveled(level: Level): Level {
    if (level === SURE || level === HOPE) return level;
    if (this.#isClosed) return level === SHUT ? HOPE : SURE;
    return this.#epoch === this.#graph.epoch ? level : level === SHUT ? SURE : HOPE;
  }

  /** Closes the problem for this epoch. */
  close(): void {
    this.#closed = this.#graph.epoch;
    this.version++;
  }

  /** Returns the placements in which `turn` has no move and is not in check. */
  stale(turn: Side): Grid {
    return this.exits ? minus(this.#legal[turn], this.#live[turn]) : EMPTY_GRID;
  }

  /** Finds the exits. */
  expand(): void {
    if (this.exits) return;
    const exits = [this.#exitsOf(0), this.#exitsOf(1)] as const;
    this.exits = exits;
    const live = ([0, 1] as const).map((side) => {
      const grid = newGrid();
      steps(side, this.#legal[1 - side], grid);
      for (const exit of exits[side]) pull(side, exit, exit.child.legal((1 - side) as Side, exit.cell), grid);
      unite(grid, checkedGrid(this.pawns, side));
      for (let i = 0; i < GRID_WORDS; i++) grid[i] &= this.#legal[side][i];
      return grid;
    });
    this.#live = [live[0], live[1]];
    this.#graph.took(10 * GRID_BYTES + 200 * (exits[0].length + exits[1].length));
  }

  /** Updates the bounds from the bounds of the exits' successors. */
  refresh(): void {
    if (!this.exits) return;
    const { epoch } = this.#graph;
    let seen = 0;
    let limited = false;
    for (const list of this.exits) {
      for (const { child, passants } of list) {
        seen += child.version;
        limited ||= child.limited;
        for (const after of passants) {
          seen += after.version;
          limited ||= after.limited;
        }
      }
    }
    if (seen === this.#seen && epoch === this.#epoch) return;
    // Since the epoch began, other problems have seen `sure` and `hope` in place of the sets between them.
    const isNew = epoch !== this.#epoch;
    this.#seen = seen;
    this.#epoch = epoch;
    let changed = false;
    let differ = false;
    for (const by of [0, 1] as const) {
      if (this.#settled[by]) continue;
      const old = this.#sets[by];
      const sure = this.pursue(by, SURE);
      const hope = this.pursue(by, HOPE);
      const shut = limited ? this.pursue(by, SHUT) : sure;
      const open = limited ? this.pursue(by, OPEN) : hope;
      const sets: Sets = [sure, shut, open, hope];
      // In the run that is bad for White, Black's hopes count.
      if (!same(sure, old[SURE])) this.#changes[by]++;
      if (!same(hope, old[HOPE])) this.#changes[1 - by]++;
      changed ||= sets.some((won, level) => !same(won, old[level]));
      differ ||= limited && (!same(sure, shut) || !same(open, hope));
      this.#sets[by] = sets;
      this.#settled[by] = same(sure, hope);
    }
    this.#limited = differ;
    if (changed || (isNew && differ)) this.version++;
  }

  /**
   * Returns the placements that `by` wins at a level.
   * @param onRound see the function `pursue`
   */
  pursue(by: Side, level: Level, onRound?: Parameters<typeof pursue>[1]): Won {
    const defender = (1 - by) as Side;
    const goals = newGrid();
    for (const exit of this.exits![by]) pull(by, exit, this.view(by, exit, by, level), goals);
    const saves = newGrid();
    for (const exit of this.exits![defender]) {
      const legal = exit.child.legal(by, exit.cell);
      pull(defender, exit, minus(legal, this.view(defender, exit, by, level)), saves);
    }
    const losable = minus(this.#live[defender], saves);
    // Sure wins stay wins, whatever else becomes known.
    const known = this.#sets[by][SURE][0];
    return pursue({ attacker: by, legal: this.#legal[by], goals, losable, known }, onRound);
  }

  /** Returns the placements after an exit of `mover` that `by` wins; the other side is to move there. */
  view(mover: Side, { child, cell, passants }: PawnExit, by: Side, level: Level): Grid {
    const turn = (1 - mover) as Side;
    const plain = child.won(by, level, turn, cell);
    if (passants.length === 0) return plain;
    const out = Uint32Array.from(plain);
    if (by === turn) {
      for (const after of passants) unite(out, after.won(by, level, mover));
      const legal = child.legal(turn, cell);
      for (let i = 0; i < GRID_WORDS; i++) out[i] &= legal[i];
      return out;
    }
    // A side without another move must capture.
    const stale = (child as PawnNode).stale(turn);
    const some = newGrid();
    for (const after of passants) unite(some, after.legal(mover));
    for (let i = 0; i < GRID_WORDS; i++) out[i] |= stale[i] & some[i];
    for (const after of passants) {
      const saved = minus(after.legal(mover), after.won(by, level, mover));
      for (let i = 0; i < GRID_WORDS; i++) out[i] &= ~saved[i];
    }
    return out;
  }

  #exitsOf(side: Side): PawnExit[] {
    const enemy = (1 - side) as Side;
    const { pawns } = this;
    const own = pawns[side];
    const theirs = pawns[enemy];
    const exits: PawnExit[] = [];
    const graph = this.#graph;
    const node = (mine: readonly number[], others: readonly number[]): PawnNode =>
      graph.pawns(side === 0 ? [mine, others] : [others, mine]);
    const quiet = { cell: -1, taken: -1, way: undefined, passants: [] };
    for (const taken of theirs) exits.push({ ...quiet, child: node(own, without(theirs, taken)), taken });
    const forward = side === 0 ? 8 : -8;
    const home = side === 0 ? 1 : 6;
    const last = side === 0 ? 7 : 0;
    const occupied = new Set([...own, ...theirs]);
    for (const from of own) {
      const rest = without(own, from);
      const arrive = (to: number, others: readonly number[]): void => {
        if (to >> 3 !== last) {
          exits.push({ ...quiet, child: node(joined(rest, to), others) });
          return;
        }
        const left: Pawns = side === 0 ? [rest, others] : [others, rest];
        for (let kind = 1; kind < MOVERS; kind++)
          exits.push({ ...quiet, child: graph.promoted(kind, side, left), cell: to });
      };
      const step = from + forward;
      if (!occupied.has(step)) {
        arrive(step, theirs);
        const double = step + forward;
        if (from >> 3 === home && !occupied.has(double)) {
          const passants = theirs
            .filter((cell) => beside(cell, double))
            .map((cell) => node(rest, joined(without(theirs, cell), step)));
          exits.push({ ...quiet, child: node(joined(rest, double), theirs), way: clearOf([step, double]), passants });
        }
      }
      for (const to of [step - 1, step + 1]) {
        if (to >> 3 === step >> 3 && theirs.includes(to)) arrive(to, without(theirs, to));
      }
    }
    return exits;
  }
}

/** Adds the placements from which a move of `side` leads into `after`. */
export function pull(side: Side, { taken, way }: PawnExit, after: Grid, into: Grid): void {
  if (taken >= 0) capturesInto(side, taken, after, into);
  else if (way) for (let i = 0; i < GRID_WORDS; i++) into[i] |= after[i] & way[i];
  else unite(into, after);
}

function same(a: Won, b: Won): boolean {
  return a === b || (sameGrid(a[0], b[0]) && sameGrid(a[1], b[1]));
}

/** Returns the cells without `cell`. */
export function without(cells: readonly number[], cell: number): number[] {
  return cells.filter((c) => c !== cell);
}

/** Returns the cells and `cell`, ascending. */
export function joined(cells: readonly number[], cell: number): number[] {
  return [...cells, cell].sort((a, b) => a - b);
}
