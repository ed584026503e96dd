/** Learning, cutting and coding of trees; tests/table/coders.test.ts runs the suite of every coder over `forest`. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import type { CellGroup } from '../../src/table/coder.ts';
import { type Features } from '../../src/table/coders/features.ts';
import { cellPositions } from '../../src/table/coders/positions.ts';
import { CUT_LIMITS, cut } from '../../src/table/trees/cut.ts';
import { Pieces, ShapeTrees } from '../../src/table/trees/decoder.ts';
import { encodeSteps } from '../../src/table/trees/encoder.ts';
import { finished } from '../../src/table/trees/steps.ts';
import { CUT_CELLS, TreeLearner } from '../../src/table/trees/learner.ts';
import { LEAF_NODE, LINK_NODE } from '../../src/table/trees/program-layout.ts';
import { cellShapes } from '../../src/table/trees/shapes.ts';
import { chessSpec, sliceNamed, solved } from '../support/chess.ts';

/** KRvKN is too slow for each test; KPvK has all kinds of questions, and KBNvK sight past other men. */
const TABLES = ['KPvK', 'KBNvK'];

interface Subject {
  readonly features: Features;
  readonly group: CellGroup;
  /** Packed cells, without a class. */
  readonly cells: Uint32Array;
  readonly codes: Uint8Array;
}

/** Returns every `step`-th legal position of a class with Black to move. */
async function subjectOf(table: string, step: number): Promise<Subject> {
  const slice = sliceNamed(table);
  const space = chessSpec.space(slice);
  const positions = cellPositions(chess.schema, [space]);
  const group = positions.groups[1];
  const [{ features }] = cellShapes({ ...positions, groups: [group] });
  const values = await solved.wdl.get(slice);
  const places = new Uint8Array(8);
  const cells: number[] = [];
  const codes: number[] = [];
  for (let i = 0; i < group.size; i += step) {
    const v = values.at(group.base + i);
    if (v === 32_767) continue;
    group.place(i, places);
    let cell = 0;
    for (let man = 0; man < group.men; man++) cell += places[man] * 64 ** man;
    cells.push(cell);
    codes.push(Math.sign(v) + 1);
  }
  return { features, group, cells: Uint32Array.from(cells), codes: Uint8Array.from(codes) };
}

/** Returns a subject with enough cells to be cut into tasks: all four times. */
function fourfold(subject: Subject): Subject {
  const [cells, codes] = [new Uint32Array(4 * subject.cells.length), new Uint8Array(4 * subject.codes.length)];
  for (let i = 0; i < 4; i++) {
    cells.set(subject.cells, i * subject.cells.length);
    codes.set(subject.codes, i * subject.codes.length);
  }
  return { ...subject, cells, codes };
}

function learn({ features, cells, codes }: Subject, aheadCells = 0, cutCells = CUT_CELLS, threads = 1): Uint32Array {
  const learner = new TreeLearner(features, { alphabetSize: 3, hasFree: false }, threads, cutCells);
  const { classShift } = learner.layout;
  learner.add(cells.map((cell, i) => cell + codes[i] * 2 ** classShift));
  return learner.learn({ aheadCells });
}

/** Returns the code that a tree gives to each cell. */
function codesOf({ features, group, cells }: Subject, trees: ShapeTrees): Uint8Array {
  const places = new Uint8Array(8);
  return Uint8Array.from(cells, (cell) => {
    for (let man = 0; man < group.men; man++) places[man] = (cell >>> (6 * man)) & 63;
    let child = trees.roots[0];
    for (;;) {
      if (child < 0 && child > ~0x1000_0000) return ~child;
      const at = 3 * (child < 0 ? trees.follow(child) : child);
      const { nodes } = trees;
      const question = nodes[at] & 0xffff;
      child = nodes[at + (features.value(question, places) < nodes[at] >>> 16 ? 1 : 2)];
    }
  });
}

function opened({ features, group }: Subject, bytes: Uint8Array): ShapeTrees {
  return new ShapeTrees(features, 3, [group.size], new Pieces(bytes));
}

const innerNodes = (nodes: Uint32Array): number => nodes.filter((node) => node < LEAF_NODE).length;

describe.each(TABLES)('%s', (table) => {
  test('every cell has its code, whether the tree is cut into tasks and pages or not', async () => {
    const subject = await subjectOf(table, table === 'KPvK' ? 1 : 97);
    for (const cutCells of [CUT_CELLS, 10_000]) {
      const nodes = learn(subject, 0, cutCells);
      for (const limits of [CUT_LIMITS, { whole: 20, page: 20, part: 4 }]) {
        const bytes = finished(encodeSteps(subject.features, 3, [nodes], limits));
        expect(codesOf(subject, opened(subject, bytes))).toEqual(subject.codes);
        expect(finished(opened(subject, bytes).preorder(0))).toEqual(nodes);
      }
    }
  });

  test('the same cells in the same order give the same tree, after another one too', async () => {
    const subject = await subjectOf(table, 101);
    expect(learn(subject)).toEqual(learn(subject));
  });
});

test('threads change no bit', async () => {
  const subject = fourfold(await subjectOf('KPvK', 1));
  const alone = learn(subject, 0, 1000);
  for (const threads of [2, 3]) expect(learn(subject, 0, 1000, threads)).toEqual(alone);
});

test('looking ahead makes the tree smaller', async () => {
  const subject = await subjectOf('KPvK', 1);
  const [plain, ahead] = [learn(subject), learn(subject, 1024)];
  expect(innerNodes(ahead)).toBeLessThan(innerNodes(plain));
  expect(codesOf(subject, opened(subject, finished(encodeSteps(subject.features, 3, [ahead]))))).toEqual(subject.codes);
});

test('a tree is cut so that no page has more nodes than the limit, and nothing is lost', async () => {
  const nodes = learn(await subjectOf('KPvK', 1));
  const limits = { whole: 30, page: 20, part: 4 };
  const { top, pages } = cut(nodes, limits);
  expect(pages.length).toBeGreaterThan(3);
  for (const parts of pages) {
    expect(parts.reduce((sum, part) => sum + innerNodes(part), 0)).toBeLessThanOrEqual(limits.page);
  }
  const parts = pages.flat();
  const whole = [...top].flatMap((node) => (node === LINK_NODE ? [...parts.shift()!] : [node]));
  expect(whole).toEqual([...nodes]);
  expect(cut(nodes, { ...limits, whole: innerNodes(nodes) }).pages).toEqual([]);
});

test('no step is longer than a task of learning or a page', async () => {
  const subject = fourfold(await subjectOf('KPvK', 1));
  const learner = new TreeLearner(subject.features, { alphabetSize: 3, hasFree: false }, 1, 1000);
  const { classShift } = learner.layout;
  learner.add(subject.cells.map((cell, i) => cell + subject.codes[i] * 2 ** classShift));
  const learning = [...learner.steps()];
  expect(learning.length).toBeGreaterThan(3);
  expect(learning.at(-1)).toBe(1);
  const limits = { whole: 30, page: 20, part: 4 };
  const nodes = learn(subject);
  const encoding = [...encodeSteps(subject.features, 3, [nodes], limits)];
  const pages = cut(nodes, limits).pages.length;
  expect(encoding).toEqual(Array.from({ length: pages }, (_, page) => (page + 1) / pages));
});

test('a page is decoded when a reader first comes to it; a damaged one is an Error then', async () => {
  const subject = await subjectOf('KPvK', 1);
  const bytes = finished(encodeSteps(subject.features, 3, [learn(subject)], { whole: 30, page: 20, part: 4 }));
  const before = opened(subject, bytes).nodes.length;
  const trees = opened(subject, bytes);
  codesOf(subject, trees);
  expect(trees.nodes.length).toBeGreaterThan(2 * before);
  // the last page ends early
  expect(() => codesOf(subject, opened(subject, bytes.subarray(0, -12)))).toThrow(Error);
});

test('a learner that gets a wrong tree says so', async () => {
  const subject = await subjectOf('KPvK', 7);
  const learner = new TreeLearner(subject.features, { alphabetSize: 3, hasFree: false });
  const { classShift } = learner.layout;
  learner.add(subject.cells.map((cell, i) => cell + subject.codes[i] * 2 ** classShift));
  const nodes = learner.learn();
  expect(() => [...learner.checkSteps(nodes)]).not.toThrow();
  const wrong = nodes.slice();
  const leaf = wrong.findIndex((node) => node >= LEAF_NODE);
  wrong[leaf] = LEAF_NODE + ((wrong[leaf] - LEAF_NODE + 1) % 3);
  expect(() => [...learner.checkSteps(wrong)]).toThrow('wrong code');
});
