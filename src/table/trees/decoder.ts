import type { Features } from '../coders/features.ts';
import { cellLayout } from './cell-layout.ts';
import { MOST_LINKS } from './cut.ts';
import { DECODER_PROGRAM } from './decoder-program.ts';
import * as layout from './program-layout.ts';
import { ProgramMemory } from './program-memory.ts';
import { answersBytes, putAnswers, putQuestions } from './questions-block.ts';
import { rowsBytes, TreeRows } from './rows.ts';

/** The exports of the program; the signatures are those of ../assembly/trees/decoder.ts. */
interface Program {
  bottom(): number;
  configure(block: number, codes: number, kinds: number, scratch: number): number;
  savedPathBytes(): number;
  begin(from: number, length: number, path: number): void;
  moveTo(path: number): void;
  writeTo(to: number, first: number): void;
  nodesWritten(): number;
  linksFound(): number;
  decodeTree(most: number, isRoot: number, saved: number, mostLinks: number): number;
}

/** A page of a shape's trees. */
interface Page {
  readonly bytes: Uint8Array;
  /** Number of its first link. */
  readonly firstLink: number;
  readonly links: number;
}

/** Reads numbers and pieces from bytes, one after the other. */
export class Pieces {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws Error if the number is not below 2^31, or the bytes end */
  number(): number {
    let number = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || unit > 2 ** 28) throw new Error('a number does not end');
      number += (byte & 127) * unit;
      if (byte < 128) return number;
    }
  }

  /** @throws Error if there are fewer bytes */
  piece(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new Error(`${length} bytes, but fewer are there`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Number of bytes that are left. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Whether nothing is left. */
  get isEmpty(): boolean {
    return this.#at === this.#bytes.length;
  }
}

/** Nodes that a step of `preorder` passes. */
const STEP_NODES = 65_536;

/**
 * The trees of all groups of one shape, in the memory of the decoder's program. The top is decoded at once, a page when a reader
 * first comes to it.
 */
export class ShapeTrees {
  /** By group: its root, a node or `~code`. */
  readonly roots: Int32Array;
  readonly #memory = new ProgramMemory();
  readonly #program: Program;
  readonly #pages: readonly Page[];
  /** By link: the root of its part, once its page is decoded. */
  readonly #linked: Int32Array;
  readonly #saved: number;
  readonly #pageAt: number;
  readonly #forest: number;
  readonly #mostNodes: number;
  readonly #makeRows: () => TreeRows | undefined;
  #rows: TreeRows | undefined;
  #nodes: Int32Array = new Int32Array(0);

  /**
   * @param sizes number of cells of each group
   * @throws Error if the bytes are no trees
   */
  constructor(features: Features, alphabetSize: number, sizes: readonly number[], from: Pieces) {
    const pageCount = from.number();
    // a page takes two bytes here at least, and has links enough for one
    if (pageCount > MOST_LINKS || 2 * pageCount > from.left) throw new Error(`${pageCount} pages`);
    const counts = Array.from({ length: pageCount }, () => ({ links: from.number(), bytes: from.number() }));
    const topBytes = from.piece(from.number());
    let firstLink = 0;
    this.#pages = counts.map(({ links, bytes }) => {
      firstLink += links;
      return { bytes: from.piece(bytes), firstLink: firstLink - links, links };
    });
    this.#mostNodes = sizes.reduce((sum, size) => sum + size, 0);
    if (firstLink > Math.min(MOST_LINKS, this.#mostNodes)) throw new Error(`${firstLink} links`);
    this.#linked = new Int32Array(firstLink).fill(-1);
    const memory = this.#memory;
    const program = memory.start(DECODER_PROGRAM, 'the decoder of trees') as Program;
    this.#program = program;
    memory.reach(program.bottom());
    // rows are read later or never: until then what they need is memory that nobody has touched
    const { geometry } = features;
    const rowsFor = rowsBytes(features, alphabetSize);
    const answers = memory.take(rowsFor === 0 ? 0 : answersBytes(geometry));
    const rowsAt = memory.take(rowsFor);
    const block = putQuestions(memory, features, cellLayout(features, 1), answers);
    const kinds = alphabetSize + (this.#pages.length > 0 ? 2 : 1);
    const scratch = memory.take(program.configure(block, alphabetSize, kinds, 0));
    program.configure(block, alphabetSize, kinds, scratch);
    const longest = Math.max(topBytes.length, ...this.#pages.map(({ bytes }) => bytes.length));
    this.#saved = memory.take(firstLink * program.savedPathBytes());
    this.#pageAt = memory.take(longest);
    this.#forest = memory.take(0);
    this.#makeRows = () => {
      if (rowsFor === 0) return undefined;
      putAnswers(memory, geometry, answers);
      return new TreeRows(features, alphabetSize, this, { memory, at: rowsAt, questions: block, nodes: this.#forest });
    };
    memory.bytes.set(topBytes, this.#pageAt);
    program.writeTo(this.#forest, 0);
    this.roots = Int32Array.from(sizes, (size, i) => {
      if (i === 0) program.begin(this.#pageAt, topBytes.length, 0);
      else program.moveTo(0);
      return program.decodeTree(size, 1, this.#saved, firstLink);
    });
    if (program.linksFound() !== firstLink) throw new Error(`${program.linksFound()} links of ${firstLink}`);
    if (this.#pages.length > 0) program.configure(block, alphabetSize, alphabetSize + 1, scratch);
    this.#look();
  }

  /** The nodes (program-layout.ts), valid until a page is opened. */
  get nodes(): Int32Array {
    return this.#nodes;
  }

  /** Bytes of memory. */
  get byteLength(): number {
    return this.#memory.memory.buffer.byteLength;
  }

  /** Reads rows and planes; undefined on boards of more places than a row has. */
  get rows(): TreeRows | undefined {
    return (this.#rows ??= this.#makeRows());
  }

  /**
   * Returns the node behind a link, and decodes its page if nobody has.
   * @param link a child of a node that is neither a node nor a leaf
   * @throws Error if the page is damaged
   */
  follow(link: number): number {
    const number = ~link - layout.FIRST_LINK;
    if (this.#linked[number] < 0) this.#open(this.#pages.findLast(({ firstLink }) => firstLink <= number)!);
    return this.#linked[number];
  }

  /**
   * Decodes all pages of a group's tree, and returns its nodes in preorder, as the learner gives them (program-layout.ts). It yields every few
   * milliseconds, the number of nodes so far.
   */
  *preorder(group: number): Generator<number, Uint32Array, void> {
    const out: number[] = [];
    const open = [this.roots[group]];
    for (let child = open.pop(); child !== undefined; child = open.pop()) {
      if (out.length % STEP_NODES === 0) yield out.length;
      if (child < 0 && child > ~layout.FIRST_LINK) {
        out.push(layout.LEAF_NODE + ~child);
        continue;
      }
      const at = 3 * (child < 0 ? this.follow(child) : child);
      const question = this.#nodes[at];
      out.push(((question & 0xffff) | ((question >>> 16) << layout.THRESHOLD_SHIFT)) >>> 0);
      open.push(this.#nodes[at + 2], this.#nodes[at + 1]);
    }
    return Uint32Array.from(out);
  }

  #open({ bytes, firstLink, links }: Page): void {
    const program = this.#program;
    const pathBytes = program.savedPathBytes();
    this.#memory.bytes.set(bytes, this.#pageAt);
    for (let link = firstLink; link < firstLink + links; link++) {
      const path = this.#saved + link * pathBytes;
      if (link === firstLink) program.begin(this.#pageAt, bytes.length, path);
      else program.moveTo(path);
      this.#linked[link] = program.decodeTree(this.#mostNodes, 0, 0, 0);
    }
    this.#look();
  }

  #look(): void {
    const count = this.#program.nodesWritten();
    this.#nodes = new Int32Array(this.#memory.memory.buffer, this.#forest, (count * layout.NODE_BYTES) / 4);
  }
}
