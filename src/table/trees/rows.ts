import type { Features } from '../coders/features.ts';
import * as layout from './program-layout.ts';
import type { ProgramMemory } from './program-memory.ts';
import { writeBlock } from './questions-block.ts';
import { ROWS_PROGRAM } from './rows-program.ts';

/** Places of a row, and rows of a plane. */
export const ROW_PLACES = 64;

/** The exports of the program; the signatures are those of ../assembly/trees/rows.ts. */
interface Program {
  configure(block: number): void;
  begin(root: number, outer: number, lane: number): number;
  resume(node: number): number;
  writeCodes(rows: number): void;
  workDone(): number;
}

/** Addresses in the memory of the decoder. */
interface Place {
  readonly memory: ProgramMemory;
  /** Where the reader of rows has its `rowsBytes`, all 0. */
  readonly at: number;
  /** The block of the questions. */
  readonly questions: number;
  /** Node 0. */
  readonly nodes: number;
}

/** What a reader of rows needs of the trees. */
interface LinkedTrees {
  /** Decodes what is behind a link (decoder.ts). */
  follow(link: number): number;
}

/** Values of a direction, 0 for none, and the threshold beyond them. */
const DIRECTIONS = 10;

/** Returns the number of values of each relation, the directions last. */
function relationSizes({ geometry }: Features): Uint16Array {
  return Uint16Array.from([...geometry.sizes, DIRECTIONS]);
}

/** Returns where the program has its data, from an address on; fields that are 0 are no addresses. */
function layOut(features: Features, alphabetSize: number, from: number) {
  const { geometry, men, count } = features;
  const { stride } = geometry;
  let end = from;
  const take = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const sizes = relationSizes(features);
  return {
    block: take(layout.ROWS_BLOCK_BYTES),
    sizes: take(sizes.byteLength),
    setsOf: take(4 * sizes.length),
    hidden: take(8 * stride * stride),
    places: take(men + 1),
    lane: take(count * layout.ROW_QUESTION_BYTES),
    outer: take(count * layout.ROW_QUESTION_BYTES),
    frames: take(layout.ROW_FRAMES * layout.ROW_FRAME_BYTES),
    bits: take(codeBits(alphabetSize) * ROW_PLACES * 8),
    codes: take(ROW_PLACES * ROW_PLACES * 2),
    // by relation, for the first man and for the second, by threshold and place: 64 places
    sets: Uint32Array.from(sizes, (size) => take(2 * size * stride * 8)),
    end,
  };
}

function codeBits(alphabetSize: number): number {
  return 32 - Math.clz32(alphabetSize - 1);
}

/** Returns the bytes of memory that reading rows needs; 0 for boards of more places than a row has. */
export function rowsBytes(features: Features, alphabetSize: number): number {
  return features.geometry.stride > ROW_PLACES ? 0 : layOut(features, alphabetSize, 0).end;
}

/**
 * Reads the trees of a shape for 64 places of a man at a time, the lane man, or for 64 x 64 places of two men: in the time of a few
 * single reads. The codes are those that single reads give, also where men share a place. Nothing is allocated.
 */
export class TreeRows {
  readonly #memory: ProgramMemory;
  readonly #program: Program;
  readonly #trees: LinkedTrees;
  readonly #men: number;
  readonly #stride: number;
  readonly #placesAt: number;
  readonly #codesAt: number;
  readonly #isWide: boolean;
  #bytes: Uint8Array = new Uint8Array(0);
  /** The codes of a plane, and of its first row. */
  #plane: Uint8Array | Uint16Array = new Uint8Array(0);
  #row: Uint8Array | Uint16Array = new Uint8Array(0);

  constructor(features: Features, alphabetSize: number, trees: LinkedTrees, { memory, at, questions, nodes }: Place) {
    this.#memory = memory;
    this.#trees = trees;
    this.#men = features.men;
    this.#stride = features.geometry.stride;
    this.#isWide = alphabetSize > 256;
    this.#program = memory.start(ROWS_PROGRAM, 'the reader of rows') as Program;
    const sizes = relationSizes(features);
    const to = layOut(features, alphabetSize, at);
    this.#placesAt = to.places;
    this.#codesAt = to.codes;
    new Uint16Array(memory.bytes.buffer, to.sizes).set(sizes);
    memory.words(to.setsOf, sizes.length).set(to.sets);
    writeBlock(memory, to.block, [
      [layout.ROWS_QUESTIONS, questions],
      [layout.ROWS_NODES, nodes],
      [layout.ROWS_SIZES, to.sizes],
      [layout.ROWS_SETS, to.setsOf],
      [layout.ROWS_HIDDEN, to.hidden],
      [layout.ROWS_PLACES, to.places],
      [layout.ROWS_LANE, to.lane],
      [layout.ROWS_OUTER, to.outer],
      [layout.ROWS_FRAMES, to.frames],
      [layout.ROWS_BITS, to.bits],
      [layout.ROWS_CODES, to.codes],
      [layout.ROWS_RELATIONS, sizes.length],
      [layout.ROWS_CODE_BITS, codeBits(alphabetSize)],
    ]);
    this.#program.configure(to.block);
    this.#look();
  }

  /**
   * Returns the codes of a row, the one of place `p` of the lane man at `p`, for places on the board. They are valid until the next row.
   * @param root of a tree of the shape
   * @param places of all men, then the mark; the lane man's does not matter
   * @throws Error if a page is damaged
   */
  row(root: number, places: Uint8Array, lane: number): Uint8Array | Uint16Array {
    this.#read(root, places, layout.NO_MAN, lane, 1);
    return this.#row;
  }

  /** Returns the codes of a plane, the one of places `q` of the row man and `p` of the lane man at `64 * q + p`. Otherwise like `row`. */
  plane(root: number, places: Uint8Array, rowMan: number, lane: number): Uint8Array | Uint16Array {
    this.#read(root, places, rowMan, lane, this.#stride);
    return this.#plane;
  }

  /** Returns how much work a plane is, to compare it with the plane of the same men in other roles. */
  work(root: number, places: Uint8Array, rowMan: number, lane: number): number {
    const before = this.#program.workDone();
    this.plane(root, places, rowMan, lane);
    return (this.#program.workDone() - before) >>> 0;
  }

  #read(root: number, places: Uint8Array, rowMan: number, lane: number, rows: number): void {
    this.#look();
    const bytes = this.#bytes;
    for (let i = 0; i <= this.#men; i++) bytes[this.#placesAt + i] = places[i];
    let link = this.#program.begin(root, rowMan, lane);
    while (link !== 0) link = this.#program.resume(this.#trees.follow(link));
    this.#program.writeCodes(rows);
    this.#look();
  }

  /** Looks at the memory again if it has grown. */
  #look(): void {
    if (this.#bytes.length > 0) return;
    const at = this.#codesAt;
    this.#bytes = this.#memory.bytes;
    const { buffer } = this.#bytes;
    const count = ROW_PLACES * ROW_PLACES;
    this.#plane = this.#isWide ? new Uint16Array(buffer, at, count) : new Uint8Array(buffer, at, count);
    this.#row = this.#plane.subarray(0, ROW_PLACES);
  }
}
