import type { Scratch } from '../engine/index.ts';
import { UNUSED } from '../game/value.ts';

/** Numbers before the arrays in a file, 8 bytes each. */
const FIELDS = 8;
const HEAD_BYTES = 8 * FIELDS;
/** Most undecided successors, and what stands in their place once a position is settled. */
export const MOST_OPEN: number = 0xfffe;
export const SETTLED: number = 0xffff;

/** What is known of a part without its arrays. */
export interface PartFacts {
  /** The last round of updates that it has had, 0 after the pass forward. */
  readonly round: number;
  /** The highest level at which one of its positions may be settled; 0 if there is none. */
  readonly due: number;
  /** Whether positions have ended with another value than a loss in 0. */
  readonly someEnded: boolean;
  /** Whether a move stays within the slice. */
  readonly someInside: boolean;
  /** Legal positions, and moves at them. */
  readonly positions: number;
  readonly edges: number;
}

/** Consecutive indices of a slice, in memory while they are worked on and in a file otherwise. */
export class Part {
  readonly values: Int16Array;
  /** Undecided successors within the slice, or `SETTLED`. */
  readonly open: Uint16Array;

  constructor(size: number) {
    this.values = new Int16Array(size);
    this.open = new Uint16Array(size);
  }

  /** Returns the highest level at which a position may be settled; 0 if there is none. */
  due(): number {
    const { values, open } = this;
    let due = 0;
    for (let i = 0; i < values.length; i++) {
      const v = values[i];
      if (v > due ? v !== UNUSED && open[i] !== SETTLED : -v > due && open[i] === 0) due = Math.abs(v);
    }
    return due;
  }

  load(scratch: Scratch, name: string): void {
    const { values, open } = this;
    scratch.read(name, HEAD_BYTES, bytesOf(values));
    scratch.read(name, HEAD_BYTES + values.byteLength, bytesOf(open));
  }

  save(scratch: Scratch, name: string, facts: PartFacts): void {
    const { round, due, someEnded, someInside, positions, edges } = facts;
    const head = Float64Array.of(round, due, Number(someEnded), Number(someInside), positions, edges, 0, 0);
    scratch.write(name, [bytesOf(head), bytesOf(this.values), bytesOf(this.open)]);
  }
}

/** Reads what a file says of its part. */
export function factsOf(scratch: Scratch, name: string): PartFacts {
  const head = new Float64Array(FIELDS);
  scratch.read(name, 0, bytesOf(head));
  const [round, due, someEnded, someInside, positions, edges] = head;
  return { round, due, someEnded: someEnded === 1, someInside: someInside === 1, positions, edges };
}

/** Reads values of a part from its file. */
export function readValues(scratch: Scratch, name: string, from: number, out: Int16Array): void {
  scratch.read(name, HEAD_BYTES + 2 * from, bytesOf(out));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
