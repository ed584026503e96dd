/**
 * The models of all that is written about nodes, and the possible answers after the path to a node (path.ts). Beside the
 * frequencies of questions stand those of the open ones alone, which have more than one possible answer, with sums of blocks
 * and of groups of blocks: a question is found in some steps of each.
 */

import { alphabet } from './classes';
import { frequenciesBytes, frequency, GAIN, occur, startFrequencies } from './frequencies';
import { take } from './memory';
import { highest, lowest, setRange } from './path';
import { questions, sizeOf } from './questions';

/** Largest alphabet whose contexts distinguish all kinds of nodes. */
const FEW: u32 = 8;
/** Alphabets with more kinds are written as two symbols. */
const LARGE: u32 = 1024;
/** Questions of a block, and blocks of a group. */
const BLOCK: u32 = 16;
const GROUP: u32 = 8;
/** Models of questions, one for each number of children that are leaves. */
const QUESTION_MODELS: u32 = 3;

/** Number of kinds: an inner node, each code, and a link if the tree has pages. */
export let kinds: u32 = 0;
let contexts: u32 = 0;
let lefts: usize = 0;
let rights: usize = 0;
let numbersBytes: usize = 0;
let asked: usize = 0;
let askedBytes: usize = 0;
let blocks: u32 = 0;
let groups: u32 = 0;
/** Where in a model of questions the sums of groups, of blocks and all, and the open frequencies begin. */
let groupsAt: usize = 0;
let blocksAt: usize = 0;
let totalAt: usize = 0;
let openAt: usize = 0;
let thresholdStarts: usize = 0;
let thresholdModels: usize = 0;

/** Takes the memory for so many kinds. */
export function takeModels(kindCount: u32): void {
  kinds = kindCount;
  contexts = contextOf(alphabet) + 1;
  numbersBytes = kinds <= LARGE ? frequenciesBytes(kinds) : frequenciesBytes((kinds + 255) >> 8) + frequenciesBytes(256);
  lefts = take(<usize>(contexts + 1) * numbersBytes);
  rights = take(<usize>contexts * numbersBytes);
  groups = (questions + BLOCK * GROUP - 1) / (BLOCK * GROUP);
  blocks = groups * GROUP;
  groupsAt = frequenciesBytes(questions);
  blocksAt = groupsAt + (<usize>groups << 2);
  totalAt = blocksAt + (<usize>blocks << 2);
  openAt = totalAt + 4;
  askedBytes = (openAt + (<usize>(blocks * BLOCK) << 1) + 7) & ~(<usize>7);
  asked = take(QUESTION_MODELS * askedBytes);
  thresholdStarts = take(<usize>questions << 2);
  let bytes: usize = 0;
  for (let q: u32 = 0; q < questions; q++) bytes += frequenciesBytes(sizeOf(q));
  thresholdModels = take(bytes);
}

/** Starts all models anew; the path must be known. */
export function startModels(): void {
  for (let i: u32 = 0; i <= contexts; i++) startNumbers(lefts + <usize>i * numbersBytes);
  for (let i: u32 = 0; i < contexts; i++) startNumbers(rights + <usize>i * numbersBytes);
  for (let m: u32 = 0; m < QUESTION_MODELS; m++) {
    startFrequencies(askedModel(m), questions);
    sumBlocks(askedModel(m));
  }
  let start: usize = 0;
  for (let q: u32 = 0; q < questions; q++) {
    store<u32>(thresholdStarts + (<usize>q << 2), <u32>start);
    startFrequencies(thresholdModels + start, sizeOf(q));
    start += frequenciesBytes(sizeOf(q));
  }
}

function startNumbers(at: usize): void {
  if (kinds <= LARGE) return startFrequencies(at, kinds);
  const high = (kinds + 255) >> 8;
  startFrequencies(at, high);
  startFrequencies(at + frequenciesBytes(high), 256);
}

/** Whether kinds are written as two symbols: the number of 256s, then the rest by `lowPart`. */
// @ts-ignore: decorator
@inline
export function hasTwoParts(): bool {
  return kinds > LARGE;
}

/** Returns the model of the lower part of a kind, given that of the higher one. */
export function lowPart(model: usize): usize {
  return model + frequenciesBytes((kinds + 255) >> 8);
}

function contextOf(kind: u32): u32 {
  // a link is an inner node of another page
  if (kind > alphabet) return 0;
  return alphabet <= FEW ? kind : min<u32>(kind, 1);
}

/** Returns the model of the kind of a left child. @param sibling kind of the node's sibling, -1 for a root */
// @ts-ignore: decorator
@inline
export function leftModel(sibling: i32): usize {
  return lefts + <usize>(sibling < 0 ? 0 : 1 + contextOf(<u32>sibling)) * numbersBytes;
}

/** Returns the model of the kind of a right child. @param left kind of the left one */
// @ts-ignore: decorator
@inline
export function rightModel(left: u32): usize {
  return rights + <usize>contextOf(left) * numbersBytes;
}

// @ts-ignore: decorator
@inline
function askedModel(m: u32): usize {
  return asked + <usize>m * askedBytes;
}

/** Returns the model of the question of a node with children of these kinds. */
// @ts-ignore: decorator
@inline
export function questionModel(left: u32, right: u32): usize {
  return askedModel((contextOf(left) > 0 ? 1 : 0) + (contextOf(right) > 0 ? 1 : 0));
}

/** Returns the model of the thresholds of a question, whose symbols are one less. */
// @ts-ignore: decorator
@inline
export function thresholdModel(q: u32): usize {
  return thresholdModels + load<u32>(thresholdStarts + (<usize>q << 2));
}

// @ts-ignore: decorator
@inline
function isBarred(q: u32): bool {
  return lowest(q) == highest(q);
}

// @ts-ignore: decorator
@inline
function openFrequency(model: usize, q: u32): u32 {
  return load<u16>(model + openAt + (<usize>q << 1));
}

// @ts-ignore: decorator
@inline
function setOpen(model: usize, q: u32, frequency: u32): void {
  store<u16>(model + openAt + (<usize>q << 1), frequency);
}

/** Sums the frequencies of the open questions, after the path has changed. */
export function sumQuestions(): void {
  for (let m: u32 = 0; m < QUESTION_MODELS; m++) sumBlocks(askedModel(m));
}

function sumBlocks(model: usize): void {
  memory.fill(model + groupsAt, 0, openAt - groupsAt + (<usize>(blocks * BLOCK) << 1));
  for (let q: u32 = 0; q < questions; q++) {
    if (isBarred(q)) continue;
    const own = frequency(model, q);
    setOpen(model, q, own);
    add(model, q, own);
  }
}

/** Returns the sum of the frequencies of all open questions. */
export function questionTotal(model: usize): u32 {
  return load<u32>(model + totalAt);
}

/** Returns the sum of the frequencies of the open questions before `q`. */
export function questionsBefore(model: usize, q: u32): u32 {
  let sum: u32 = 0;
  const block = q / BLOCK;
  for (let b: u32 = 0; b < block; b++) sum += load<u32>(model + blocksAt + (<usize>b << 2));
  for (let i = block * BLOCK; i < q; i++) sum += openFrequency(model, i);
  return sum;
}

/** Sum of the frequencies before the question that `questionAt` found, and its own frequency. */
export let foundStart: u32 = 0;
export let foundSize: u32 = 0;

/** Returns the open question in whose part of the sum `at` is, which must be below the total. */
export function questionAt(model: usize, at: u32): u32 {
  let left = at;
  let each = model + groupsAt;
  let sum = load<u32>(each);
  while (sum <= left) {
    left -= sum;
    each += 4;
    sum = load<u32>(each);
  }
  each = model + blocksAt + (each - model - groupsAt) * GROUP;
  sum = load<u32>(each);
  while (sum <= left) {
    left -= sum;
    each += 4;
    sum = load<u32>(each);
  }
  each = model + openAt + ((each - model - blocksAt) >> 2) * (BLOCK << 1);
  sum = load<u16>(each);
  while (sum <= left) {
    left -= sum;
    each += 2;
    sum = load<u16>(each);
  }
  foundStart = at - left;
  foundSize = sum;
  return <u32>((each - model - openAt) >> 1);
}

/** Counts an open question. */
export function questionOccurs(model: usize, q: u32): void {
  if (occur(model, q)) return sumBlocks(model);
  setOpen(model, q, frequency(model, q));
  add(model, q, GAIN);
}

/** Adds to the sums that a question is in. */
function add(model: usize, q: u32, more: u32): void {
  const block = model + blocksAt + (<usize>(q / BLOCK) << 2);
  const group = model + groupsAt + (<usize>(q / (BLOCK * GROUP)) << 2);
  store<u32>(block, load<u32>(block) + more);
  store<u32>(group, load<u32>(group) + more);
  store<u32>(model + totalAt, load<u32>(model + totalAt) + more);
}

/** Sets the possible answers to a question. */
export function narrow(q: u32, low: u32, high: u32): void {
  const was = isBarred(q);
  setRange(q, low, high);
  const is = low == high;
  if (was == is) return;
  for (let m: u32 = 0; m < QUESTION_MODELS; m++) {
    const model = askedModel(m);
    const own = frequency(model, q);
    setOpen(model, q, is ? 0 : own);
    add(model, q, is ? 0 - own : own);
  }
}
