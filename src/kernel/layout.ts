import * as abi from './abi.ts';
import { type Exit, stridesOf } from './exits.ts';
import { KING_PAIRS } from './king-pairs.ts';
import type { Machine } from './machine.ts';
import type { Side } from '../game/schema.ts';
import type { Problem } from './problem.ts';

/** A set of rows, with one 64-bit mask per row for its non-empty words. Both are addresses. */
export interface RowSet {
  /** Address of the words. */
  readonly words: number;
  /** Address of the masks. */
  readonly masks: number;
}

/** Addresses of a problem's arrays in a machine's memory. */
export interface MemoryLayout {
  /** The block that configures the kernel. */
  readonly config: number;
  /** Positions that are not won, by side. */
  readonly notWon: readonly [number, number];
  /** Positions that can be lost, by side. */
  readonly losable: readonly [number, number];
  /** Positions that an exit wins, by side. */
  readonly winning: readonly [number, number];
  /** Positions just won, by side. */
  readonly won: readonly [RowSet, RowSet];
  /** Positions just lost, by side. With dtz and wdl50 there are two sets, which take turns. */
  readonly lost: readonly (readonly [RowSet, RowSet])[];
  /** Values by side, one byte per position. */
  readonly values: readonly [number, number];
  /** Ranks of exits that occur in each row, by side. */
  readonly due: readonly [number, number];
}

const ROW_BYTES = 512;
const DUE_BYTES = 32;
const ALL_CELLS: readonly number[] = Array.from({ length: 64 }, (_, cell) => cell);

/** Returns the bytes of the arrays of a problem, without slabs and exits. */
export function arrayBytes({ rows }: Pick<Problem, 'rows'>, depths: boolean, alternating: boolean): number {
  const sets = (depths ? 6 : 4) + 2 + (alternating ? 4 : 2);
  const masks = (alternating ? 6 : 4) * 8;
  const values = depths ? 2 * (4096 + DUE_BYTES) : 0;
  return rows * (sets * ROW_BYTES + masks + values);
}

/**
 * Takes memory for a problem and configures the kernel.
 * @param pinned cells of the first outer man that have rows; default: all
 * @throws EndgameError E_BUDGET as `Machine.take`
 */
export function layOut(
  machine: Machine,
  problem: Problem,
  depths: boolean,
  alternating: boolean,
  pinned?: readonly number[],
): MemoryLayout {
  const { rows } = problem;
  const config = machine.take(abi.CONFIG_BYTES);
  const words = (): number => machine.take(rows * ROW_BYTES);
  const pair = <T>(make: () => T): [T, T] => [make(), make()];
  const values = pair(() => (depths ? machine.take(rows * 4096) : 0));
  const notWon = pair(words);
  const losable = pair(words);
  const due = pair(() => (depths ? machine.take(rows * DUE_BYTES) : 0));
  const set = (): RowSet => ({ words: words(), masks: machine.take(rows * 8) });
  const won = pair(set);
  const winning = depths ? pair(words) : ([won[0].words, won[1].words] as const);
  const lost = alternating ? [pair(set), pair(set)] : [pair(set)];
  for (const { masks } of [...won, ...lost.flat()]) machine.bytes.fill(0, masks, masks + rows * 8);
  const block = putMen(machine, config, problem, pinned);
  block.numbers(abi.CONFIG_DEPTHS, depths ? 1 : 0);
  block.numbers(abi.CONFIG_KEEPS_WON, alternating ? 1 : 0);
  block.numbers(abi.CONFIG_NOT_WON, ...notWon);
  block.numbers(abi.CONFIG_LOSABLE, ...losable);
  block.numbers(abi.CONFIG_WINNING, ...winning);
  block.numbers(abi.CONFIG_VALUES, ...values);
  block.numbers(abi.CONFIG_DUE, ...due);
  return { config, notWon, losable, winning, won, lost, values, due };
}

/**
 * Configures the kernel for what needs the men of a problem and none of its arrays.
 * @returns the address of the configuration
 * @throws EndgameError E_BUDGET as `Machine.take`
 */
export function layOutMen(machine: Machine, problem: Problem): number {
  const config = machine.take(abi.CONFIG_BYTES);
  putMen(machine, config, problem);
  return config;
}

/** Writes what a configuration tells of the men and of the board. */
function putMen(
  { bytes, fixtures }: Machine,
  config: number,
  { digits, pawns, hasKingPair }: Problem,
  pinned: readonly number[] = ALL_CELLS,
): Block {
  const block = new Block(bytes, config, abi.CONFIG_BYTES);
  block.numbers(abi.CONFIG_HAS_HEAD, hasKingPair ? 1 : 0);
  block.numbers(abi.CONFIG_HEADS, hasKingPair ? KING_PAIRS.count : 1);
  block.numbers(abi.CONFIG_OUTERS, digits.length - 2);
  block.numbers(abi.CONFIG_KINDS, ...digits.map((man) => man.kind));
  block.numbers(abi.CONFIG_SIDES, ...digits.map((man) => man.side));
  block.sets(abi.CONFIG_BLOCKED, [...pawns[0], ...pawns[1]]);
  block.sets(abi.CONFIG_PINNED, pinned);
  block.sets(abi.CONFIG_HITS, hitsOf(pawns[0], 0), hitsOf(pawns[1], 1));
  block.numbers(abi.CONFIG_GEOMETRY, fixtures.geometry);
  block.numbers(abi.CONFIG_HEAD_CELLS, fixtures.cells);
  block.numbers(abi.CONFIG_HEAD_MOVES, ...fixtures.moves);
  block.numbers(abi.CONFIG_HEAD_MAP, fixtures.map);
  return block;
}

/**
 * Writes an exit at `at`.
 * @param slab address of its successors' ranks
 */
export function putExit(machine: Machine, at: number, problem: Problem, exit: Exit, slab: number): void {
  const { digits, head } = stridesOf(problem, exit.successor.taken);
  const block = new Block(machine.bytes, at, abi.EXIT_BYTES);
  block.numbers(abi.EXIT_MOVER, exit.mover);
  block.numbers(abi.EXIT_TAKEN, exit.taken);
  block.numbers(abi.EXIT_CELL, exit.cell);
  block.sets(abi.EXIT_PATH, exit.path);
  block.numbers(abi.EXIT_SLAB, slab);
  block.numbers(abi.EXIT_HEAD_STRIDE, head);
  block.numbers(abi.EXIT_STRIDES, ...digits);
}

/** A block of memory whose fields stand at offsets in bytes. What nobody writes is 0. */
class Block {
  readonly #u32: Uint32Array;
  readonly #u64: BigUint64Array;

  constructor(memory: Uint8Array, at: number, length: number) {
    this.#u32 = new Uint32Array(memory.buffer, at, length / 4);
    this.#u64 = new BigUint64Array(memory.buffer, at, length / 8);
    this.#u32.fill(0);
  }

  /** Numbers of 32 bits, one after the other. */
  numbers(offset: number, ...values: readonly number[]): void {
    this.#u32.set(values, offset / 4);
  }

  /** Sets of cells, 64 bits each, one after the other. */
  sets(offset: number, ...sets: readonly (readonly number[])[]): void {
    this.#u64.set(sets.map(setOf), offset / 8);
  }
}

function setOf(cells: readonly number[]): bigint {
  return cells.reduce((set, cell) => set | (1n << BigInt(cell)), 0n);
}

function hitsOf(pawns: readonly number[], side: Side): number[] {
  const forward = side === 0 ? 8 : -8;
  return pawns.flatMap((cell) =>
    [cell + forward - 1, cell + forward + 1].filter((to) => Math.abs((to & 7) - (cell & 7)) === 1),
  );
}
