/** Chooses the question of a node by samples of its cells. */

import { alphabet, classOf, highestCode } from './classes';
import { cellAt, part, pure, swap } from './cells';
import { questionBits, thresholdBits } from './costs';
import { bestQuestion, bestScores, bestThreshold, leastScore, look, thresholds } from './look';
import { take } from './memory';
import { highest, lowest, setRange } from './path';
import { gather } from './sample';

/** About how many cells of a large node are tried with all questions. */
const FIRST_LOOK: u32 = 1 << 11;
/** About how many cells of a large node are then tried with the best questions. */
const SECOND_LOOK: u32 = 1 << 14;
/** Number of these best questions. */
const BEST: u32 = 40;
/** Bits of a node beside its question: the kinds of its children. */
const NODE_BITS: f64 = 2;

/** In nodes of at most so many cells the best questions are compared by what they leave to their parts. */
let aheadCells: u32 = 0;
let aheadQuestions: u32 = 0;
let best: usize = 0;
let candidates: usize = 0;

/** Sets where to look ahead, and how many questions are compared there. */
export function useAhead(cells: u32, questions: u32): void {
  aheadCells = cells;
  aheadQuestions = questions;
}

/** Takes the memory. */
export function takeChoice(): void {
  best = take(<usize>(BEST + 1) << 1);
  candidates = take(<usize>BEST << 2);
}

/** The question that `choose` chose, and its threshold. */
export let question: u32 = 0;
export let threshold: u32 = 0;

/** Chooses the question of a node. */
export function choose(from: u32, to: u32): void {
  const count = to - from;
  const start = cellAt(from);
  const end = cellAt(to);
  let step = max<u32>(1, count / FIRST_LOOK);
  gather(start, end, step);
  let found: bool;
  const ahead = count <= aheadCells;
  if (step > 1) {
    look(0, 0, step, true);
    const n = bestScores(best, BEST);
    step = max<u32>(1, count / SECOND_LOOK);
    gather(start, end, step);
    found = n > 0 && look(best, n, step, ahead);
  } else found = look(0, 0, step, ahead);
  if (!found) {
    showConflict(from, to, step);
    gather(start, end, step);
    found = look(0, 0, step, ahead);
  }
  if (!found) abort(); // positions that no question tells apart have different codes
  question = bestQuestion;
  threshold = bestThreshold;
  if (ahead) lookAhead(from, to);
}

/** Compares the best questions by what they leave to their two parts. */
function lookAhead(from: u32, to: u32): void {
  const n = bestScores(best, min(aheadQuestions, BEST));
  let least = Infinity;
  // the candidates' thresholds are overwritten by looks at their parts
  for (let i: u32 = 0; i < n; i++) {
    const q = <u32>load<u16>(best + (<usize>i << 1));
    store<u32>(candidateAt(i), q | ((<u32>load<u16>(thresholds + (<usize>q << 1))) << 16));
  }
  for (let i: u32 = 0; i < n; i++) {
    const candidate = load<u32>(candidateAt(i));
    const q = candidate & 0xffff;
    const t = candidate >> 16;
    const low = lowest(q);
    const high = highest(q);
    let bits = questionBits(q) + thresholdBits(q, t, low, high);
    const middle = part(from, to, q, t);
    setRange(q, low, t - 1);
    bits += leftOpen(from, middle);
    if (bits < least) {
      setRange(q, t, high);
      bits += leftOpen(middle, to);
    }
    setRange(q, low, high);
    if (bits >= least) continue;
    least = bits;
    question = q;
    threshold = t;
  }
}

/** Address of a candidate of `lookAhead`. */
// @ts-ignore: decorator
@inline
function candidateAt(i: u32): usize {
  return candidates + <usize>(i << 2);
}

/** Returns the bits that a part will take, as its best question promises; 0 for a leaf. */
function leftOpen(from: u32, to: u32): f64 {
  if (pure(from, to) >= 0) return 0;
  gather(cellAt(from), cellAt(to), 1);
  look(0, 0, 1, true);
  return leastScore() + NODE_BITS;
}

/** Moves two cells without a common code to places that a sample of every `step`-th cell contains. */
function showConflict(from: u32, to: u32, step: u32): void {
  let exact: i64 = -1;
  let least: i64 = -1; // a don't-care of the least code
  for (let i = from; i < to; i++) {
    const c = classOf(cellAt(i));
    if (c >= alphabet) {
      if (least < 0 || c < classOf(cellAt(<u32>least))) least = i;
      if (exact >= 0 && classOf(cellAt(<u32>exact)) > highestCode(c)) return bring(<u32>exact, i, from, step);
    } else {
      if (exact >= 0 && classOf(cellAt(<u32>exact)) != c) return bring(<u32>exact, i, from, step);
      if (least >= 0 && c > highestCode(classOf(cellAt(<u32>least)))) return bring(<u32>least, i, from, step);
      exact = i;
    }
  }
}

/** Moves `a`, which is before `b`, and `b` into the sample. */
function bring(a: u32, b: u32, from: u32, step: u32): void {
  swap(a, from);
  swap(b, from + step);
}
