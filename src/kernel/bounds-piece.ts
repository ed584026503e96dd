/**
 * Bounds of problems with one man besides kings and pawns: what a promotion leads to. They are too large for plain
 * numbers, so the machine solves them, once with the worst and once with the best that is known behind their moves out.
 * A problem that has not been looked into is unknown but for one thing: the other king may capture the new man at once.
 */

import {
  type Graph,
  joined,
  type Level,
  type Node,
  OPEN,
  type Pawns,
  type Run,
  type PawnNode,
  SHUT,
  SURE,
  without,
} from './bounds.ts';
import { type Behind, beside, BY_PAWN } from './exits.ts';
import {
  areNear,
  CELLS_AROUND,
  capturesInto,
  clearOf,
  EMPTY,
  type Grid,
  GRID_WORDS,
  holds,
  minus,
  newGrid,
  PAIRS,
} from './grid.ts';
import type { Library } from './library.ts';
import { ILLEGAL } from './metric.ts';
import { PackedCodes } from './packed.ts';
import { passantRanks } from './passant.ts';
import type { Man, Problem, Resolved, Side } from './problem.ts';
import { type Codes, codesOf } from './solved.ts';
import { allExits, type Exits, type KernelTask, type Target } from './workshop.ts';

const WIN = 1;
const LOSS = 2;
const PACKED_ILLEGAL = 3;
const RUNS = [0, 1] as const;
const KINGS: readonly Man[] = [
  { kind: 0, side: 0 },
  { kind: 0, side: 1 },
];
const LETTERS = 'KQRBN';
/** Men up to which problems of two pieces are solved whole. */
const WHOLE = 4;

/** By side to move. */
type Pair = readonly [PackedCodes, PackedCodes];

function packed([white, black]: readonly [Codes, Codes]): Pair {
  return [PackedCodes.of(white), PackedCodes.of(black)];
}

/**
 * What a move out leads to: kings and pawns; the same piece; the piece is gone and a pawn has become another; or a pawn has
 * become a second piece, and then the node is what is left when that one is captured.
 */
type Relation = 'kings' | 'same' | 'became' | 'two';

interface Child {
  readonly relation: Relation;
  readonly node: PawnNode | PieceNode;
  /** Where a pawn has become a piece, or -1. */
  readonly cell: number;
  /** What capturing en passant leads to. */
  readonly passants: readonly PieceNode[];
}

/** A position of a problem; with a third man on `cell`. */
export interface Spot {
  readonly node: PawnNode | PieceNode;
  readonly turn: Side;
  /** White king's cell * 64 + black king's. */
  readonly pair: number;
  readonly cell: number;
}

/** What a problem with a piece asks of its surroundings. */
export interface PieceGraph extends Graph {
  readonly library: Library;
  /** Promotions to a kind are looked into from this effort on. */
  readonly effort: number;
  promoted(kind: number, side: Side, pawns: Pawns): PieceNode;
}

/** Efforts from which on promotions to king (never), queen, rook, bishop, knight are looked into. */
const EFFORTS = [0, 0, 1, 1, 1];

export class PieceNode implements Node {
  readonly pawns: Pawns;
  readonly kind: number;
  readonly side: Side;
  /** What is left when the piece is captured. */
  readonly robbed: PawnNode;
  readonly problem: Problem;
  #version = 0;
  /** By run. */
  codes: readonly [Pair, Pair] | undefined;
  readonly #graph: PieceGraph;
  /** Legality of positions with a second piece, by where it stands. */
  readonly #standIns = new Map<string, PackedCodes>();
  readonly #occupied: ReadonlySet<number>;
  readonly #views = new Map<number, Grid>();
  #legality: Pair | undefined;
  #exits: Exits | undefined;
  #children: ReadonlyMap<string, Child> = new Map();
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
    this.problem = problemOf([...KINGS, { kind, side }], pawns);
  }

  get version(): number {
    return this.#version + this.robbed.version;
  }

  get expanded(): boolean {
    return this.codes !== undefined;
  }

  changes(run: Run): number {
    // Once the problem itself is solved, what is left without the piece says nothing that it does not say.
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

  /** The piece has just come to `cell` by promotion, so the other side is to move. */
  legal(turn: Side, cell: number): Grid {
    return this.#view(cell, 8, () => {
      const grid = minus(this.robbed.legal(turn), EMPTY);
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
    // Whatever changes the state of closed problems changes the epoch or a version.
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
    // By an attacker that is White the worst run is the sure one; by Black it is the other way round.
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
      if (!unknown) return EMPTY;
      capturesInto(turn, cell, minus(robbed.legal(side), robbed.won(by, level, side)), captures);
      return minus(legal, captures);
    }
    if (this.pawns[by].length === 0) return EMPTY;
    if (unknown) return legal;
    capturesInto(turn, cell, robbed.won(by, level, side), captures);
    for (let i = 0; i < GRID_WORDS; i++) captures[i] &= legal[i];
    return captures;
  }

  /** Outcome for White of a position in a run: 1, 0 or -1. */
  outcome(run: Run, turn: Side, index: number): number {
    const { pawns, side } = this;
    if (!this.codes) {
      const hopeful = pawns[run === 0 ? 1 : 0].length > 0 || side === (run === 0 ? 1 : 0);
      return hopeful ? (run === 0 ? -1 : 1) : 0;
    }
    const code = this.codes[run][turn].at(index);
    return code === WIN ? (turn === 0 ? 1 : -1) : code === LOSS ? (turn === 0 ? -1 : 1) : 0;
  }

  /** Whether it is open if `by` wins. */
  isUnknown(by: Side, turn: Side, index: number): boolean {
    const won = by === 0 ? 1 : -1;
    return this.outcome(by, turn, index) !== won && this.outcome((1 - by) as Side, turn, index) === won;
  }

  /** Solves the problem again if something behind its moves out has changed. */
  async refresh(task: KernelTask): Promise<void> {
    if (!this.#exits) {
      this.#exits = this.#fewer(allExits(this.problem));
      this.#children = new Map([...this.#exits.behinds].map(([key, behind]) => [key, this.#childOf(behind)]));
    }
    const before = this.codes;
    const runs: Pair[] = before ? [...before] : [];
    for (const run of RUNS) {
      let seen = 0;
      for (const { node, passants } of this.#children.values()) {
        seen += node.changes(run);
        for (const after of passants) seen += after.changes(run);
      }
      if (seen === this.#seen[run]) continue;
      this.#seen[run] = seen;
      const targets = new Map<string, Target>();
      for (const [key, behind] of this.#exits.behinds) targets.set(key, await this.#target(key, behind, run, task));
      const { codes } = await this.#graph.library.workshop.solve(this.problem, this.#exits, targets, task);
      const now = packed(codes);
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

  /** Unknown promotions are alike, whatever the pawn becomes: one of each four is enough. */
  #fewer({ lists, behinds }: Exits): Exits {
    const isSpare = (behind: Behind): boolean =>
      relationOf(behind) === 'two' && !isWhole(behind) && behind.men[3].kind > 1;
    return {
      lists: [lists[0].filter((exit) => !isSpare(exit.behind)), lists[1].filter((exit) => !isSpare(exit.behind))],
      behinds: new Map([...behinds].filter(([, behind]) => !isSpare(behind))),
    };
  }

  #childOf(behind: Behind): Child {
    const graph = this.#graph;
    const { pawns, men, turn, marked } = behind;
    const relation = relationOf(behind);
    const passants: PieceNode[] = [];
    if (relation === 'kings') return { relation, node: graph.pawns(pawns), cell: -1, passants };
    const promoted = men.find((man) => 'cell' in man.place);
    const cell = promoted ? (promoted.place as { cell: number }).cell : -1;
    if (relation === 'became') {
      return { relation, node: graph.promoted(promoted!.kind, promoted!.side, pawns), cell, passants };
    }
    if (marked !== undefined) {
      const passed = marked + (turn === 0 ? 8 : -8);
      for (const from of pawns[turn]) {
        if (!beside(from, marked)) continue;
        const own = joined(without(pawns[turn], from), passed);
        const theirs = without(pawns[1 - turn], marked);
        passants.push(graph.promoted(this.kind, this.side, turn === 0 ? [own, theirs] : [theirs, own]));
      }
    }
    return { relation, node: graph.promoted(this.kind, this.side, pawns), cell, passants };
  }

  async #target(key: string, behind: Behind, run: Run, task: KernelTask): Promise<Target> {
    const { library } = this.#graph;
    const { relation, node, cell, passants } = this.#children.get(key)!;
    const { pawns, turn, marked } = behind;
    if (relation === 'kings' || relation === 'became') {
      const codes = codesOfGrids(node, turn, cell, run);
      return { resolved: placed(2, pawns), codes: () => codes, ranked: false };
    }
    if (relation === 'two') {
      if (isWhole(behind)) {
        const { resolved, solved } = await library.behind(behind, task);
        return { resolved, codes: () => codesOf(solved, turn, resolved.swap), ranked: false };
      }
      const codes = await this.#twoPieces(pawns, turn, cell, run);
      return { resolved: placed(3, pawns), codes: () => codes, ranked: false };
    }
    const child = node as PieceNode;
    const codes = await child.#codesOf(run, turn);
    if (marked === undefined) return { resolved: placed(3, pawns), codes: () => codes, ranked: false };
    const forward = turn === 0 ? 8 : -8;
    const captures = [];
    for (const after of passants) {
      const plain = await after.#codesOf(run, (1 - turn) as Side);
      captures.push({
        resolved: placed(3, after.pawns),
        solved: { problem: after.problem, codes: [plain, plain] as const },
      });
    }
    const right = { turn, empty: [marked + forward, marked + 2 * forward] as const, captures };
    // Only the codes of one side to move are read.
    const ranks = passantRanks(library, { problem: child.problem, codes: [codes, codes] }, right);
    return { resolved: placed(3, pawns), codes: () => ranks, ranked: true };
  }

  async #codesOf(run: Run, turn: Side): Promise<Codes> {
    if (this.codes) return this.codes[run][turn].unpack();
    if (!this.#legality) {
      this.#legality = packed(await this.#graph.library.workshop.legal(this.problem));
      this.#graph.took(64 ** 3 / 2);
    }
    const outcome = this.outcome(run, turn, 0);
    return this.#legality[turn].alike(outcome === 0 ? 0 : outcome > 0 === (turn === 0) ? WIN : LOSS);
  }

  /** Whether a position is legal, as far as it has been looked at. */
  isLegal(turn: Side, index: number): boolean {
    const codes = this.codes ? this.codes[0] : this.#legality;
    return codes === undefined || codes[turn].at(index) !== PACKED_ILLEGAL;
  }

  /** Positions of other problems that moves out lead to, or, where they lead to two pieces, the answers to those. */
  *after(turn: Side, index: number): Generator<Spot> {
    const white = index >> 12;
    const black = (index >> 6) & 63;
    const piece = index & 63;
    const king = turn === 0 ? white : black;
    const next = (1 - turn) as Side;
    for (const { mover, taken, cell: target, path, behind } of this.#exits!.lists[turn]) {
      const { relation, node, cell, passants } = this.#children.get(behind.key)!;
      let pair = (white << 6) | black;
      let third = relation === 'became' ? cell : relation === 'kings' ? -1 : piece;
      if (mover === BY_PAWN) {
        if (path.includes(white) || path.includes(black) || path.includes(piece)) continue;
        if (taken === 2 && target !== piece) continue;
      } else {
        const to = taken === 2 ? piece : target;
        if (mover === 2) {
          if (!this.#reach(to, white, black).includes(piece)) continue;
          third = to;
        } else {
          if (!areNear(king, to)) continue;
          pair = turn === 0 ? (to << 6) | black : (white << 6) | to;
        }
      }
      if (relation !== 'two') {
        yield { node, turn: next, pair, cell: third };
        for (const after of passants) yield { node: after, turn, pair, cell: third };
        continue;
      }
      const enemy = next === 0 ? white : black;
      if (areNear(enemy, cell)) {
        yield { node, turn, pair: next === 0 ? (cell << 6) | black : (white << 6) | cell, cell: piece };
      }
      if (this.side === next && this.#reach(cell, white, black).includes(piece)) yield { node, turn, pair, cell };
    }
  }

  /** Positions that moves within the problem lead to. */
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
    for (const to of this.#reach(piece, white, black)) {
      const after = (index & ~63) | to;
      if (this.isLegal(next, after)) yield after;
    }
  }

  #reach(from: number, white: number, black: number): number[] {
    return reach(this.kind, from, (c) => c === white || c === black || this.#occupied.has(c));
  }

  /**
   * A pawn has become a second piece on `cell`: unknown, but the side to move may capture it. In the coordinates of this
   * problem.
   */
  async #twoPieces(pawns: Pawns, turn: Side, cell: number, run: Run): Promise<Codes> {
    const { kind, side } = this;
    const by = (1 - turn) as Side;
    // A pawn on the last rank attacks nothing; it stands there for whatever has just arrived.
    const standIn: Pawns = by === 0 ? [joined(pawns[0], cell), pawns[1]] : [pawns[0], joined(pawns[1], cell)];
    const key = `${pawns.join('/')} ${cell}`;
    let legality = this.#standIns.get(key);
    if (!legality) {
      const codes = await this.#graph.library.workshop.legal(problemOf(this.problem.digits, standIn));
      legality = PackedCodes.of(codes[turn]);
      this.#standIns.set(key, legality);
      this.#graph.took(legality.byteLength);
    }
    const unknown = run === 0 ? (turn === 0 ? LOSS : WIN) : turn === 0 ? WIN : LOSS;
    const codes = legality.alike(unknown);
    const child = this.#graph.promoted(kind, side, pawns);
    if (!child.codes || unknown === WIN) return codes;
    const after = child.codes[run][by].unpack();
    const raise = (index: number, to: number): void => {
      const code = after[to];
      if (code === ILLEGAL || codes[index] === ILLEGAL) return;
      if (code === LOSS) codes[index] = WIN;
      else if (code === 0 && codes[index] === LOSS) codes[index] = 0;
    };
    for (let pair = 0; pair < PAIRS; pair++) {
      const white = pair >> 6;
      const black = pair & 63;
      if (areNear(turn === 0 ? white : black, cell)) {
        const moved = turn === 0 ? (cell << 6) | black : (white << 6) | cell;
        for (let x = 0; x < 64; x++) raise(pair * 64 + x, moved * 64 + x);
      }
      if (side !== turn || after[pair * 64 + cell] === ILLEGAL || after[pair * 64 + cell] === WIN) continue;
      for (const x of this.#reach(cell, white, black)) raise(pair * 64 + x, pair * 64 + cell);
    }
    return codes;
  }
}

function problemOf(digits: readonly Man[], pawns: Pawns): Problem {
  const letters = ([0, 1] as const).map((side) =>
    digits
      .filter((man) => man.side === side)
      .map((man) => LETTERS[man.kind])
      .join(''),
  );
  const key = `${letters.join('v')} ${pawns[0].join()}/${pawns[1].join()} as it stands`;
  return { key, hasHead: false, digits, pawns, rows: 64 ** (digits.length - 2) };
}

/** Positions behind a move in the coordinates that they were left from. */
function placed(digits: number, pawns: Pawns): Resolved {
  const men: readonly Man[] = digits === 2 ? KINGS : [...KINGS, { kind: 1, side: 0 }];
  return {
    problem: problemOf(men, pawns),
    flip: 0,
    swap: false,
    digits: Array.from({ length: digits }, (_, i) => i),
    kings: [0, 1],
  };
}

function relationOf({ men, taken }: Behind): Relation {
  const promoted = men.some((man) => 'cell' in man.place);
  return taken === 2 ? (promoted ? 'became' : 'kings') : promoted ? 'two' : 'same';
}

function isWhole({ men, pawns }: Behind): boolean {
  return men.length + pawns[0].length + pawns[1].length <= WHOLE;
}

/** The codes of a problem seen from a move that leads to it, by placement of the kings. */
function codesOfGrids(child: Node, turn: Side, cell: number, run: Run): Codes {
  const legal = child.legal(turn, cell);
  const white = child.won(0, run === 0 ? SURE : 3, turn, cell);
  const black = child.won(1, run === 0 ? 3 : SURE, turn, cell);
  const codes = new Uint8Array(PAIRS);
  for (let pair = 0; pair < PAIRS; pair++) {
    codes[pair] = !holds(legal, pair)
      ? ILLEGAL
      : holds(white, pair)
        ? turn === 0
          ? WIN
          : LOSS
        : holds(black, pair)
          ? turn === 1
            ? WIN
            : LOSS
          : 0;
  }
  return codes;
}

/** Steps of each kind as files and ranks, and whether they go on. */
const STEPS: readonly (readonly [readonly (readonly [number, number])[], boolean])[] = (() => {
  const straight = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  const slant = [
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ] as const;
  const leaps = [1, 2, -1, -2].flatMap((x) =>
    [1, 2, -1, -2].filter((y) => Math.abs(x) !== Math.abs(y)).map((y) => [x, y] as const),
  );
  return [
    [[...straight, ...slant], false],
    [[...straight, ...slant], true],
    [straight, true],
    [slant, true],
    [leaps, false],
  ];
})();

/** Free cells from which a piece reaches `cell`. */
function reach(kind: number, cell: number, isTaken: (cell: number) => boolean): number[] {
  const found: number[] = [];
  const [list, goesOn] = STEPS[kind];
  for (const [dx, dy] of list) {
    let x = (cell & 7) + dx;
    let y = (cell >> 3) + dy;
    while (x >= 0 && x < 8 && y >= 0 && y < 8 && !isTaken(8 * y + x)) {
      found.push(8 * y + x);
      if (!goesOn) break;
      x += dx;
      y += dy;
    }
  }
  return found;
}
