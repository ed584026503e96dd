/**
 * Outcomes of a large problem, left as the sets of words in which they were found: 30 MB for a side to move where one byte
 * a position would be 121 MB. Codes are made a row at a time when somebody reads them.
 */

import type { Machine } from './machine.ts';
import type { Problem, Side } from './problem.ts';
import type { Codes, Solved } from './solved.ts';

const ROW = 4096;

/** One side to move. */
export class Outcomes {
  readonly #machine: Machine;
  readonly #side: Side;
  readonly #at: number;
  #row = -1;
  #expanded: WeakRef<Uint8Array> | undefined;

  /** @param at address of 4,096 bytes for one row */
  constructor(machine: Machine, side: Side, at: number) {
    this.#machine = machine;
    this.#side = side;
    this.#at = at;
  }

  /** Code of a position, 0 to 255 as metric.ts says. Neighbouring positions cost little, others a row. */
  code(index: number): number {
    const row = Math.floor(index / ROW);
    if (row !== this.#row) {
      this.#machine.program.outcomes(this.#side, row, row + 1, this.#at);
      this.#row = row;
    }
    return this.#machine.bytes[this.#at + (index % ROW)];
  }

  /** All codes; several problems may ask for them in a row, so they are kept until memory is short. */
  expand(rows: number): Uint8Array {
    const known = this.#expanded?.deref();
    if (known) return known;
    const out = new Uint8Array(rows * ROW);
    for (let row = 0; row < rows; row++) {
      this.#machine.program.outcomes(this.#side, row, row + 1, this.#at);
      out.set(this.#machine.bytes.subarray(this.#at, this.#at + ROW), row * ROW);
    }
    this.#row = -1;
    this.#expanded = new WeakRef(out);
    return out;
  }
}

/** A solved problem that has taken over its machine, whose last problem it must be. */
export class SolvedOutcomes implements Solved {
  readonly problem: Problem;
  readonly outcomes: readonly [Outcomes, Outcomes];
  readonly #machine: Machine;

  constructor(problem: Problem, machine: Machine) {
    this.problem = problem;
    this.#machine = machine;
    const [white, black] = [machine.take(ROW), machine.take(ROW)];
    this.outcomes = [new Outcomes(machine, 0, white), new Outcomes(machine, 1, black)];
  }

  get bytes(): number {
    return this.#machine.bytes.length;
  }

  /** For those who need them all. */
  get codes(): readonly [Codes, Codes] {
    const { rows } = this.problem;
    return [this.outcomes[0].expand(rows), this.outcomes[1].expand(rows)];
  }
}
