/**
 * Outcomes of a large problem, left as the sets of words in which they were found: 30 MB for a side to move where one byte
 * a position would be 121 MB. Codes are made a row at a time when somebody reads them. When the machine is needed for
 * another problem, what it holds of this one is packed into two bits a position.
 */

import type { Machine } from './machine.ts';
import { PackedCodes } from './packed.ts';
import type { Problem, Side } from './problem.ts';
import type { Codes, Solved } from './solved.ts';

const ROW = 4096;
const MEANING = [0, 1, 2, 255];

/** One side to move. */
export class Outcomes {
  readonly #rows: number;
  readonly #side: Side;
  readonly #at: number;
  #machine: Machine | undefined;
  #row = -1;
  #packed: PackedCodes | undefined;
  #expanded: WeakRef<Uint8Array> | undefined;

  constructor(machine: Machine, rows: number, side: Side) {
    this.#rows = rows;
    this.#machine = machine;
    this.#side = side;
    this.#at = machine.take(ROW);
  }

  /** Code of a position, 0 to 255 as metric.ts says. While the machine holds it, neighbours cost little, others a row. */
  code(index: number): number {
    if (this.#packed) return MEANING[this.#packed.at(index)];
    const row = Math.floor(index / ROW);
    return this.#read(row)[index % ROW];
  }

  /** All codes; several problems may ask for them in a row, so they are kept until memory is short. */
  expand(): Uint8Array {
    const known = this.#expanded?.deref();
    if (known) return known;
    let out: Uint8Array;
    if (this.#packed) out = this.#packed.unpack();
    else {
      out = new Uint8Array(this.#rows * ROW);
      for (let row = 0; row < this.#rows; row++) out.set(this.#read(row), row * ROW);
    }
    this.#expanded = new WeakRef(out);
    return out;
  }

  /** Frees the machine. */
  detach(): void {
    const packed = new PackedCodes(this.#rows * ROW);
    for (let row = 0; row < this.#rows; row++) packed.put(row * ROW, this.#read(row));
    this.#packed = packed;
    this.#machine = undefined;
  }

  /** Codes of a row, valid until the machine does something else. */
  #read(row: number): Uint8Array {
    const machine = this.#machine!;
    if (row !== this.#row) machine.program.outcomes(this.#side, row, row + 1, this.#at);
    this.#row = row;
    return machine.bytes.subarray(this.#at, this.#at + ROW);
  }
}

/** A solved problem in the machine's memory, whose last problem it must be until it is detached. */
export class SolvedOutcomes implements Solved {
  readonly problem: Problem;
  readonly outcomes: readonly [Outcomes, Outcomes];

  constructor(problem: Problem, machine: Machine) {
    this.problem = problem;
    this.outcomes = [new Outcomes(machine, problem.rows, 0), new Outcomes(machine, problem.rows, 1)];
  }

  get bytes(): number {
    return (2 * this.problem.rows * ROW) / 4;
  }

  /** For those who need them all. */
  get codes(): readonly [Codes, Codes] {
    return [this.outcomes[0].expand(), this.outcomes[1].expand()];
  }

  detach(): void {
    for (const outcomes of this.outcomes) outcomes.detach();
  }
}
