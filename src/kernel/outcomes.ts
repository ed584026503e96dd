import type { Machine } from './machine.ts';
import { PackedCodes } from './packed.ts';
import type { Side } from '../game/schema.ts';
import type { Problem } from './problem.ts';
import type { Solved } from './solved.ts';

const ROW = 4096;
const ROW_BYTES = ROW / 4;
/** Rows that are packed at a time. */
const CHUNK = 64;

/** Writes the outcomes for one side to move of the problem in the machine. */
function packOutcomes(machine: Machine, { rows }: Problem, side: Side, bytes: Uint8Array): PackedCodes {
  const at = machine.take(Math.min(rows, CHUNK) * ROW_BYTES);
  for (let row = 0; row < rows; row += CHUNK) {
    const to = Math.min(rows, row + CHUNK);
    machine.program.outcomes(side, row, to, at);
    bytes.set(machine.bytes.subarray(at, at + (to - row) * ROW_BYTES), row * ROW_BYTES);
  }
  return new PackedCodes(bytes);
}

/**
 * Returns the outcomes for both sides in one allocation: allocators return large pieces to the system at once, and keep
 * smaller ones.
 */
export function outcomesOf(machine: Machine, problem: Problem): readonly [PackedCodes, PackedCodes] {
  const size = problem.rows * ROW_BYTES;
  const bytes = new Uint8Array(2 * size);
  return [
    packOutcomes(machine, problem, 0, bytes.subarray(0, size)),
    packOutcomes(machine, problem, 1, bytes.subarray(size)),
  ];
}

/** The row that was read last, for one side to move, and its place. */
interface Row {
  readonly at: number;
  number: number;
  codes: PackedCodes;
}

const NOTHING = new PackedCodes(new Uint8Array(0));

/**
 * A problem that was solved without depths. The machine's memory keeps the sets of words with the outcomes of a large
 * problem. Codes are read a row at a time, until the machine is needed for another problem.
 */
export class SolvedOutcomes implements Solved {
  readonly problem: Problem;
  #machine: Machine | undefined;
  #codes: readonly [PackedCodes, PackedCodes] | undefined;
  readonly #rows: readonly [Row, Row] | undefined;

  /** @param from the codes, or the machine that holds the problem and must hold it until `detach` */
  constructor(problem: Problem, from: readonly [PackedCodes, PackedCodes] | Machine) {
    this.problem = problem;
    if ('program' in from) {
      this.#machine = from;
      this.#rows = [
        { at: from.take(ROW_BYTES), number: -1, codes: NOTHING },
        { at: from.take(ROW_BYTES), number: -1, codes: NOTHING },
      ];
    } else this.#codes = from;
  }

  get bytes(): number {
    return 2 * this.problem.rows * ROW_BYTES;
  }

  get codes(): readonly [PackedCodes, PackedCodes] {
    const machine = this.#machine!;
    return (this.#codes ??= outcomesOf(machine, this.problem));
  }

  /** Returns the code of one position. While the machine holds them, neighbours cost little, others a row. */
  code(side: Side, index: number): number {
    if (this.#codes) return this.#codes[side].code(index);
    const row = this.#rows![side];
    const number = Math.floor(index / ROW);
    if (row.number !== number) {
      const machine = this.#machine!;
      machine.program.outcomes(side, number, number + 1, row.at);
      row.codes = new PackedCodes(machine.bytes.subarray(row.at, row.at + ROW_BYTES));
      row.number = number;
    }
    return row.codes.code(index % ROW);
  }

  detach(): void {
    this.#codes = this.codes;
    this.#machine = undefined;
  }
}
