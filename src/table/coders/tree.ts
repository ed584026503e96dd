import type { CellDecoder, CellGroup, CellPositions, CellReader } from '../coder.ts';
import { DIFFERENCE, RELATION } from '../trees/program-layout.ts';
import { Frequencies, Numbers, RangeDecoder } from './arithmetic.ts';
import { checkCells } from './bits.ts';
import { relationsOf } from '../trees/board-relations.ts';
import { Features } from './features.ts';
import { numberedCells } from './positions.ts';

/**
 * Largest alphabet whose contexts distinguish all kinds of nodes. A kind is 0 for an inner node and 1 + code for a
 * leaf.
 */
const FEW = 8;

/** The frequencies of all that is written for groups with the same numbers of men and marks. */
export class TreeModels {
  readonly features: Features;
  readonly #alphabetSize: number;
  readonly #left: Numbers[];
  readonly #right: Numbers[];
  readonly #questions: Frequencies[];
  readonly #thresholds: (Frequencies | undefined)[] = [];

  constructor(features: Features, alphabetSize: number) {
    this.features = features;
    this.#alphabetSize = alphabetSize;
    const contexts = this.context(alphabetSize) + 1;
    this.#left = Array.from({ length: contexts + 1 }, () => new Numbers(alphabetSize + 1));
    this.#right = Array.from({ length: contexts }, () => new Numbers(alphabetSize + 1));
    this.#questions = Array.from({ length: 3 }, () => new Frequencies(features.count));
  }

  /** Returns the context of a kind: the kind itself or, with many kinds, whether it is a leaf. */
  context(kind: number): number {
    return this.#alphabetSize <= FEW ? kind : Math.min(kind, 1);
  }

  /** @param sibling kind of the node's sibling, -1 for a root */
  left(sibling: number): Numbers {
    return this.#left[sibling < 0 ? 0 : 1 + this.context(sibling)];
  }

  right(left: number): Numbers {
    return this.#right[this.context(left)];
  }

  questions(left: number, right: number): Frequencies {
    return this.#questions[(left > 0 ? 1 : 0) + (right > 0 ? 1 : 0)];
  }

  thresholds(feature: number): Frequencies {
    return (this.#thresholds[feature] ??= new Frequencies(this.features.sizes[feature]));
  }
}

/**
 * The possible values of each question after a path, from low to high. Questions with one possible value are barred.
 */
export class TreePath {
  readonly low: Uint16Array;
  readonly high: Uint16Array;
  readonly barred: Uint8Array;

  constructor({ count, sizes }: Features) {
    this.low = new Uint16Array(count);
    this.high = sizes.map((size) => size - 1);
    this.barred = new Uint8Array(count);
  }

  set(feature: number, low: number, high: number): void {
    this.low[feature] = low;
    this.high[feature] = high;
    this.barred[feature] = low === high ? 1 : 0;
  }
}

/** One object for each combination of numbers of men and marks, made on first use. */
export class TreeShapes<T> {
  readonly #known = new Map<string, T>();
  readonly #make: (men: number, marks: number) => T;

  constructor(make: (men: number, marks: number) => T) {
    this.#make = make;
  }

  of({ men, marks }: CellGroup): T {
    const key = `${men} ${marks}`;
    const known = this.#known.get(key) ?? this.#make(men, marks);
    this.#known.set(key, known);
    return known;
  }
}

/** The trees of all groups, node after node. */
interface Forest {
  /** By group: its root, a node or `~code`. */
  readonly roots: Int32Array;
  /** By node. */
  readonly questions: Uint16Array;
  readonly thresholds: Uint16Array;
  /** By node, twice: its children, nodes or `~code`. */
  readonly children: Int32Array;
}

function open(
  bytes: Uint8Array,
  length: number,
  alphabetSize: number,
  positions: CellPositions = numberedCells(length),
): CellReader {
  const geometry = relationsOf(positions);
  const input = new RangeDecoder(bytes);
  const shapes = new TreeShapes((men, marks) => new TreeModels(new Features(geometry, men, marks), alphabetSize));
  const nodes: Nodes = { questions: [], thresholds: [], children: [] };
  const roots = Int32Array.from(positions.groups, (group) =>
    readTree(input, shapes.of(group), alphabetSize, group.size, nodes),
  );
  const forest = {
    roots,
    questions: Uint16Array.from(nodes.questions),
    thresholds: Uint16Array.from(nodes.thresholds),
    children: Int32Array.from(nodes.children),
  };
  return new TreeReader(length, positions, forest, (group) => shapes.of(group).features);
}

interface Nodes {
  readonly questions: number[];
  readonly thresholds: number[];
  readonly children: number[];
}

/** Reads a tree and returns its root. */
function readTree(input: RangeDecoder, models: TreeModels, alphabetSize: number, cells: number, nodes: Nodes): number {
  const { questions, thresholds, children } = nodes;
  const kind = input.uniform(alphabetSize + 1);
  if (kind > 0) return -kind;
  const path = new TreePath(models.features);
  const { low, high, barred } = path;
  const first = questions.length;
  // the inner nodes of the path, each with the range of its question before it and the number of finished children
  const trail: number[] = [];
  const node = (sibling: number): number => {
    const at = questions.length;
    if (at - first >= cells) throw new Error('more nodes than cells');
    const left = models.left(sibling).decode(input);
    const right = models.right(left).decode(input);
    const feature = models.questions(left, right).decode(input, 0, barred.length, barred);
    questions.push(feature);
    thresholds.push(models.thresholds(feature).decode(input, low[feature], high[feature]) + 1);
    children.push(-left, -right);
    trail.push(at, low[feature], high[feature], 0);
    return at;
  };
  node(-1);
  while (trail.length > 0) {
    const top = trail.length - 4;
    const [at, lowest, highest, done] = trail.slice(top);
    const feature = questions[at];
    if (done === 2) {
      path.set(feature, lowest, highest);
      trail.length = top;
      continue;
    }
    trail[top + 3]++;
    const [mine, other] = [children[2 * at + done], children[2 * at + 1 - done]];
    if (mine < 0) continue;
    if (done === 0) path.set(feature, lowest, thresholds[at] - 1);
    else path.set(feature, thresholds[at], highest);
    // a left child that is an inner node has its number by now; only its kind, 0, matters
    children[2 * at + done] = node(other < 0 ? -other : 0);
  }
  return first;
}

class TreeReader implements CellReader {
  readonly #length: number;
  readonly #groups: readonly CellGroup[];
  readonly #features: readonly Features[];
  readonly #forest: Forest;
  readonly #places: Uint8Array = new Uint8Array(256);

  constructor(length: number, positions: CellPositions, forest: Forest, features: (group: CellGroup) => Features) {
    this.#length = length;
    this.#groups = positions.groups;
    this.#features = positions.groups.map(features);
    this.#forest = forest;
  }

  at(cell: number): number {
    const groups = this.#groups;
    let g = 0;
    while (cell >= groups[g].base + groups[g].size) g++;
    return this.#code(g, cell - groups[g].base);
  }

  read(from: number, out: Uint8Array | Uint16Array): void {
    checkCells(from, out.length, this.#length);
    const groups = this.#groups;
    let g = 0;
    for (let i = 0; i < out.length; i++) {
      while (from + i >= groups[g].base + groups[g].size) g++;
      out[i] = this.#code(g, from + i - groups[g].base);
    }
  }

  #code(g: number, index: number): number {
    const { roots, questions, thresholds, children } = this.#forest;
    let node = roots[g];
    if (node < 0) return -node - 1;
    const group = this.#groups[g];
    const places = this.#places;
    places[group.men] = group.place(index, places);
    const features = this.#features[g];
    const { kinds, pair, other, table, low, first, second, geometry } = features;
    const { stride, tables } = geometry;
    do {
      const f = questions[node];
      const kind = kinds[f];
      const p = pair[f];
      let value: number;
      if (kind <= DIFFERENCE) {
        value = tables[table[f] + places[first[p]] * stride + places[second[p]]];
        if (kind !== RELATION) {
          const q = other[f];
          value += low[f] - tables[table[f] + places[first[q]] * stride + places[second[q]]];
        }
      } else value = features.value(f, places);
      node = children[2 * node + (value < thresholds[node] ? 0 : 1)];
    } while (node >= 0);
    return -node - 1;
  }
}

/**
 * Reads cells from exact decision trees over the places of the men (features.ts). Every leaf has a code
 * that suits all of its cells. The bytes hold one tree per group of cells, in preorder, all in one arithmetic code with
 * adaptive frequencies:
 *
 *   kind of the root               uniform: 0 an inner node, else 1 + code
 *   inner node                     kind of the left child, given the kind of the node's sibling
 *                                  kind of the right child, given the kind of the left one
 *                                  question, given the number of children that are leaves, among those with more than
 *                                  one possible value after the path
 *                                  threshold, given the question, among the possible values after the path
 *
 * A reader unranks the cell and descends its tree: no part of the table is ever expanded. forest.ts is its successor: the same trees,
 * cut into pages.
 */
export const treeDecoder: CellDecoder = { id: 'tree', needsPositions: true, open };
