import type { CellDecoder, CellGroup, CellPositions, CellReader } from '../coder.ts';
import { Pieces, ShapeTrees } from '../trees/decoder.ts';
import { DIFFERENCE, FIRST_LINK, RELATION } from '../trees/program-layout.ts';
import { RowsOfCells } from '../trees/rows-of-cells.ts';
import { ROW_PLACES } from '../trees/rows.ts';
import { cellShapes } from '../trees/shapes.ts';
import { checkCells } from './bits.ts';
import type { Features } from './features.ts';
import { numberedCells } from './positions.ts';

function open(
  bytes: Uint8Array,
  length: number,
  alphabetSize: number,
  positions: CellPositions = numberedCells(length),
): CellReader {
  const from = new Pieces(bytes);
  const trees = new Map<CellGroup, GroupTree>();
  for (const { features, groups } of cellShapes(positions)) {
    const sizes = groups.map(({ size }) => size);
    const shape = new ShapeTrees(features, alphabetSize, sizes, from);
    groups.forEach((group, i) => trees.set(group, { group, features, shape, root: shape.roots[i], rows: undefined }));
  }
  if (!from.isEmpty) throw new Error('bytes after the last tree');
  return new ForestReader(
    length,
    positions.groups.map((group) => trees.get(group)!),
  );
}

/** The tree of a group of cells. */
interface GroupTree {
  readonly group: CellGroup;
  readonly features: Features;
  readonly shape: ShapeTrees;
  /** A node or `~code`. */
  readonly root: number;
  /** Reads its cells by rows, once somebody has read many. */
  rows: RowsOfCells | undefined;
}

/** Fewer cells are read one by one: finding out how they lie in rows takes longer. */
const FEW = 8_192;

class ForestReader implements CellReader {
  readonly #length: number;
  readonly #trees: readonly GroupTree[];
  readonly #places: Uint8Array = new Uint8Array(256);

  constructor(length: number, trees: readonly GroupTree[]) {
    this.#length = length;
    this.#trees = trees;
  }

  at(cell: number): number {
    const tree = this.#treeAt(cell);
    return this.#code(tree, cell - tree.group.base);
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    for (const tree of this.#trees) {
      const { base, size } = tree.group;
      const first = Math.max(base, from);
      const end = Math.min(base + size, from + out.length);
      if (first < end) this.#fill(tree, first - base, out.subarray(first - from, end - from));
    }
  }

  row(cell: number, places: Uint8Array, lane: number, out: Uint8Array | Uint16Array): boolean {
    const { root, shape } = this.#treeAt(cell);
    if (root < 0) out.fill(~root, 0, ROW_PLACES);
    else if (shape.rows === undefined) return false;
    else out.set(shape.rows.row(root, places, lane));
    return true;
  }

  plane(cell: number, places: Uint8Array, rowMan: number, lane: number, out: Uint8Array | Uint16Array): boolean {
    const { root, shape } = this.#treeAt(cell);
    if (root < 0) out.fill(~root, 0, ROW_PLACES * ROW_PLACES);
    else if (shape.rows === undefined) return false;
    else out.set(shape.rows.plane(root, places, rowMan, lane));
    return true;
  }

  get byteLength(): number {
    let bytes = 0;
    for (const shape of new Set(this.#trees.map((tree) => tree.shape))) bytes += shape.byteLength;
    return bytes;
  }

  #treeAt(cell: number): GroupTree {
    const trees = this.#trees;
    let g = 0;
    while (cell >= trees[g].group.base + trees[g].group.size) g++;
    return trees[g];
  }

  /** Reads cells of a group. */
  #fill(tree: GroupTree, first: number, out: Uint8Array | Uint16Array): void {
    const { group, shape, root } = tree;
    if (root < 0) {
      out.fill(~root);
      return;
    }
    if (out.length >= FEW) tree.rows ??= new RowsOfCells(group, shape, root);
    if (out.length < FEW || !tree.rows?.read(first, out)) {
      for (let i = 0; i < out.length; i++) out[i] = this.#code(tree, first + i);
    }
  }

  #code({ group, features, shape, root }: GroupTree, index: number): number {
    if (root < 0) return ~root;
    const places = this.#places;
    places[group.men] = group.place(index, places);
    const { kinds, pair, other, table, low, first, second, geometry } = features;
    const { stride, tables } = geometry;
    let { nodes } = shape;
    let node = root;
    for (;;) {
      const at = 3 * node;
      const question = nodes[at] & 0xffff;
      const kind = kinds[question];
      const p = pair[question];
      let value: number;
      if (kind <= DIFFERENCE) {
        value = tables[table[question] + places[first[p]] * stride + places[second[p]]];
        if (kind !== RELATION) {
          const q = other[question];
          value += low[question] - tables[table[question] + places[first[q]] * stride + places[second[q]]];
        }
      } else value = features.value(question, places);
      const side = value < nodes[at] >>> 16 ? 1 : 2;
      const child = nodes[at + side];
      if (child >= 0) node = child;
      else if (child > ~FIRST_LINK) return ~child;
      else {
        node = shape.follow(child);
        ({ nodes } = shape);
        nodes[at + side] = node;
      }
    }
  }
}

/**
 * Reads cells from exact decision trees over the places of the men (features.ts). Every leaf has a code that suits all of its cells.
 * The bytes hold the trees of each shape (trees/shapes.ts), in the order of their first groups, as trees/encoder.ts tells:
 *
 *   kind of a root                 uniform: 0 an inner node, else 1 + code; not written of the parts in a page
 *   inner node                     kind of the left child, given the kind of the node's sibling
 *                                  kind of the right child, given the kind of the left one
 *                                  question, given the number of children that are leaves, among those with more than
 *                                  one possible answer after the path
 *                                  threshold, given the question, among the possible answers after the path
 *
 * A reader unranks the cell and descends its tree: no part of the table is ever expanded. Large trees are cut at their top into pages,
 * which are decoded when somebody first reads there.
 */
export const forestDecoder: CellDecoder = { id: 'forest', needsPositions: true, readsRows: true, open };
