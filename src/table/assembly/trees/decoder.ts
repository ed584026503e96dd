/**
 * Decodes trees (encoder.ts). A node becomes three numbers of 32 bits: question and threshold (the threshold in the upper half), left
 * and right child. A child is the number of a node, or `~code` of a leaf, or ~(FIRST_LINK + number of a link).
 */

import { alphabet } from './classes';
import { AHEAD, startAt, takeCoding, TOP } from './coding';
import { frequency, occur, sumOf, sumOfAll, symbolsOf } from './frequencies';
import { take, taken } from './memory';
import {
  foundSize, foundStart, hasTwoParts, kinds, leftModel, lowPart, narrow, questionAt, questionModel, questionOccurs, questionTotal, rightModel,
  thresholdModel,
} from './models';
import { highest, lowest, pathBytes, savePath } from './path';
import { questions, sizeOf } from './questions';
import { FIRST_LINK, NODE_BYTES } from '../../trees/program-layout';

export { bottom, moveTo, savedPathBytes } from './coding';

let range: u32 = 0;
let code: u32 = 0;
let unit: u32 = 0;
let at: usize = 0;
let end: usize = 0;

let frames: usize = 0;
let lastFrame: usize = 0;
/** Address of node 0. */
let forest: usize = 0;
/** Number of the next node, and most nodes that the next tree may have. */
let nodeCount: u32 = 0;
let links: u32 = 0;

/** Prepares the models for so many kinds of nodes, in the memory from `scratch` on; returns the end of it. */
export function configure(block: usize, codes: u32, kindCount: u32, scratch: usize): usize {
  takeCoding(block, codes, kindCount, scratch);
  // each question narrows the answers to one, so no path is longer than all answers
  let levels: usize = 1;
  for (let q: u32 = 0; q < questions; q++) levels += sizeOf(q) - 1;
  frames = take(levels << 4);
  lastFrame = frames + (levels << 4);
  return taken();
}

/** Begins a stream of bytes at an address. @param path saved path of its nodes, 0 for the root */
export function begin(from: usize, length: u32, path: usize): void {
  at = from;
  end = from + length;
  range = 0xffff_ffff;
  code = 0;
  for (let i: u32 = 0; i < AHEAD; i++) code = (code << 8) | next();
  startAt(path);
}

function next(): u32 {
  if (at >= end + 2 * AHEAD) abort();
  const byte = at < end ? <u32>load<u8>(at) : 0;
  at++;
  return byte;
}

// @ts-ignore: decorator
@inline
function peek(total: u32): u32 {
  unit = range / total;
  return min(total - 1, code / unit);
}

function accept(start: u32, size: u32): void {
  code -= start * unit;
  keep(size);
}

/** Narrows the range to that of a symbol. */
function keep(size: u32): void {
  range = unit * size;
  while (range < TOP) {
    range <<= 8;
    code = (code << 8) | next();
  }
}

function decodeSymbol(model: usize, from: u32, to: u32): u32 {
  return decodeOf(model, from, to, sumOf(model, from, to));
}

/** @param total sum of the frequencies of the symbols `from` to `to` - 1 */
function decodeOf(model: usize, from: u32, to: u32, total: u32): u32 {
  if (total == 0) abort();
  unit = range / total;
  let symbol = from;
  let left = code;
  let size = frequency(model, symbol);
  let part = size * unit;
  // Few symbols are possible: to multiply at each takes less than to divide once. What rounding leaves over is the last one's.
  while (part <= left && symbol + 1 < to) {
    left -= part;
    symbol++;
    size = frequency(model, symbol);
    part = size * unit;
  }
  if (total > size) {
    code = left;
    keep(size);
  }
  occur(model, symbol);
  return symbol;
}

function decodeKind(model: usize): u32 {
  if (!hasTwoParts()) return decodeOf(model, 0, kinds, sumOfAll(model));
  const high = decodeSymbol(model, 0, symbolsOf(model));
  const kind = (high << 8) + decodeSymbol(lowPart(model), 0, 256);
  if (kind >= kinds) abort();
  return kind;
}

function decodeQuestion(model: usize): u32 {
  const total = questionTotal(model);
  if (total == 0) abort();
  const q = questionAt(model, peek(total));
  if (total > foundSize) accept(foundStart, foundSize);
  questionOccurs(model, q);
  return q;
}

/** Begins to write nodes at an address; the first has number `first`. */
export function writeTo(to: usize, first: u32): void {
  forest = to;
  nodeCount = first;
}

/** Number of nodes written so far, and of links found. */
export function nodesWritten(): u32 {
  return nodeCount;
}

export function linksFound(): u32 {
  return links;
}

/**
 * Decodes a tree of at most `most` nodes; returns its root, as a child is told.
 * @param isRoot whether the kind of the first node is written
 * @param saved where the path of each link is saved; it has room for `mostLinks` in all
 */
export function decodeTree(most: u32, isRoot: bool, saved: usize, mostLinks: u32): i32 {
  if (isRoot) {
    const wanted = peek(alphabet + 1);
    if (alphabet > 0) accept(wanted, 1);
    if (wanted > 0) return -<i32>wanted;
  }
  const first = nodeCount;
  const last = first + most;
  let top = open(-1, frames, last);
  while (top > frames) {
    const frame = top - 16;
    const node = load<u32>(frame);
    const place = forest + <usize>node * NODE_BYTES;
    const q = load<u32>(place) & 0xffff;
    const t = load<u32>(place) >> 16;
    const from = load<u32>(frame, 4);
    const to = load<u32>(frame, 8);
    const done = load<u32>(frame, 12);
    if (done == 2) {
      narrow(q, from, to);
      top = frame;
      continue;
    }
    store<u32>(frame, done + 1, 12);
    const child = place + 4 + (<usize>done << 2);
    const other = place + 8 - (<usize>done << 2);
    const kind = load<i32>(child);
    if (kind < 0 && kind >= -<i32>alphabet) continue;
    if (done == 0) narrow(q, from, t - 1);
    else narrow(q, t, to);
    if (kind < 0) {
      if (links >= mostLinks) abort();
      savePath(saved + <usize>links * pathBytes());
      store<i32>(child, ~<i32>(FIRST_LINK + links));
      links++;
      continue;
    }
    // A left child that is an inner node has its number by now; only its kind, 0, matters.
    const sibling = load<i32>(other);
    store<i32>(child, <i32>nodeCount);
    top = open(sibling < 0 && sibling >= -<i32>alphabet ? -sibling : 0, top, last);
  }
  return <i32>first;
}

/** Reads a node and opens its frame. */
function open(sibling: i32, frame: usize, last: u32): usize {
  if (nodeCount >= last || frame >= lastFrame) abort();
  const place = forest + <usize>nodeCount * NODE_BYTES;
  while (<usize>memory.size() << 16 < place + NODE_BYTES) if (memory.grow(16) < 0) abort();
  const left = decodeKind(leftModel(sibling));
  const right = decodeKind(rightModel(left));
  const q = decodeQuestion(questionModel(left, right));
  const from = lowest(q);
  const to = highest(q);
  const t = decodeSymbol(thresholdModel(q), from, to) + 1;
  store<u32>(place, q | (t << 16));
  store<i32>(place, -<i32>left, 4);
  store<i32>(place, -<i32>right, 8);
  store<u32>(frame, nodeCount++);
  store<u32>(frame, from, 4);
  store<u32>(frame, to, 8);
  store<u32>(frame, 0, 12);
  return frame + 16;
}
