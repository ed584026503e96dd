import type { Features } from '../coders/features.ts';
import { cellLayout } from './cell-layout.ts';
import { CUT_LIMITS, cut, type CutLimits } from './cut.ts';
import { ENCODER_PROGRAM } from './encoder-program.ts';
import * as layout from './program-layout.ts';
import { ProgramMemory } from './program-memory.ts';
import { putQuestions } from './questions-block.ts';

/** The exports of the program; the signatures are those of ../assembly/trees/encoder.ts. */
interface Program {
  bottom(): number;
  configure(block: number, codes: number, kinds: number, scratch: number): number;
  savedPathBytes(): number;
  begin(to: number, path: number): void;
  moveTo(path: number): void;
  finish(): number;
  encodeTree(nodes: number, count: number, rights: number, frames: number, isRoot: number, links: number): number;
}

/** Most bytes that a node takes: six symbols of up to 17 bits. */
const NODE_BYTES = 16;
/** Bytes of a level of the tree in the program's memory. */
const FRAME_BYTES = 16;

/**
 * Encodes the trees of all groups of one shape, a page at a step, and yields the share that is done.
 *
 *   pages        number of pages
 *   by page      number of its parts, and of its bytes
 *   top          number of bytes
 *   then         the bytes of the top, and of each page
 *
 * Numbers are in groups of 7 bits, the lowest first, the top bit set on all but the last. The top holds all trees, but for the parts of
 * large ones that are in pages. The top and each page are an arithmetic code each, with models that know nothing at first.
 * @param trees nodes (program-layout.ts) of each tree in preorder
 */
export function* encodeSteps(
  features: Features,
  alphabetSize: number,
  trees: readonly Uint32Array[],
  limits: CutLimits = CUT_LIMITS,
): Generator<number, Uint8Array, void> {
  const cuts = trees.map((nodes) => cut(nodes, limits));
  const hasPages = cuts.some(({ pages }) => pages.length > 0);
  const encoder = new Encoder(features, alphabetSize, alphabetSize + (hasPages ? 2 : 1));
  const { bytes: top, links } = encoder.top(cuts.map((each) => each.top));
  const kept = new Encoder(features, alphabetSize, alphabetSize + 1);
  let link = 0;
  const cutOff = cuts.flatMap((each) => each.pages);
  const pages: { readonly parts: number; readonly bytes: Uint8Array }[] = [];
  for (const parts of cutOff) {
    pages.push({ parts: parts.length, bytes: kept.page(parts, links.slice(link, link + parts.length)) });
    link += parts.length;
    yield pages.length / cutOff.length;
  }
  const head = [
    ...varint(pages.length),
    ...pages.flatMap(({ parts, bytes }) => [...varint(parts), ...varint(bytes.length)]),
    ...varint(top.length),
  ];
  return joinPieces([Uint8Array.from(head), top, ...pages.map(({ bytes }) => bytes)]);
}

/** Returns the pieces one after the other. */
export function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function varint(number: number): number[] {
  const out: number[] = [];
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push(128 + (rest % 128));
  out.push(rest);
  return out;
}

/** The encoder's program with its memory. */
class Encoder {
  readonly #memory = new ProgramMemory();
  readonly #program: Program;
  readonly #levels: number;
  readonly #start: number;

  constructor(features: Features, alphabetSize: number, kinds: number) {
    this.#program = this.#memory.start(ENCODER_PROGRAM, 'the encoder of trees') as Program;
    this.#memory.reach(this.#program.bottom());
    const block = putQuestions(this.#memory, features, cellLayout(features, 1), 0);
    this.#levels = features.sizes.reduce((sum, size) => sum + size, 1);
    const program = this.#program;
    const scratch = this.#memory.take(program.configure(block, alphabetSize, kinds, 0));
    program.configure(block, alphabetSize, kinds, scratch);
    this.#start = this.#memory.take(0);
  }

  /** Encodes whole trees; returns the bytes and the path of each link. */
  top(trees: readonly Uint32Array[]): { readonly bytes: Uint8Array; readonly links: readonly Uint8Array[] } {
    const links = trees.reduce((sum, nodes) => sum + nodes.filter((node) => node >= layout.LINK_NODE).length, 0);
    this.#memory.freeFrom(this.#start);
    const pathBytes = this.#program.savedPathBytes();
    const saved = this.#memory.take(links * pathBytes);
    const bytes = this.#stream(
      trees.map((nodes) => ({ nodes, path: undefined })),
      saved,
    );
    const path = (link: number): Uint8Array =>
      this.#memory.bytes.slice(saved + link * pathBytes, saved + (link + 1) * pathBytes);
    return { bytes, links: Array.from({ length: links }, (_, link) => path(link)) };
  }

  /** Encodes parts of trees below the given paths. */
  page(parts: readonly Uint32Array[], paths: readonly Uint8Array[]): Uint8Array {
    this.#memory.freeFrom(this.#start);
    return this.#stream(
      parts.map((nodes, i) => ({ nodes, path: paths[i] })),
      0,
    );
  }

  #stream(
    trees: readonly { readonly nodes: Uint32Array; readonly path: Uint8Array | undefined }[],
    saved: number,
  ): Uint8Array {
    const memory = this.#memory;
    const program = this.#program;
    const longest = Math.max(...trees.map(({ nodes }) => nodes.length));
    const total = trees.reduce((sum, { nodes }) => sum + nodes.length, 0);
    const frames = memory.take(FRAME_BYTES * this.#levels);
    const out = memory.take(NODE_BYTES * total + 64);
    const nodesAt = memory.take(4 * longest);
    const rights = memory.take(4 * longest);
    const pathAt = memory.take(program.savedPathBytes());
    let save = saved;
    trees.forEach(({ nodes, path }, i) => {
      if (path) memory.bytes.set(path, pathAt);
      if (i === 0) program.begin(out, path ? pathAt : 0);
      else program.moveTo(path ? pathAt : 0);
      memory.words(nodesAt, nodes.length).set(nodes);
      save = program.encodeTree(nodesAt, nodes.length, rights, frames, path ? 0 : 1, save);
    });
    return memory.bytes.slice(out, out + program.finish());
  }
}
