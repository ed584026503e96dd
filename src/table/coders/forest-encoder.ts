import type { CellGroup, CellPositions, Cells, Coder } from '../coder.ts';
import { Pieces, ShapeTrees } from '../trees/decoder.ts';
import { encodeTrees, joinPieces } from '../trees/encoder.ts';
import type { LearnOptions } from '../trees/learn-options.ts';
import { TreeLearner } from '../trees/learner.ts';
import { cellShapes } from '../trees/shapes.ts';
import { isDontCare } from './bits.ts';
import { forestDecoder } from './forest.ts';
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
export function addCells(learner: TreeLearner, cells: Cells, group: CellGroup): void {
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

/** Encodes cells as exact decision trees over the places of the men (forest.ts). */
export const forest: Coder = { ...forestDecoder, encode };
