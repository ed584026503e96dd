import type { CellReader, Cells, Coder } from '../coder.ts';
import { Frequencies, Numbers, RangeDecoder, RangeEncoder } from './arithmetic.ts';
import { checkCells, isDontCare } from './bits.ts';

/** Returns the levels of a diagram: the bits of the highest cell's number, at least one. */
function depthOf(length: number): number {
  let depth = 1;
  while (2 ** depth < length) depth++;
  return depth;
}

/**
 * The nodes of one level: two children each. A child is the number of a node of the next level, or a code at the last.
 */
type Level = readonly number[] | Uint32Array;

/** Returns a code for every cell, with codes chosen for don't-cares. */
function fill(cells: Cells): Uint16Array {
  const { length, codes } = cells;
  const low = Uint16Array.from(codes);
  const high = Uint16Array.from(codes);
  for (let cell = 0; cell < length; cell++) if (isDontCare(cells, cell)) low[cell] = 0;
  align(low, high, 0, 2 ** depthOf(length));
  let before = 0;
  for (let cell = 0; cell < length; cell++) {
    if (before < low[cell] || before > high[cell]) before = high[cell];
    low[cell] = before;
  }
  return low;
}

/** Makes the halves of `size` cells from `from` on equal where their don't-cares admit it, the larger halves first. */
function align(low: Uint16Array, high: Uint16Array, from: number, size: number): void {
  const half = size / 2;
  if (half < 1 || from >= low.length) return;
  const common = Math.min(half, low.length - from - half);
  let alike = true;
  for (let i = from; alike && i < from + common; i++) {
    alike = Math.max(low[i], low[i + half]) <= Math.min(high[i], high[i + half]);
  }
  if (alike) {
    for (let i = from; i < from + common; i++) {
      low[i] = low[i + half] = Math.max(low[i], low[i + half]);
      high[i] = high[i + half] = Math.min(high[i], high[i + half]);
    }
  }
  align(low, high, from, half);
  if (alike && common > 0) {
    low.copyWithin(from + half, from, from + common);
    high.copyWithin(from + half, from, from + common);
  } else align(low, high, from + half, half);
}

/** Returns the levels from the root down; nodes are numbered in the order of discovery. */
function levelsOf(cells: Cells): Level[] {
  const levels: Level[] = [];
  let below: Uint16Array | Uint32Array = fill(cells);
  for (let level = depthOf(cells.length); level > 0; level--) {
    const nodes: number[] = [];
    const known = new Map<number, number>();
    const here: Uint32Array = new Uint32Array(Math.ceil(below.length / 2));
    for (let i = 0; i < here.length; i++) {
      const left = below[2 * i];
      // cells beyond the end may have any code
      const right = 2 * i + 1 < below.length ? below[2 * i + 1] : left;
      const key = left * 2 ** 26 + right;
      let node = known.get(key);
      if (node === undefined) {
        node = nodes.length / 2;
        nodes.push(left, right);
        known.set(key, node);
      }
      here[i] = node;
    }
    levels.unshift(nodes);
    below = here;
  }
  return levels;
}

function encode(cells: Cells): Uint8Array {
  if (cells.length === 0) return new Uint8Array(0);
  const out = new RangeEncoder();
  const levels = levelsOf(cells);
  /** Nodes of this level in the order of their first mention. */
  let named: number[] = [0];
  levels.forEach((nodes, level) => {
    if (level === levels.length - 1) {
      writeCodes(out, cells.alphabetSize, nodes, named);
      return;
    }
    const fresh = freshness();
    const numbers = new Map<number, number>();
    const next: number[] = [];
    for (const node of named) {
      for (const side of [0, 1] as const) {
        const child = nodes[2 * node + side];
        const number = numbers.get(child);
        const other = side === 0 ? -1 : numbers.get(nodes[2 * node])!;
        if (number === undefined) {
          fresh[side].encode(out, FRESH);
          numbers.set(child, next.length);
          next.push(child);
        } else if (number === other) fresh[side].encode(out, SAME);
        else {
          fresh[side].encode(out, OLD);
          writeNumber(out, number, next.length);
        }
      }
    }
    named = next;
  });
  return out.finish();
}

/** Kinds of a child: new, mentioned before, or equal to its left sibling. */
const FRESH = 0;
const OLD = 1;
const SAME = 2;

function freshness(): [Frequencies, Frequencies] {
  return [new Frequencies(2), new Frequencies(3)];
}

/** Larger ranges of equally probable numbers are written in two parts. */
const PART = 2 ** 12;

function writeNumber(out: RangeEncoder, value: number, size: number): void {
  out.uniform(Math.floor(value / PART), Math.ceil(size / PART));
  out.uniform(value % PART, Math.min(size, PART));
}

/** @throws Error if the number is not below `size` */
function readNumber(input: RangeDecoder, size: number): number {
  const value = input.uniform(Math.ceil(size / PART)) * PART + input.uniform(Math.min(size, PART));
  if (value >= size) throw new Error(`node ${value} of ${size}`);
  return value;
}

function writeCodes(out: RangeEncoder, alphabetSize: number, nodes: Level, named: readonly number[]): void {
  const { left, right } = codeModels(alphabetSize);
  for (const node of named) {
    left.encode(out, nodes[2 * node]);
    right(nodes[2 * node]).encode(out, nodes[2 * node + 1]);
  }
}

function codeModels(alphabetSize: number): { left: Numbers; right: (code: number) => Numbers } {
  const models: Numbers[] = [];
  // with many codes, a model for each would learn too little
  const right = (code: number): Numbers => (models[alphabetSize <= 32 ? code : 0] ??= new Numbers(alphabetSize));
  return { left: new Numbers(alphabetSize), right };
}

class DiagramReader implements CellReader {
  readonly #length: number;
  readonly #depth: number;
  /** The nodes of all levels, two children each: the place of the child's own children in this array, or a code. */
  readonly #nodes: Uint32Array;

  constructor(length: number, depth: number, nodes: Uint32Array) {
    this.#length = length;
    this.#depth = depth;
    this.#nodes = nodes;
  }

  at(cell: number): number {
    const nodes = this.#nodes;
    let node = 0;
    for (let bit = this.#depth - 1; bit >= 0; bit--) node = nodes[node + ((cell >>> bit) & 1)];
    return node;
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (let i = 0; i < out.length; i++) out[i] = this.at(from + i);
  }
}

function open(bytes: Uint8Array, length: number, alphabetSize: number): CellReader {
  if (length === 0) return new DiagramReader(0, 0, new Uint32Array(0));
  const input = new RangeDecoder(bytes);
  const depth = depthOf(length);
  const nodes: number[] = [];
  let named = 1;
  for (let level = 0; level < depth - 1; level++) {
    const start = nodes.length + 2 * named;
    const most = Math.ceil(length / 2 ** (depth - 1 - level));
    const fresh = freshness();
    let next = 0;
    for (let node = 0; node < named; node++) {
      let left = 0;
      for (const side of [0, 1] as const) {
        const kind = fresh[side].decode(input);
        if (kind === FRESH && next === most) throw new Error('more nodes than parts of the table');
        if (kind === OLD && next === 0) throw new Error('an old node before the first');
        const child = kind === FRESH ? next++ : kind === OLD ? readNumber(input, next) : left;
        left = child;
        nodes.push(start + 2 * child);
      }
    }
    named = next;
  }
  const { left, right } = codeModels(alphabetSize);
  for (let node = 0; node < named; node++) {
    const code = left.decode(input);
    nodes.push(code, right(code).decode(input));
  }
  return new DiagramReader(length, depth, Uint32Array.from(nodes));
}

/**
 * Encodes cells as a multi-terminal decision diagram (R. E. Bryant, 1986; M. Fujita, P. C. McGeer and J. C.-Y. Yang,
 * 1997) over the bits of a cell's number, the highest first. Every path tests every bit, so a probe takes one step per
 * bit of the number. Equal parts of the table are one node.
 *
 * Don't-cares first take codes that save nodes. From the whole table down to pairs of cells, two halves that can be
 * equal become equal. The remaining don't-cares take the code before them if it suits, else their own.
 *
 * The bytes hold the levels from the root down, in one arithmetic code. The nodes of a level come in the order in which
 * the level above first mentions them. A child is "the next new one", the number of an old one, or its left sibling.
 */
export const diagram: Coder = { id: 'diagram', encode, open };
