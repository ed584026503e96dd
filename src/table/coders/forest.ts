import type { CellGroup, CellPositions, CellReader, Cells, Coder } from '../coder.ts';
import { Pieces, ShapeTrees } from '../trees/decoder.ts';
import { encodeTrees, joinPieces } from '../trees/encoder.ts';
import type { LearnOptions } from '../trees/learn-options.ts';
import { TreeLearner } from '../trees/learner.ts';
import * as layout from '../trees/program-layout.ts';
import { cellShapes } from '../trees/shapes.ts';
import { checkCells, isDontCare } from './bits.ts';
import { type Features } from './features.ts';
import { DIFFERENCE, RELATION } from '../trees/program-layout.ts';
import { numberedCells } from './positions.ts';

/** Cells that are handed to the learner at a time. */
const CHUNK = 1 << 14;

/** Cells of a table by groups, for `forestSteps`. */
export interface ForestCells {
  readonly positions: CellPositions;
  readonly alphabetSize: number;
  /** Whether there are don't-cares. */
  readonly hasFree: boolean;
  /** Adds the cells of a group to the learner, without those that any code suits; each time the same. */
  readonly add: (learner: TreeLearner, group: CellGroup) => void;
}

/**
 * Learns and encodes the trees of a table in steps of some tenths of a second, and yields the share that is done. All cells are sent
 * down the trees that come back from the bytes.
 * @throws Error if one of them does not come to its code
 */
export function* forestSteps(
  { positions, alphabetSize, hasFree, add }: ForestCells,
  options: LearnOptions = {},
): Generator<number, Uint8Array, void> {
  const shapes = cellShapes(positions);
  const pieces: Uint8Array[] = [];
  const total = positions.groups.length;
  let done = 0;
  for (const { features, groups } of shapes) {
    const learner = new TreeLearner(features, { alphabetSize, hasFree }, options.threads);
    const load = (group: CellGroup): void => {
      learner.clear();
      add(learner, group);
    };
    const trees: Uint32Array[] = [];
    for (const group of groups) {
      load(group);
      const steps = learner.steps(options);
      let step = steps.next();
      for (; !step.done; step = steps.next()) yield (done + step.value * LEARNING) / total;
      trees.push(step.value);
      done += LEARNING;
    }
    const bytes = encodeTrees(features, alphabetSize, trees);
    pieces.push(bytes);
    const sizes = groups.map(({ size }) => size);
    const decoded = new ShapeTrees(features, alphabetSize, sizes, new Pieces(bytes));
    for (const [i, group] of groups.entries()) {
      if (groups.length > 1) load(group); // learning has left the cells of the last group
      for (const share of learner.checkSteps(decoded.preorder(i))) yield (done + share * (1 - LEARNING)) / total;
      done += 1 - LEARNING;
    }
  }
  return joinPieces(pieces);
}

/** Share of the time for learning, beside checking. */
const LEARNING = 0.9;

function encode(cells: Cells, positions: CellPositions = numberedCells(cells.length)): Uint8Array {
  const steps = forestSteps({
    positions,
    alphabetSize: cells.alphabetSize,
    hasFree: cells.dontCare !== undefined,
    add: (learner, group) => addCells(learner, cells, group),
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Gives the learner the cells of a group, without those that any code suits. */
function addCells(learner: TreeLearner, cells: Cells, group: CellGroup): void {
  const { base, size, men } = group;
  const { words, fields, fieldWords, fieldShifts, classWord, classShift } = learner.layout;
  const { codes, alphabetSize } = cells;
  const places = new Uint8Array(men + 1);
  const chunk = new Uint32Array(words * CHUNK);
  let at = 0;
  for (let i = 0; i < size; i++) {
    const code = codes[base + i];
    const isFree = isDontCare(cells, base + i);
    if (isFree && code === alphabetSize - 1) continue;
    places[men] = group.place(i, places);
    for (let w = 0; w < words; w++) chunk[at + w] = 0;
    for (let field = 0; field < fields; field++) chunk[at + fieldWords[field]] |= places[field] << fieldShifts[field];
    // a don't-care of code 0 may have that code alone
    chunk[at + classWord] |= (isFree && code > 0 ? alphabetSize - 1 + code : code) << classShift;
    at += words;
    if (at < chunk.length) continue;
    learner.add(chunk);
    at = 0;
  }
  learner.add(chunk.subarray(0, at));
}

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
    groups.forEach((group, i) => trees.set(group, { group, features, shape, root: shape.roots[i] }));
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
}

class ForestReader implements CellReader {
  readonly #length: number;
  readonly #trees: readonly GroupTree[];
  readonly #places: Uint8Array = new Uint8Array(256);

  constructor(length: number, trees: readonly GroupTree[]) {
    this.#length = length;
    this.#trees = trees;
  }

  at(cell: number): number {
    const trees = this.#trees;
    let g = 0;
    while (cell >= trees[g].group.base + trees[g].group.size) g++;
    return this.#code(trees[g], cell - trees[g].group.base);
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    const trees = this.#trees;
    let g = 0;
    for (let i = 0; i < out.length; i++) {
      while (from + i >= trees[g].group.base + trees[g].group.size) g++;
      out[i] = this.#code(trees[g], from + i - trees[g].group.base);
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
      else if (child > ~layout.FIRST_LINK) return ~child;
      else {
        node = shape.follow(child);
        ({ nodes } = shape);
        nodes[at + side] = node;
      }
    }
  }
}

/**
 * Encodes cells as exact decision trees over the places of the men (features.ts). Every leaf has a code that suits all of its cells.
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
export const forest: Coder = { id: 'forest', needsPositions: true, encode, open };
