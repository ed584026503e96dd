/**
 * Experiment 9: how much of the question and of the table one probe reads. All figures are counts, the same in every
 * run.
 */

import { Random } from '../../../specialize/index.ts';
import { boundCells, choosyCells, mixBits, scale } from '../../../table/coders/bits.ts';
import { fillSlots } from '../../../table/coders/hash.ts';
import { bitsRead, circuitOf } from '../../coders/circuit.ts';
import type { Measurement } from '../../measurement.ts';
import { closeSubjectsOf } from '../../subjects.ts';

const SAMPLE = 2_000;
/** Load of the hash tables, as in their coder. */
const LOAD = 0.75;

/** The reads of a probe in one structure. */
export interface BitsRow {
  readonly structure: string;
  /** Bits of the cell's number that a probe reads. */
  readonly meanBits: number;
  readonly maxBits: number;
  /** Bytes of the table that a probe reads. */
  readonly meanBytes: number;
  readonly maxBytes: number;
}

/** The data of one subject. */
export interface BitsData {
  readonly game: string;
  readonly title: string;
  /** The slice with most cells that some code does not suit. */
  readonly slice: string;
  readonly cells: number;
  readonly gates: number;
  readonly rows: readonly BitsRow[];
}

/** Counts the reads of probes in the largest slice of a subject. */
export const bitsMeasurement: Measurement<BitsData> = {
  units: (size) => closeSubjectsOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const { truth, encoder } = await context.bench(unit);
    const { game } = truth.subject;
    context.report(`${game.title}: bits read`);
    const choosy = truth.slices.map((_, i) => choosyCells(encoder.cells(i, true)));
    const number = choosy.reduce((best, { length }, i) => (length > choosy[best].length ? i : best), 0);
    const cells = encoder.cells(number, true);
    const random = new Random(context.seed);
    const all = choosy[number];
    const sample = Array.from({ length: Math.min(SAMPLE, all.length) }, () => all[random.below(all.length)]);
    const inputBits = Math.ceil(Math.log2(cells.length));
    const width = cells.alphabetSize <= 256 ? 1 : 2;
    const circuit = circuitOf(cells);
    const bound = boundCells(cells);
    const slots = fillSlots(bound, Math.ceil(bound.length / LOAD) + 1);
    const path = (cell: number): number => bitsRead(circuit, cells.alphabetSize, cell);
    // the bit and both wires of a gate
    const gateBytes = 1 + (2 * Math.ceil(Math.log2(cells.alphabetSize + circuit.bits.length))) / 8;
    const row = (structure: string, bitsOf: (cell: number) => number, bytesOf: (cell: number) => number): BitsRow => {
      const bitCounts = sample.map(bitsOf);
      const byteCounts = sample.map(bytesOf);
      return {
        structure,
        meanBits: mean(bitCounts),
        maxBits: Math.max(...bitCounts),
        meanBytes: mean(byteCounts),
        maxBytes: Math.max(...byteCounts),
      };
    };
    const whole = (): number => inputBits;
    return {
      game: game.id,
      title: game.title,
      slice: truth.slices[number].slice.name,
      cells: cells.length,
      gates: circuit.bits.length,
      rows: [
        row('array', whole, () => width),
        row('sorted array', whole, (cell) => 4 * steps(bound, cell) + width),
        row('hash table', whole, (cell) => 4 * probes(slots, cell) + width),
        // the words of marks since the start of the run, the count before the run, three bytes for the code
        row('perfect index', whole, (cell) => 4 * (1 + ((cell & 255) >> 5)) + 4 + 3),
        row('static function', whole, () => 3 * width),
        row('decision diagram', path, (cell) => path(cell) * gateBytes),
        row('circuit', whole, () => circuit.bits.length * gateBytes),
      ],
    };
  },
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Returns the keys that a binary search reads. */
function steps(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length;
  let count = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    count++;
    if (keys[middle] === key) return count;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return count;
}

/** Returns the slots that linear probing reads. */
function probes(slots: Uint32Array, key: number): number {
  let slot = scale(mixBits(key), slots.length);
  let count = 1;
  while (slots[slot] !== 0 && slots[slot] !== key + 1) {
    slot = slot + 1 === slots.length ? 0 : slot + 1;
    count++;
  }
  return count;
}
