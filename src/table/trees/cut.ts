import * as layout from './program-layout.ts';

/** A tree of at most so many inner nodes (some 75 kB) is not cut. */
const WHOLE = 49_152;
/** Most inner nodes of a page, some 50 kB. A probe that opens it waits for all of them. */
const PAGE_NODES = 32_768;
/** Fewer inner nodes are not worth a link. */
const LEAST_NODES = 64;

/** A tree cut at its top. */
export interface CutTree {
  /** Nodes of the top in preorder; `LINK_NODE` stands for a part in a page. */
  readonly top: Uint32Array;
  /** Pages, each with the nodes of its parts in preorder, in the order of the links. */
  readonly pages: readonly (readonly Uint32Array[])[];
}

/** Cuts a tree, given as its nodes in preorder. A part of the tree is an inner node with all below it. */
export function cut(nodes: Uint32Array): CutTree {
  const { counts, ends } = measure(nodes);
  if (counts[0] <= WHOLE) return { top: nodes, pages: [] };
  const top: number[] = [];
  const pages: Uint32Array[][] = [];
  let room = 0;
  for (let i = 0; i < nodes.length; ) {
    if (nodes[i] < layout.LEAF_NODE && counts[i] <= PAGE_NODES && counts[i] >= LEAST_NODES) {
      top.push(layout.LINK_NODE);
      if (counts[i] > room) {
        pages.push([]);
        room = PAGE_NODES;
      }
      pages.at(-1)!.push(nodes.subarray(i, ends[i]));
      room -= counts[i];
      i = ends[i];
    } else top.push(nodes[i++]);
  }
  return { top: Uint32Array.from(top), pages };
}

/** Returns for each node the number of inner nodes from it down, and the first node after all of them. */
function measure(nodes: Uint32Array): { counts: Uint32Array; ends: Uint32Array } {
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
