import type { CellGroup, CellPositions, Cells, Coder } from '../coder.ts';
import { Pieces, ShapeTrees } from '../trees/decoder.ts';
import { encodeSteps, joinPieces } from '../trees/encoder.ts';
import type { LearnOptions } from '../trees/learn-options.ts';
import { TreeLearner } from '../trees/learner.ts';
import { cellShapes } from '../trees/shapes.ts';
import { finished } from '../trees/steps.ts';
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
  /** Adds the cells of a group to the learner in steps, without those that any code suits; each time the same. */
  readonly add: (learner: TreeLearner, group: CellGroup) => Iterable<void>;
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
    const load = function* (group: CellGroup): Generator<number, void, void> {
      learner.clear();
      for (const _ of add(learner, group)) yield done / total;
    };
    const trees: Uint32Array[] = [];
    for (const group of groups) {
      yield* load(group);
      const steps = learner.steps(options);
      let step = steps.next();
      for (; !step.done; step = steps.next()) yield (done + step.value * LEARNING) / total;
      trees.push(step.value);
      done += LEARNING;
    }
    const steps = encodeSteps(features, alphabetSize, trees);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield (done + step.value * groups.length * ENCODING) / total;
    const bytes = step.value;
    pieces.push(bytes);
    done += groups.length * ENCODING;
    const sizes = groups.map(({ size }) => size);
    const decoded = new ShapeTrees(features, alphabetSize, sizes, new Pieces(bytes));
    for (const [i, group] of groups.entries()) {
      if (groups.length > 1) yield* load(group); // learning has left the cells of the last group
      const reading = decoded.preorder(i);
      let read = reading.next();
      for (; !read.done; read = reading.next()) yield done / total;
      for (const share of learner.checkSteps(read.value)) yield (done + share * CHECKING) / total;
      done += CHECKING;
    }
  }
  return joinPieces(pieces);
}

/** Shares of the time. */
const LEARNING = 0.9;
const ENCODING = 0.04;
const CHECKING = 0.06;

function encode(cells: Cells, positions: CellPositions = numberedCells(cells.length)): Uint8Array {
  const steps = forestSteps({
    positions,
    alphabetSize: cells.alphabetSize,
    hasFree: cells.dontCare !== undefined,
    add: (learner, group) => addCells(learner, cells, group),
  });
  return finished(steps);
}

/** Gives the learner the cells of a group, without those that any code suits, a chunk at a step. */
export function* addCells(learner: TreeLearner, cells: Cells, group: CellGroup): Generator<void, void, void> {
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
    yield;
  }
  learner.add(chunk.subarray(0, at));
}

/** Encodes cells as exact decision trees over the places of the men (forest.ts). */
export const forest: Coder = { ...forestDecoder, encode };
