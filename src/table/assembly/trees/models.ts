/**
 * The models of all that is written about nodes, and the possible answers after the path to a node (path.ts). The frequencies of
 * questions have sums of blocks, without the questions that have one possible answer: most questions of a node are found by these.
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
/** Questions of a block. */
const BLOCK: u32 = 32;
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
let thresholdStarts: usize = 0;
let thresholdModels: usize = 0;

/** Takes the memory for so many kinds. */
export function takeModels(kindCount: u32): void {
  kinds = kindCount;
  contexts = contextOf(alphabet) + 1;
  numbersBytes = kinds <= LARGE ? frequenciesBytes(kinds) : frequenciesBytes((kinds + 255) >> 8) + frequenciesBytes(256);
  lefts = take(<usize>(contexts + 1) * numbersBytes);
  rights = take(<usize>contexts * numbersBytes);
  blocks = (questions + BLOCK - 1) / BLOCK;
  askedBytes = (frequenciesBytes(questions) + (<usize>(blocks + 1) << 2) + 7) & ~(<usize>7);
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
function sumsOf(model: usize): usize {
  return model + frequenciesBytes(questions);
}

/** Sums the frequencies of the possible questions, after the path has changed. */
export function sumQuestions(): void {
  for (let m: u32 = 0; m < QUESTION_MODELS; m++) sumBlocks(askedModel(m));
}

function sumBlocks(model: usize): void {
  const sums = sumsOf(model);
  let total: u32 = 0;
  for (let b: u32 = 0; b < blocks; b++) {
    let sum: u32 = 0;
    const end = min(questions, (b + 1) * BLOCK);
    for (let q = b * BLOCK; q < end; q++) if (!isBarred(q)) sum += frequency(model, q);
    store<u32>(sums + (<usize>b << 2), sum);
    total += sum;
  }
  store<u32>(sums + (<usize>blocks << 2), total);
}

/** Returns the sum of the frequencies of all possible questions. */
export function questionTotal(model: usize): u32 {
  return load<u32>(sumsOf(model) + (<usize>blocks << 2));
}

/** Returns the sum of the frequencies of the possible questions before `q`. */
export function questionsBefore(model: usize, q: u32): u32 {
  const sums = sumsOf(model);
  let sum: u32 = 0;
  const block = q / BLOCK;
  for (let b: u32 = 0; b < block; b++) sum += load<u32>(sums + (<usize>b << 2));
  for (let i = block * BLOCK; i < q; i++) if (!isBarred(i)) sum += frequency(model, i);
  return sum;
}

/** Sum of the frequencies before the question that `questionAt` found. */
export let foundStart: u32 = 0;

/** Returns the possible question in whose part of the sum `at` is, which must be below the total. */
export function questionAt(model: usize, at: u32): u32 {
  const sums = sumsOf(model);
  let start: u32 = 0;
  let b: u32 = 0;
  for (;;) {
    const sum = load<u32>(sums + (<usize>b << 2));
    if (start + sum > at) break;
    start += sum;
    b++;
  }
  let q = b * BLOCK;
  for (;;) {
    const size = isBarred(q) ? 0 : frequency(model, q);
    if (start + size > at) break;
    start += size;
    q++;
  }
  foundStart = start;
  return q;
}

/** Counts a question. */
export function questionOccurs(model: usize, q: u32): void {
  if (occur(model, q)) return sumBlocks(model);
  add(model, q, GAIN);
}

function add(model: usize, q: u32, frequency: u32): void {
  const sums = sumsOf(model);
  const block = sums + (<usize>(q / BLOCK) << 2);
  const total = sums + (<usize>blocks << 2);
  store<u32>(block, load<u32>(block) + frequency);
  store<u32>(total, load<u32>(total) + frequency);
}

/** Sets the possible answers to a question. */
export function narrow(q: u32, low: u32, high: u32): void {
  const was = isBarred(q);
  setRange(q, low, high);
  const is = low == high;
  if (was == is) return;
  for (let m: u32 = 0; m < QUESTION_MODELS; m++) {
    const model = askedModel(m);
    add(model, q, is ? 0 - frequency(model, q) : frequency(model, q));
  }
}
