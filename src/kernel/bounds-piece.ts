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
  type PawnNode,
  SHUT,
  SURE,
  without,
} from './bounds.ts';
import type { Behind } from './exits.ts';
import { areNear, capturesInto, clearOf, EMPTY, type Grid, GRID_WORDS, holds, minus, newGrid, PAIRS } from './grid.ts';
import type { Library } from './library.ts';
import { ILLEGAL } from './metric.ts';
import { passantRanks } from './passant.ts';
import type { Man, Problem, Resolved, Side } from './problem.ts';
import { type Codes, codesOf } from './solved.ts';
import { allExits, type Exits, type KernelTask, type Target } from './workshop.ts';

const WIN = 1;
const LOSS = 2;
/** Which run: everything unknown is lost for White, or won. */
const RUNS = [0, 1] as const;
export type Run = (typeof RUNS)[number];
const KINGS: readonly Man[] = [
  { kind: 0, side: 0 },
  { kind: 0, side: 1 },
];
const LETTERS = 'KQRBN';
/** Men up to which problems of two pieces are solved whole. */
const WHOLE = 4;

/** By side to move. */
type Pair = readonly [Codes, Codes];

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
  readonly #views = new Map<number, Grid>();
  #legality: Pair | undefined;
  #exits: Exits | undefined;
  #children: Node[] = [];
  #seen = -1;
  #viewed = -1;
  #closed = -1;

  constructor(graph: PieceGraph, kind: number, side: Side, pawns: Pawns) {
    this.#graph = graph;
    this.kind = kind;
    this.side = side;
    this.pawns = pawns;
    this.robbed = graph.pawns(pawns);
    this.problem = problemOf([...KINGS, { kind, side }], pawns);
  }

  get version(): number {
    return this.#version + this.robbed.version;
  }

  get expanded(): boolean {
    return this.codes !== undefined;
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
      if (codes[pair * 64 + cell] === code) grid[pair >> 5] |= 1 << (pair & 31);
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
    const code = this.codes[run][turn][index];
    return code === WIN ? (turn === 0 ? 1 : -1) : code === LOSS ? (turn === 0 ? -1 : 1) : 0;
  }

  /** Solves the problem again if something behind its moves out has changed. */
  async refresh(task: KernelTask): Promise<void> {
    if (!this.#exits) {
      this.#exits = this.#fewer(allExits(this.problem));
      this.#children = this.#findChildren(this.#exits);
    }
    const seen = this.#children.reduce((sum, child) => sum + child.version, 0);
    if (seen === this.#seen) return;
    if (!this.codes) this.#graph.took(4 * 64 ** 3);
    this.#seen = seen;
    const runs: Pair[] = [];
    for (const run of RUNS) {
      const targets = new Map<string, Target>();
      for (const [key, behind] of this.#exits.behinds) targets.set(key, await this.#target(behind, run, task));
      const { codes } = await this.#graph.library.workshop.solve(this.problem, this.#exits, targets, task);
      runs.push(codes);
    }
    const before = this.codes;
    this.codes = [runs[0], runs[1]];
    if (!before || RUNS.some((run) => [0, 1].some((turn) => !equal(before[run][turn], runs[run][turn]))))
      this.#version++;
  }

  /** Unknown promotions are alike, whatever the pawn becomes: one of each four is enough. */
  #fewer({ lists, behinds }: Exits): Exits {
    const isSpare = (behind: Behind): boolean =>
      this.#read3(behind).kind === 'two' && !isWhole(behind) && behind.men[3].kind > 1;
    return {
      lists: [lists[0].filter((exit) => !isSpare(exit.behind)), lists[1].filter((exit) => !isSpare(exit.behind))],
      behinds: new Map([...behinds].filter(([, behind]) => !isSpare(behind))),
    };
  }

  #findChildren({ behinds }: Exits): Node[] {
    const found = new Set<Node>();
    for (const behind of behinds.values()) {
      const { kind, pawns } = this.#read3(behind);
      if (kind === 'kings') found.add(this.#graph.pawns(pawns));
      else if (kind === 'same') found.add(this.#graph.promoted(this.kind, this.side, pawns));
      else if (kind === 'became') found.add(this.#graph.promoted(behind.men[2].kind, behind.men[2].side, pawns));
      else found.add(this.#graph.promoted(this.kind, this.side, pawns));
    }
    return [...found];
  }

  #read3({ men, pawns, taken }: Behind): { kind: 'kings' | 'same' | 'became' | 'two'; pawns: Pawns } {
    const promoted = men.some((man) => 'cell' in man.place);
    const kind = taken === 2 ? (promoted ? 'became' : 'kings') : promoted ? 'two' : 'same';
    return { kind, pawns };
  }

  async #target(behind: Behind, run: Run, task: KernelTask): Promise<Target> {
    const graph = this.#graph;
    const { kind, pawns } = this.#read3(behind);
    const { turn } = behind;
    if (kind === 'kings') {
      const child = graph.pawns(pawns);
      return { resolved: placed(2, pawns), codes: codesOfGrids(child, turn, -1, run), ranked: false };
    }
    if (kind === 'became') {
      const child = graph.promoted(behind.men[2].kind, behind.men[2].side, pawns);
      const { cell } = behind.men[2].place as { cell: number };
      return { resolved: placed(2, pawns), codes: codesOfGrids(child, turn, cell, run), ranked: false };
    }
    if (kind === 'two') {
      if (isWhole(behind)) {
        const { resolved, solved } = await graph.library.behind(behind, task);
        return { resolved, codes: codesOf(solved, turn, resolved.swap), ranked: false };
      }
      const { cell } = behind.men[3].place as { cell: number };
      return { resolved: placed(3, pawns), codes: await this.#twoPieces(pawns, turn, cell, run), ranked: false };
    }
    const child = graph.promoted(this.kind, this.side, pawns);
    const codes = await child.#codesOrTrivial(run);
    if (behind.marked === undefined) return { resolved: placed(3, pawns), codes: codes[turn], ranked: false };
    const forward = turn === 0 ? 8 : -8;
    const { marked } = behind;
    const passed = marked + forward;
    const captures = [];
    for (const from of pawns[turn]) {
      if (from >> 3 !== marked >> 3 || Math.abs(from - marked) !== 1) continue;
      const own = joined(without(pawns[turn], from), passed);
      const theirs = without(pawns[1 - turn], marked);
      const after = graph.promoted(this.kind, this.side, turn === 0 ? [own, theirs] : [theirs, own]);
      captures.push({
        resolved: placed(3, after.pawns),
        solved: { problem: after.problem, codes: await after.#codesOrTrivial(run) },
      });
    }
    const passants = { turn, empty: [passed, passed + forward] as const, captures };
    const ranks = passantRanks(graph.library, { problem: child.problem, codes }, passants);
    return { resolved: placed(3, pawns), codes: ranks, ranked: true };
  }

  async #codesOrTrivial(run: Run): Promise<Pair> {
    if (this.codes) return this.codes[run];
    this.#legality ??= await this.#graph.library.workshop.legal(this.problem);
    const outcome = this.outcome(run, 0, 0);
    const code = (turn: Side): number => (outcome === 0 ? 0 : outcome > 0 === (turn === 0) ? WIN : LOSS);
    return [allAlike(this.#legality[0], code(0)), allAlike(this.#legality[1], code(1))];
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
    const legality = await this.#graph.library.workshop.legal(problemOf(this.problem.digits, standIn));
    const unknown = run === 0 ? (turn === 0 ? LOSS : WIN) : turn === 0 ? WIN : LOSS;
    const codes = allAlike(legality[turn], unknown);
    const child = this.#graph.promoted(kind, side, pawns);
    if (!child.codes || unknown === WIN) return codes;
    const after = child.codes[run][by];
    const raise = (index: number, to: number): void => {
      const code = after[to];
      if (code === ILLEGAL || codes[index] === ILLEGAL) return;
      if (code === LOSS) codes[index] = WIN;
      else if (code === 0 && codes[index] === LOSS) codes[index] = 0;
    };
    const occupied = new Set([...pawns[0], ...pawns[1]]);
    for (let pair = 0; pair < PAIRS; pair++) {
      const white = pair >> 6;
      const black = pair & 63;
      if (areNear(turn === 0 ? white : black, cell)) {
        const moved = turn === 0 ? (cell << 6) | black : (white << 6) | cell;
        for (let x = 0; x < 64; x++) raise(pair * 64 + x, moved * 64 + x);
      }
      if (side !== turn || after[pair * 64 + cell] === ILLEGAL || after[pair * 64 + cell] === WIN) continue;
      for (const x of reach(kind, cell, (c) => occupied.has(c) || c === white || c === black)) {
        raise(pair * 64 + x, pair * 64 + cell);
      }
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

function isWhole({ men, pawns }: Behind): boolean {
  return men.length + pawns[0].length + pawns[1].length <= WHOLE;
}

/** The same code for all positions that are legal. */
function allAlike(legality: Codes, code: number): Uint8Array {
  const out = new Uint8Array(legality.length);
  const from = new Uint32Array(legality.buffer, legality.byteOffset, legality.length >> 2);
  const to = new Uint32Array(out.buffer);
  // Legality is 0 or 255, so the code fits beneath.
  const four = code * 0x01010101;
  for (let i = 0; i < to.length; i++) to[i] = from[i] | four;
  return out;
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

function equal(a: Codes, b: Codes): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
