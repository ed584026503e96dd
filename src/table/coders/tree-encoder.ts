import type { Cells, CellPositions, Coder } from '../coder.ts';
import { relationsOf } from '../trees/board-relations.ts';
import { TreeLearner } from '../trees/learner.ts';
import { LEAF_NODE, THRESHOLD_SHIFT } from '../trees/program-layout.ts';
import { finished } from '../trees/steps.ts';
import { RangeEncoder } from './arithmetic.ts';
import { Features } from './features.ts';
import { addCells } from './forest-encoder.ts';
import { numberedCells } from './positions.ts';
import { TreeModels, TreePath, TreeShapes, treeDecoder } from './tree.ts';

function encode(cells: Cells, positions: CellPositions = numberedCells(cells.length)): Uint8Array {
  const { alphabetSize, dontCare } = cells;
  const geometry = relationsOf(positions);
  const out = new RangeEncoder();
  const shapes = new TreeShapes((men, marks) => {
    const features = new Features(geometry, men, marks);
    const learner = new TreeLearner(features, { alphabetSize, hasFree: dontCare !== undefined });
    return { models: new TreeModels(features, alphabetSize), learner };
  });
  for (const group of positions.groups) {
    const { models, learner } = shapes.of(group);
    learner.clear();
    finished(addCells(learner, cells, group));
    writeTree(out, models, alphabetSize, learner.learn());
  }
  return out.finish();
}

function kindOf(node: number): number {
  return node < LEAF_NODE ? 0 : 1 + node - LEAF_NODE;
}

function writeTree(out: RangeEncoder, models: TreeModels, alphabetSize: number, nodes: Uint32Array): void {
  const path = new TreePath(models.features);
  const { low, high, barred } = path;
  const rightOf = rightChildren(nodes);
  const visit = (at: number, sibling: number): void => {
    if (nodes[at] >= LEAF_NODE) return;
    const feature = nodes[at] & ((1 << THRESHOLD_SHIFT) - 1);
    const threshold = nodes[at] >>> THRESHOLD_SHIFT;
    const left = kindOf(nodes[at + 1]);
    const right = kindOf(nodes[rightOf[at]]);
    models.left(sibling).encode(out, left);
    models.right(left).encode(out, right);
    models.questions(left, right).encode(out, feature, 0, barred.length, barred);
    const [lowest, highest] = [low[feature], high[feature]];
    models.thresholds(feature).encode(out, threshold - 1, lowest, highest);
    path.set(feature, lowest, threshold - 1);
    visit(at + 1, right);
    path.set(feature, threshold, highest);
    visit(rightOf[at], left);
    path.set(feature, lowest, highest);
  };
  out.uniform(kindOf(nodes[0]), alphabetSize + 1);
  visit(0, -1);
}

function rightChildren(nodes: Uint32Array): Uint32Array {
  const rightOf = new Uint32Array(nodes.length);
  const open: number[] = [];
  nodes.forEach((node, at) => {
    // the node after a leaf is the right child of the last node without one
    if (node < LEAF_NODE) open.push(at);
    else if (open.length > 0) rightOf[open.pop()!] = at + 1;
  });
  return rightOf;
}

/** Encodes cells as exact decision trees over the places of the men (tree.ts). */
export const tree: Coder = { ...treeDecoder, encode };
