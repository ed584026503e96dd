/** Encodes trees by an arithmetic code: the range coder of G. N. N. Martin (1979) with the carry of the LZMA specification. */

import { alphabet } from './classes';
import { AHEAD, startAt, takeCoding, TOP } from './coding';
import { frequency, occur, sumOf, symbolsOf } from './frequencies';
import { taken } from './memory';
import {
  hasTwoParts, kinds, leftModel, lowPart, narrow, questionModel, questionOccurs, questionsBefore, questionTotal, rightModel, thresholdModel,
} from './models';
import { highest, lowest, pathBytes, savePath } from './path';
import { LEAF_NODE, LINK_NODE, THRESHOLD_SHIFT } from '../../trees/program-layout';

const QUESTION_MASK: u32 = (1 << THRESHOLD_SHIFT) - 1;

export { bottom, moveTo, savedPathBytes } from './coding';

let range: u32 = 0;
let low: u64 = 0;
let held: u32 = 0;
let pending: u32 = 0;
let isFirst: bool = true;
let out: usize = 0;
let at: usize = 0;

/** Prepares the models for so many kinds of nodes, in the memory from `scratch` on; returns the end of it. */
export function configure(block: usize, codes: u32, kindCount: u32, scratch: usize): usize {
  takeCoding(block, codes, kindCount, scratch);
  return taken();
}

/** Begins a stream at an address, with models that know nothing. @param path saved path of its nodes, 0 for the root */
export function begin(to: usize, path: usize): void {
  range = 0xffff_ffff;
  low = 0;
  held = 0;
  pending = 0;
  isFirst = true;
  out = to;
  at = to;
  startAt(path);
}

function shift(): void {
  if (<u32>low < 0xff00_0000 || low >> 32 != 0) {
    const carry = <u32>(low >> 32);
    if (!isFirst) store<u8>(at++, held + carry);
    isFirst = false;
    for (; pending > 0; pending--) store<u8>(at++, 255 + carry);
    held = (<u32>low >> 24) & 255;
  } else pending++;
  low = <u64>(<u32>low << 8);
}

function encode(start: u32, size: u32, total: u32): void {
  const unit = range / total;
  low += <u64>unit * start;
  range = unit * size;
  while (range < TOP) {
    range <<= 8;
    shift();
  }
}

function encodeSymbol(model: usize, symbol: u32, from: u32, to: u32): void {
  const size = frequency(model, symbol);
  const total = sumOf(model, from, to);
  if (total > size) encode(sumOf(model, from, symbol), size, total);
  occur(model, symbol);
}

function encodeKind(model: usize, kind: u32): void {
  if (!hasTwoParts()) return encodeSymbol(model, kind, 0, kinds);
  encodeSymbol(model, kind >> 8, 0, symbolsOf(model));
  encodeSymbol(lowPart(model), kind & 255, 0, 256);
}

function encodeQuestion(model: usize, q: u32): void {
  const size = frequency(model, q);
  const total = questionTotal(model);
  if (total > size) encode(questionsBefore(model, q), size, total);
  questionOccurs(model, q);
}

/** Ends the stream; returns its bytes, without up to four zeros at the end, which the decoder supplies. */
export function finish(): u32 {
  // the number in the range that ends in most zeros
  const end = low + range - 1;
  for (let bits: u32 = 32; ; bits -= 8) {
    const value = (end >> bits) << bits;
    if (value >= low) {
      low = value;
      break;
    }
  }
  for (let i = 0; i < 5; i++) shift();
  let dropped: u32 = 0;
  while (at > out && dropped < AHEAD && load<u8>(at - 1) == 0) {
    at--;
    dropped++;
  }
  return <u32>(at - out);
}

function kindOf(node: u32): u32 {
  return node < LEAF_NODE ? 0 : node < LINK_NODE ? 1 + node - LEAF_NODE : alphabet + 1;
}

/**
 * Encodes a tree of `count` nodes in preorder.
 * @param rights memory for the number of the right child of each node
 * @param frames memory for 16 bytes a level
 * @param isRoot whether the kind of the first node is written, for it may be a leaf
 * @param links where the path of each link is saved
 */
export function encodeTree(nodes: usize, count: u32, rights: usize, frames: usize, isRoot: bool, links: usize): usize {
  findRights(nodes, count, rights, frames);
  if (isRoot && alphabet > 0) encode(kindOf(load<u32>(nodes)), 1, alphabet + 1);
  let save = links;
  if (load<u32>(nodes) >= LEAF_NODE) return save;
  let top = frames;
  // a frame: node, its lowest and highest answers, and how many children are done
  top = open(nodes, rights, 0, -1, top);
  while (top > frames) {
    const frame = top - 16;
    const i = load<u32>(frame);
    const node = load<u32>(nodes + (<usize>i << 2));
    const q = node & QUESTION_MASK;
    const t = node >> THRESHOLD_SHIFT;
    const lowestAnswer = load<u32>(frame, 4);
    const highestAnswer = load<u32>(frame, 8);
    const done = load<u32>(frame, 12);
    if (done == 2) {
      narrow(q, lowestAnswer, highestAnswer);
      top = frame;
      continue;
    }
    store<u32>(frame, done + 1, 12);
    const right = load<u32>(rights + (<usize>i << 2));
    const child = done == 0 ? i + 1 : right;
    const other = done == 0 ? right : i + 1;
    const childNode = load<u32>(nodes + (<usize>child << 2));
    if (childNode >= LEAF_NODE && childNode < LINK_NODE) continue;
    if (done == 0) narrow(q, lowestAnswer, t - 1);
    else narrow(q, t, highestAnswer);
    if (childNode >= LINK_NODE) {
      savePath(save);
      save += pathBytes();
    } else top = open(nodes, rights, child, <i32>kindOf(load<u32>(nodes + (<usize>other << 2))), top);
  }
  return save;
}

/** Writes a node and opens its frame. */
function open(nodes: usize, rights: usize, i: u32, sibling: i32, frame: usize): usize {
  const node = load<u32>(nodes + (<usize>i << 2));
  const q = node & QUESTION_MASK;
  const t = node >> THRESHOLD_SHIFT;
  const left = kindOf(load<u32>(nodes + (<usize>i << 2), 4));
  const right = kindOf(load<u32>(nodes + (<usize>load<u32>(rights + (<usize>i << 2)) << 2)));
  encodeKind(leftModel(sibling), left);
  encodeKind(rightModel(left), right);
  encodeQuestion(questionModel(left, right), q);
  const from = lowest(q);
  const to = highest(q);
  encodeSymbol(thresholdModel(q), t - 1, from, to);
  store<u32>(frame, i);
  store<u32>(frame, from, 4);
  store<u32>(frame, to, 8);
  store<u32>(frame, 0, 12);
  return frame + 16;
}

/** Finds the right child of each inner node: the node after a leaf is that of the last inner node without one. */
function findRights(nodes: usize, count: u32, rights: usize, frames: usize): void {
  let top = frames;
  for (let i: u32 = 0; i < count; i++) {
    if (load<u32>(nodes + (<usize>i << 2)) < LEAF_NODE) {
      store<u32>(top, i);
      top += 4;
    } else if (top > frames) {
      top -= 4;
      store<u32>(rights + (<usize>load<u32>(top) << 2), i + 1);
    }
  }
}
