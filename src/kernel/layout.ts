/** Where the arrays of a problem stand in a machine's memory, and the block of numbers that tells the kernel. */

import { type Exit, stridesOf } from './exits.ts';
import { KING_PAIRS } from './king-pairs.ts';
import type { Machine } from './machine.ts';
import type { Side } from '../game/schema.ts';
import type { Problem } from './problem.ts';

/** A set of rows, with one 64-bit mask a row that says which of its words are not empty. */
export interface RowSet {
  readonly words: number;
  readonly masks: number;
}

export interface MemoryLayout {
  readonly config: number;
  /** By side: positions just won, and just lost. With dtz two of the latter, taking turns. */
  readonly won: readonly [RowSet, RowSet];
  readonly lost: readonly (readonly [RowSet, RowSet])[];
  readonly values: readonly [number, number];
  readonly due: readonly [number, number];
}

const ROW_BYTES = 512;
const DUE_BYTES = 32;
const CONFIG_BYTES = 192;
export const EXIT_BYTES = 64;

/** Bytes of the arrays of a problem, slabs and moves not counted. */
export function arrayBytes(problem: Problem, depths: boolean, alternating: boolean): number {
  const sets = (depths ? 6 : 4) + 2 + (alternating ? 4 : 2);
  const masks = (alternating ? 6 : 4) * 8;
  const values = depths ? 2 * (4096 + DUE_BYTES) : 0;
  return problem.rows * (sets * ROW_BYTES + masks + values);
}

/** Takes memory for a problem and configures the kernel. */
export function layOut(machine: Machine, problem: Problem, depths: boolean, alternating: boolean): MemoryLayout {
  const { rows, digits, pawns, hasKingPair } = problem;
  const config = machine.take(CONFIG_BYTES);
  const words = (): number => machine.take(rows * ROW_BYTES);
  const pair = <T>(make: () => T): [T, T] => [make(), make()];
  const values = pair(() => (depths ? machine.take(rows * 4096) : 0));
  const notWon = pair(words);
  const losable = pair(words);
  const due = pair(() => (depths ? machine.take(rows * DUE_BYTES) : 0));
  const set = (): RowSet => ({ words: words(), masks: machine.take(rows * 8) });
  const won = pair(set);
  const winning = depths ? pair(words) : won.map((set) => set.words);
  const lost = alternating ? [pair(set), pair(set)] : [pair(set)];
  const { bytes, fixtures } = machine;
  for (const { masks } of [...won, ...lost.flat()]) bytes.fill(0, masks, masks + rows * 8);
  bytes.fill(0, config, config + CONFIG_BYTES);
  const u32 = new Uint32Array(bytes.buffer, config, CONFIG_BYTES / 4);
  u32.set([hasKingPair ? 1 : 0, hasKingPair ? KING_PAIRS.count : 1, digits.length - 2, depths ? 1 : 0]);
  u32.set(
    digits.map((man) => man.kind),
    4,
  );
  u32.set(
    digits.map((man) => man.side),
    10,
  );
  const u64 = new BigUint64Array(bytes.buffer, config, CONFIG_BYTES / 8);
  u64[8] = setOf([...pawns[0], ...pawns[1]]);
  u64[9] = setOf(hitsOf(pawns[0], 0));
  u64[10] = setOf(hitsOf(pawns[1], 1));
  u32.set([fixtures.geometry, fixtures.cells, ...fixtures.moves, fixtures.map], 22);
  u32.set([...notWon, ...losable, ...winning, ...values, ...due, alternating ? 1 : 0], 27);
  return { config, won, lost, values, due };
}

/** Writes a move out at `at`; `slab` is the address of what is behind it. */
export function putExit(machine: Machine, at: number, problem: Problem, exit: Exit, slab: number): void {
  const { digits, head } = stridesOf(problem, exit.successor.taken);
  const u32 = new Uint32Array(machine.bytes.buffer, at, EXIT_BYTES / 4);
  u32.fill(0);
  u32.set([exit.mover, exit.taken, exit.cell]);
  new BigUint64Array(machine.bytes.buffer, at, EXIT_BYTES / 8)[2] = setOf(exit.path);
  u32.set([slab, head, ...digits], 6);
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
