import { joined, type Node, type PawnNode, type Pawns, type Run, SURE, without } from './bounds.ts';
import { BY_PAWN, ILLEGAL_CODE } from '../kernel/abi.ts';
import type { PieceGraph, PieceProblem, Spot } from './piece-contract.ts';
import { type Successor, beside } from '../kernel/exits.ts';
import { areNear, holds, PAIRS } from './grid.ts';
import { LOSS, type PackedCodes, WIN } from '../kernel/packed.ts';
import { SolvedOutcomes } from '../kernel/outcomes.ts';
import { passantRanks } from '../kernel/passant.ts';
import type { Side } from '../game/schema.ts';
import { KINGS, type Man, problemAsItStands, type Resolved } from '../kernel/problem.ts';
import { type Codes, codesOf, type Solved } from '../kernel/solved.ts';
import { allExits, type ProblemExits } from '../kernel/problem-solver.ts';
import type { Target } from '../kernel/task.ts';
import type { KernelTask } from '../kernel/task.ts';

/** Problems of two pieces with at most this many men are solved whole. */
const WHOLE = 4;

/**
 * What an exit leads to: kings and pawns; the same piece; a pawn that has become another piece, with the first one
 * gone; or a second piece. In the last case the node is the problem after the second piece is captured.
 */
type Relation = 'kings' | 'same' | 'became' | 'two';

interface Child {
  readonly relation: Relation;
  readonly node: PawnNode | PieceProblem;
  /** Cell on which a pawn has become a piece, or -1. */
  readonly cell: number;
  /** Problems after a capture en passant. */
  readonly passants: readonly PieceProblem[];
}

/**
 * The exits of a problem with a piece, and the bounds of their successors: in the machine's layout for one of two runs,
 * or position by position for the search.
 */
export class PieceExits {
  readonly #graph: PieceGraph;
  readonly #node: PieceProblem;
  readonly #exits: ProblemExits;
  readonly #children: ReadonlyMap<string, Child>;
  /** Legality of positions with a second piece, by its cell. */
  readonly #standIns = new Map<string, PackedCodes>();

  constructor(graph: PieceGraph, node: PieceProblem) {
    this.#graph = graph;
    this.#node = node;
    this.#exits = fewer(allExits(node.problem));
    this.#children = new Map([...this.#exits.successors].map(([key, behind]) => [key, this.#childOf(behind)]));
  }

  /** Grows with every change of the bounds of a successor. */
  changes(run: Run): number {
    let sum = 0;
    for (const { node, passants } of this.#children.values()) {
      sum += node.changes(run);
      for (const after of passants) sum += after.changes(run);
    }
    return sum;
  }

  /** Solves the problem with the bounds of its successors. */
  async solve(run: Run, task: KernelTask): Promise<readonly [PackedCodes, PackedCodes]> {
    const targets = new Map<string, Target>();
    for (const [key, behind] of this.#exits.successors) targets.set(key, await this.#target(key, behind, run, task));
    const { solver } = this.#graph.cache;
    const { codes } = await solver.solve(this.#node.problem, this.#exits, targets, task);
    return codes as readonly [PackedCodes, PackedCodes]; // no depths were requested
  }

  /** Yields the successors of exits in other problems or, if these have two pieces, the positions after the replies. */
  *after(turn: Side, index: number): Generator<Spot> {
    const white = index >> 12;
    const black = (index >> 6) & 63;
    const piece = index & 63;
    const king = turn === 0 ? white : black;
    const next = (1 - turn) as Side;
    for (const { mover, taken, cell: target, path, successor } of this.#exits.lists[turn]) {
      const { relation, node, cell, passants } = this.#children.get(successor.key)!;
      let pair = (white << 6) | black;
      let third = relation === 'became' ? cell : relation === 'kings' ? -1 : piece;
      if (mover === BY_PAWN) {
        if (path.includes(white) || path.includes(black) || path.includes(piece)) continue;
        if (taken === 2 && target !== piece) continue;
      } else {
        const to = taken === 2 ? piece : target;
        if (mover === 2) {
          if (!this.#node.reach(to, white, black).includes(piece)) continue;
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
      if (this.#node.side === next && this.#node.reach(cell, white, black).includes(piece))
        yield { node, turn, pair, cell };
    }
  }

  #childOf(behind: Successor): Child {
    const graph = this.#graph;
    const { kind, side } = this.#node;
    const { pawns, men, turn, marked } = behind;
    const relation = relationOf(behind);
    const passants: PieceProblem[] = [];
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
        passants.push(graph.promoted(kind, side, turn === 0 ? [own, theirs] : [theirs, own]));
      }
    }
    return { relation, node: graph.promoted(kind, side, pawns), cell, passants };
  }

  async #target(key: string, behind: Successor, run: Run, task: KernelTask): Promise<Target> {
    const { cache } = this.#graph;
    const { relation, node, cell, passants } = this.#children.get(key)!;
    const { pawns, turn, marked } = behind;
    if (relation === 'kings' || relation === 'became') {
      const codes = codesOfGrids(node, turn, cell, run);
      return { resolved: placed(2, pawns), codes: () => codes, scale: 'metric' };
    }
    if (relation === 'two') {
      if (isWhole(behind)) {
        const { resolved, solved } = await cache.behind(behind, task);
        return { resolved, codes: () => codesOf(solved, turn, resolved.swap), scale: 'metric' };
      }
      const codes = await this.#twoPieces(pawns, turn, cell, run);
      return { resolved: placed(3, pawns), codes: () => codes, scale: 'metric' };
    }
    const child = node as PieceProblem;
    const codes = await child.codesOf(run, turn);
    if (marked === undefined) return { resolved: placed(3, pawns), codes: () => codes, scale: 'metric' };
    const forward = turn === 0 ? 8 : -8;
    // Only the codes of one side to move are read.
    const either = ({ problem }: PieceProblem, plain: PackedCodes): Solved =>
      new SolvedOutcomes(problem, [plain, plain]);
    const captures = [];
    for (const after of passants) {
      const plain = await after.codesOf(run, (1 - turn) as Side);
      captures.push({ resolved: placed(3, after.pawns), solved: either(after, plain) });
    }
    const right = { turn, empty: [marked + forward, marked + 2 * forward] as const, captures };
    const ranks = passantRanks(cache, either(child, codes), right);
    return { resolved: placed(3, pawns), codes: () => ranks, scale: 'rank' };
  }

  /**
   * Returns the codes of positions in which a pawn has become a second piece on `cell`, in the coordinates of this
   * problem. They are unknown, but the side to move may capture the piece.
   */
  async #twoPieces(pawns: Pawns, turn: Side, cell: number, run: Run): Promise<Codes> {
    const { kind, side } = this.#node;
    const by = (1 - turn) as Side;
    // A pawn on the last rank attacks nothing; it stands for the new piece.
    const standIn: Pawns = by === 0 ? [joined(pawns[0], cell), pawns[1]] : [pawns[0], joined(pawns[1], cell)];
    const key = `${pawns.join('/')} ${cell}`;
    let legality = this.#standIns.get(key);
    if (!legality) {
      const codes = await this.#graph.cache.solver.legal(problemAsItStands(this.#node.problem.digits, standIn));
      legality = codes[turn];
      this.#standIns.set(key, legality);
      this.#graph.took(legality.byteLength);
    }
    const unknown = run === 0 ? (turn === 0 ? LOSS : WIN) : turn === 0 ? WIN : LOSS;
    const alike = legality.alike(unknown);
    const child = this.#graph.promoted(kind, side, pawns);
    if (!child.codes || unknown === WIN) return alike;
    const codes = alike.unpack();
    const after = child.codes[run][by].unpack();
    const raise = (index: number, to: number): void => {
      const code = after[to];
      if (code === ILLEGAL_CODE || codes[index] === ILLEGAL_CODE) return;
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
      if (side !== turn || after[pair * 64 + cell] === ILLEGAL_CODE || after[pair * 64 + cell] === WIN) continue;
      for (const x of this.#node.reach(cell, white, black)) raise(pair * 64 + x, pair * 64 + cell);
    }
    return codes;
  }
}

/** Returns one of each four promotions: unknown promotions are alike, whatever the pawn becomes. */
function fewer({ lists, successors }: ProblemExits): ProblemExits {
  const isSpare = (behind: Successor): boolean =>
    relationOf(behind) === 'two' && !isWhole(behind) && behind.men[3].kind > 1;
  return {
    lists: [lists[0].filter((exit) => !isSpare(exit.successor)), lists[1].filter((exit) => !isSpare(exit.successor))],
    successors: new Map([...successors].filter(([, behind]) => !isSpare(behind))),
  };
}

function relationOf({ men, taken }: Successor): Relation {
  const promoted = men.some((man) => 'cell' in man.place);
  return taken === 2 ? (promoted ? 'became' : 'kings') : promoted ? 'two' : 'same';
}

function isWhole({ men, pawns }: Successor): boolean {
  return men.length + pawns[0].length + pawns[1].length <= WHOLE;
}

/** Returns the successors of an exit in the coordinates of the problem that it leaves. */
function placed(digits: number, pawns: Pawns): Resolved {
  const men: readonly Man[] = digits === 2 ? KINGS : [...KINGS, { kind: 1, side: 0 }];
  return {
    problem: problemAsItStands(men, pawns),
    flip: 0,
    swap: false,
    digits: Array.from({ length: digits }, (_, i) => i),
    kings: [0, 1],
  };
}

/** Returns the codes of a problem as a move to it sees them, by placement of the kings. */
function codesOfGrids(child: Node, turn: Side, cell: number, run: Run): Codes {
  const legal = child.legal(turn, cell);
  const white = child.won(0, run === 0 ? SURE : 3, turn, cell);
  const black = child.won(1, run === 0 ? 3 : SURE, turn, cell);
  const codes = new Uint8Array(PAIRS);
  for (let pair = 0; pair < PAIRS; pair++) {
    codes[pair] = !holds(legal, pair)
      ? ILLEGAL_CODE
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
