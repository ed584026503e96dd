import * as layout from './program-layout.ts';

/** When and where trees are cut, in numbers of inner nodes. */
export interface CutLimits {
  /** A tree of at most so many is not cut. */
  readonly whole: number;
  /** Most of a page. A probe that opens it waits for all of them. */
  readonly page: number;
  /** Fewer are not worth a link. */
  readonly part: number;
}

/** Pages of up to some 50 kB. */
export const CUT_LIMITS: CutLimits = { whole: 49_152, page: 32_768, part: 64 };

/** Most parts of a tree in pages: a reader keeps the path to each. */
export const MOST_LINKS: number = 2 ** 14;

/** A tree cut at its top. */
export interface CutTree {
  /** Nodes of the top in preorder; `LINK_NODE` stands for a part in a page. */
  readonly top: Uint32Array;
  /** Pages, each with the nodes of its parts in preorder, in the order of the links. */
  readonly pages: readonly (readonly Uint32Array[])[];
}

/** Cuts a tree, given as its nodes in preorder. A part of the tree is an inner node with all below it. */
export function cut(nodes: Uint32Array, { whole, page, part }: CutLimits = CUT_LIMITS): CutTree {
  const sizes = measure(nodes);
  if (sizes.counts[0] <= whole) return { top: nodes, pages: [] };
  let least = part;
  for (;;) {
    const tree = cutFrom(nodes, sizes, page, least);
    if (tree.pages.reduce((sum, parts) => sum + parts.length, 0) <= MOST_LINKS) return tree;
    least *= 2;
  }
}

function cutFrom(nodes: Uint32Array, { counts, ends }: Sizes, page: number, least: number): CutTree {
  const top: number[] = [];
  const pages: Uint32Array[][] = [];
  let room = 0;
  for (let i = 0; i < nodes.length; ) {
    if (nodes[i] < layout.LEAF_NODE && counts[i] <= page && counts[i] >= least) {
      top.push(layout.LINK_NODE);
      if (counts[i] > room) {
        pages.push([]);
        room = page;
      }
      pages.at(-1)!.push(nodes.subarray(i, ends[i]));
      room -= counts[i];
      i = ends[i];
    } else top.push(nodes[i++]);
  }
  return { top: Uint32Array.from(top), pages };
}

interface Sizes {
  readonly counts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Returns for each node the number of inner nodes from it down, and the first node after all of them. */
function measure(nodes: Uint32Array): Sizes {
  const counts = new Uint32Array(nodes.length);
  const ends = new Uint32Array(nodes.length);
  for (let i = nodes.length - 1; i >= 0; i--) {
    ends[i] = i + 1;
    if (nodes[i] >= layout.LEAF_NODE) continue;
    const right = ends[i + 1];
    counts[i] = 1 + counts[i + 1] + counts[right];
    ends[i] = ends[right];
  }
  return { counts, ends };
}
