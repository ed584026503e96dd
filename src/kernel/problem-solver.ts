import { EndgameError } from '../game/errors.ts';
import { Pacer } from '../platform/pacer.ts';
import { type Successor, type Exit, exitsOf, materialOf, stridesOf } from './exits.ts';
import { type Due, induce } from './induction.ts';
import { EXIT_BYTES } from './abi.ts';
import { type MemoryLayout, layOut, layOutMen, putExit } from './layout.ts';
import type { Machine } from './machine.ts';
import {
  codesOfFive,
  codesOfMates,
  codesOfZeroing,
  type MetricCodes,
  ownRankTable,
  type RankTables,
  rankTablesOf,
} from './metric.ts';
import type { Side } from '../game/schema.ts';
import type { Problem } from './problem.ts';
import { outcomesOf, SolvedOutcomes } from './outcomes.ts';
import type { PackedCodes } from './packed.ts';
import { backUp, partOutcomes, putOutcomes, retire } from './part-outcomes.ts';
import { SharedMachine } from './shared-machine.ts';
import type { StoredPart } from './stored-part.ts';
import type { FilledTarget, KernelTask, Target, Targets } from './task.ts';
import { formOf, SlabFiller } from './slab.ts';
import {
  codeBytesOf,
  type ProblemEffort,
  noProblemEffort,
  type PlainCodes,
  positionsOfProblem,
  type Settled,
  type Solved,
  SolvedCodes,
} from './solved.ts';
import type { Underpromoted } from './underpromotions.ts';

/** Larger codes stay in the machine's memory until the next problem needs it; most often none does. */
const LENT_BYTES = 64_000_000;

/** All exits of a problem, and their successors, each once. */
export interface ProblemExits {
  /** Exits by side to move. */
  readonly lists: readonly [readonly Exit[], readonly Exit[]];
  /** Successors by key. */
  readonly successors: ReadonlyMap<string, Successor>;
}

/**
 * Returns all exits of a problem.
 * @param promotions kinds that pawns may become
 */
export function allExits(problem: Problem, promotions?: readonly number[]): ProblemExits {
  return gathered(exitsOf(problem, 0, promotions), exitsOf(problem, 1, promotions));
}

/** Returns the exits of one side. */
export function exitsFor(problem: Problem, side: Side): ProblemExits {
  const list = exitsOf(problem, side);
  return side === 0 ? gathered(list, []) : gathered([], list);
}

/** Returns the exits that leave the slice as well as the problem: captures and promotions. */
export function exitsFromSlice(problem: Problem): ProblemExits {
  const own = materialOf(problem);
  const leave = ({ successor }: Exit): boolean => materialOf(successor) !== own;
  return gathered(exitsOf(problem, 0).filter(leave), exitsOf(problem, 1).filter(leave));
}

function gathered(...lists: [Exit[], Exit[]]): ProblemExits {
  return { lists, successors: new Map(lists.flat().map(({ successor }) => [successor.key, successor])) };
}

/** Solves one problem at a time, from the codes of its exits' successors. */
export class ProblemSolver {
  readonly metricCodes: MetricCodes;
  /** Work of all problems solved so far. */
  readonly effort: ProblemEffort = noProblemEffort();
  /** Rank of an exit by its successor's code. */
  readonly #ranks: RankTables;
  /** Rank of each code of a position's own. */
  readonly #ownRanks: Uint8Array;
  readonly #machine: SharedMachine;
  readonly #pacer = new Pacer();

  constructor(metricCodes: MetricCodes, machine: SharedMachine = new SharedMachine()) {
    this.metricCodes = metricCodes;
    this.#machine = machine;
    this.#ranks = rankTablesOf(metricCodes);
    this.#ownRanks = ownRankTable(metricCodes);
  }

  /**
   * Solves a problem.
   * @param targets by the keys of the exits' successors; emptied while they are used
   * @param underpromoted positions that exits settle which are not among these
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  solve(
    problem: Problem,
    exits: ProblemExits,
    targets: Targets,
    task: KernelTask,
    underpromoted?: Underpromoted,
  ): Promise<Solved> {
    return this.#machine.use(
      (machine) => this.#solve(machine, problem, exits, targets, task, underpromoted),
      task.threads ?? 1,
    );
  }

  /** Fills the slab of an exit from `left`. */
  fill(left: Problem, behind: Successor, { resolved, codes, scale }: Target): Promise<FilledTarget> {
    return this.#machine.use((machine) => {
      machine.clear();
      const { bytes } = stridesOf(left, behind.taken);
      const at = machine.take(bytes);
      new SlabFiller(machine, this.#ranks).fill(at, left, behind, resolved, codes(), scale);
      return Promise.resolve({ slab: machine.bytes.slice(at, at + bytes) });
    });
  }

  /**
   * Finds the positions of a solved problem whose best exit attains the value.
   * @param exits those that count
   * @param targets as for `solve`
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  settled(solved: Solved, exits: ProblemExits, targets: Targets, task: KernelTask): Promise<Settled> {
    return this.#machine.use(async (machine) => {
      await this.#pause(task, 1);
      const { problem } = solved;
      const { rows } = problem;
      machine.clear();
      const config = layOutMen(machine, problem);
      const moves = this.#layExits(machine, problem, exits, targets);
      const ranks = machine.take(this.#ownRanks.length);
      const out = machine.take(rows * 512);
      const codesAt = machine.take(Math.max(...solved.codes.map(({ byteLength }) => byteLength)));
      machine.bytes.set(this.#ownRanks, ranks);
      machine.perform('configure', rows, [config]);
      const settle = (side: Side): Uint32Array => {
        const codes = solved.codes[side];
        machine.bytes.set(codeBytesOf(codes), codesAt);
        machine.perform('settle', rows, [
          side,
          moves[side],
          exits.lists[side].length,
          codesAt,
          ranks,
          formOf(codes),
          out,
        ]);
        return new Uint32Array(machine.bytes.buffer, out, rows * 128).slice();
      };
      return [settle(0), settle(1)];
    }, task.threads ?? 1);
  }

  /** Returns codes by side to move that tell illegal positions only; the others are 0. Without depths only. */
  legal(problem: Problem): Promise<readonly [PackedCodes, PackedCodes]> {
    return this.#machine.use((machine) => {
      machine.clear();
      const layout = layOut(machine, problem, false, false);
      machine.perform('configure', problem.rows, [layout.config]);
      machine.perform('markLegal', problem.rows, []);
      return Promise.resolve(outcomesOf(machine, problem));
    });
  }

  /**
   * Finds the outcomes of a part from its table. Where that has the other side to move, one ply gives them. Without depths
   * only.
   * @param exits of the side to move, if its outcomes must be backed up
   * @param targets as for `solve`
   * @returns codes of the side to move, right at the positions of the part; undefined if the table cannot be read
   * @throws EndgameError E_ABORTED, E_BUDGET
   */
  read(
    part: StoredPart,
    exits: ProblemExits | undefined,
    targets: Targets,
    task: KernelTask,
  ): Promise<PackedCodes | undefined> {
    return this.#machine.use(async (machine) => {
      await this.#pause(task, 0);
      const { problem, pinned, turn } = part;
      const { rows } = problem;
      machine.clear();
      const layout = layOut(machine, problem, false, false, pinned);
      const moves = exits && this.#layExits(machine, problem, exits, targets, pinned)[turn];
      machine.perform('configure', rows, [layout.config]);
      machine.perform('markLegal', rows, []);
      const stored = (exits === undefined ? turn : 1 - turn) as Side;
      if (!putOutcomes(machine, layout, part, stored)) return undefined;
      if (exits !== undefined) backUp(machine, layout, part, moves!, exits.lists[turn].length);
      else retire(machine, layout, part);
      return partOutcomes(machine, part);
    }, task.threads ?? 1);
  }

  /** Ends the machine and its threads when it is free; solving again starts another. */
  close(): Promise<void> {
    return this.#machine.close();
  }

  async #solve(
    machine: Machine,
    problem: Problem,
    { lists, successors }: ProblemExits,
    targets: Targets,
    task: KernelTask,
    underpromoted: Underpromoted | undefined,
  ): Promise<Solved> {
    await this.#pause(task, 0);
    machine.clear();
    const layout = layOut(machine, problem, this.metricCodes.depths, this.metricCodes.restarts);
    const moves = this.#layExits(machine, problem, { lists, successors }, targets);
    const { rows } = problem;
    machine.perform('configure', rows, [layout.config]);
    const positions = machine.perform('markLegal', rows, []);
    for (const [side, losing] of layout.lost[0].entries()) {
      machine.perform('markOut', rows, [side, moves[side], lists[side].length, losing.words, losing.masks]);
    }
    if (underpromoted !== undefined) settleListed(machine, layout, underpromoted);
    const { decided, plies } = await this.#induce(machine, problem, layout, positions, task);
    const words = machine.takeTouched() * 64;
    for (const effort of [this.effort, task.effort]) {
      if (effort === undefined) continue;
      effort.decided += decided;
      effort.positions += positions;
      effort.plies = Math.max(effort.plies, plies);
      effort.problems++;
      effort.words += words;
      effort.bytes = Math.max(effort.bytes, machine.bytes.length);
    }
    const lent = positionsOfProblem(problem) > LENT_BYTES;
    const solved = this.#solved(machine, problem, layout, lent, plies);
    if (lent) this.#machine.lend(solved);
    return solved;
  }

  /**
   * Lays out exits with what lies behind them.
   * @param pinned cells of the first digit for which they are needed; default: all
   * @returns their addresses by side to move
   */
  #layExits(
    machine: Machine,
    problem: Problem,
    { lists, successors }: ProblemExits,
    targets: Targets,
    pinned?: readonly number[],
  ): readonly [number, number] {
    const slabs = new Map<string, number>();
    for (const [key, behind] of successors) slabs.set(key, machine.take(stridesOf(problem, behind.taken).bytes));
    const moves = [machine.take(lists[0].length * EXIT_BYTES), machine.take(lists[1].length * EXIT_BYTES)] as const;
    const filler = new SlabFiller(machine, this.#ranks);
    for (const [key, target] of targets) {
      const at = slabs.get(key)!;
      if ('slab' in target) machine.bytes.set(target.slab, at);
      else filler.fill(at, problem, successors.get(key)!, target.resolved, target.codes(), target.scale, pinned);
      targets.delete(key);
    }
    lists.forEach((list, side) => {
      list.forEach((exit, i) =>
        putExit(machine, moves[side] + i * EXIT_BYTES, problem, exit, slabs.get(exit.successor.key)!),
      );
    });
    return moves;
  }

  #solved(machine: Machine, problem: Problem, layout: MemoryLayout, lent: boolean, plies: number): Solved {
    if (!this.metricCodes.depths) return new SolvedOutcomes(problem, lent ? machine : outcomesOf(machine, problem));
    const codes = ([0, 1] as const).map((side) => this.#codes(machine, problem, layout, side, lent, plies));
    return new SolvedCodes(problem, [codes[0], codes[1]], lent);
  }

  async #induce(
    machine: Machine,
    problem: Problem,
    layout: MemoryLayout,
    positions: number,
    task: KernelTask,
  ): Promise<{ decided: number; plies: number }> {
    const steps = induce(machine, problem, this.metricCodes, layout, this.#due(machine, problem, layout));
    let step = steps.next();
    for (; !step.done; step = steps.next()) await this.#pause(task, step.value / positions);
    return step.value;
  }

  /**
   * Gives other work its turn if that is due, within a large problem or between small ones.
   * @throws EndgameError E_ABORTED
   */
  async #pause({ signal, onProgress }: KernelTask, share: number): Promise<void> {
    if (!this.#pacer.isDue) return;
    onProgress?.(share);
    await this.#pacer.pause();
    if (signal?.aborted) throw new EndgameError('E_ABORTED', 'stopped while solving', 'run it again');
  }

  /** Returns the ranks of exits that occur. */
  #due(machine: Machine, { rows }: Problem, { due }: MemoryLayout): Due {
    const found = due.map((at) => {
      const ranks = new Uint8Array(256);
      if (!this.metricCodes.depths) return ranks.fill(1);
      const seen = new Uint32Array(8);
      const words = new Uint32Array(machine.bytes.buffer, at, rows * 8);
      for (let i = 0; i < words.length; i++) seen[i & 7] |= words[i];
      return ranks.map((_, rank) => (seen[rank >> 5] >> (rank & 31)) & 1);
    });
    return [found[0], found[1]];
  }

  /**
   * Returns the codes of the solved problem.
   * @param lent whether the codes may stay in the machine's memory
   */
  #codes(
    machine: Machine,
    { rows }: Problem,
    layout: MemoryLayout,
    side: Side,
    lent: boolean,
    plies: number,
  ): PlainCodes {
    const { program } = machine;
    machine.perform('finish', rows, [side]);
    const values = machine.bytes.subarray(layout.values[side], layout.values[side] + rows * 4096);
    const bits = (at: number): Uint8Array => new Uint8Array(machine.bytes.buffer, at, rows * 512);
    const { metric } = this.metricCodes;
    const coded =
      metric === 'dtm'
        ? codesOfMates(values, () => bits(program.notWonAt(side)), plies)
        : metric === 'dtz'
          ? codesOfZeroing(values, bits(program.wonAt(side)), plies)
          : codesOfFive(values, bits(program.wonAt(side)));
    return lent || coded !== values ? coded : values.slice();
  }
}

/** Settles positions as `markOut` does, by an exit that wins or draws. Without depths only. */
function settleListed(
  { bytes }: Machine,
  { losable, winning, lost }: MemoryLayout,
  { won, drawn }: Underpromoted,
): void {
  const set = (at: number, index: number): void => {
    bytes[at + (index >> 3)] |= 1 << (index & 7);
  };
  const clear = (at: number, index: number): void => {
    bytes[at + (index >> 3)] &= ~(1 << (index & 7));
  };
  for (const side of [0, 1] as const) {
    for (const index of [...won[side], ...drawn[side]]) {
      clear(losable[side], index);
      clear(lost[0][side].words, index);
    }
    for (const index of won[side]) set(winning[side], index);
  }
}
