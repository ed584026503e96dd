/**
 * Search in games of lines (docs/architecture.md): alpha-beta over sets of cells, 64 bits each, with a table of positions.
 *
 * A score is positive if the side to move wins: cells + 1 less the number of men on the board then. So a score does not
 * depend on the way to a position. The search keeps its path in memory and stops at any position.
 */

import * as abi from '../abi';
import { findKey, isMirrored, keyOther, keyOwn, mirroredCell, setRows } from './mirror';

const MOST_LINES: usize = <usize>abi.MOST_THROUGH_A_CELL;
/** Words of 64 bits of the lines of a cell, without the cell; then their number. The host writes both. */
const MASKS: usize = 1024;
const COUNTS: usize = MASKS + 64 * MOST_LINES * 8;
/** Where `order` keeps the merits of the moves that it has sorted. */
const SORTED: usize = 64;
/** What a cell is worth before anything else is known, one byte each: the number of lines through it. */
const MERITS: usize = COUNTS + 64;
/** All lines as sets of cells. */
const LINES: usize = MERITS + 64;
const FRAMES: usize = LINES + <usize>abi.MOST_LINES_IN_ALL * 8;
/**
 * A frame: own and other men, the cells that complete lines of either, numbers of 32 bits, moves, best first, and the
 * cells that complete own lines after each move.
 */
const FRAME_BYTES: usize = 680;
const OWN_WINS: usize = 48;
const OTHER_WINS: usize = 56;
const ALPHA: usize = 16;
const BETA: usize = 20;
const BEST: usize = 24;
const BEST_MOVE: usize = 28;
const COUNT: usize = 32;
const NEXT: usize = 36;
const FIRST_ALPHA: usize = 40;
const STARTED: usize = 44;
const MOVES: usize = 64;
const WINS: usize = 128;
/** The men by which the table knows the position, and whether they are mirrored. */
const KEY_OWN: usize = 640;
const KEY_OTHER: usize = 648;
const IS_MIRRORED: usize = 656;
/** Before these lines none is open to the side to move, or to the other. */
const OWN_OPEN: usize = 664;
const OTHER_OPEN: usize = 672;
/** First address that the table of positions may have. */
const TABLE: usize = FRAMES + 65 * FRAME_BYTES;
/** An entry: own and other men, lower and upper bound, best move, and work: 0 if it is empty. */
const ENTRY_BYTES: usize = <usize>abi.ENTRY_BYTES;
const LOWER: usize = 16;
const UPPER: usize = 17;
const MOVE: usize = 18;
const WORK: usize = 19;
const NO_MOVE: u8 = 255;

let cells: i32 = 0;
let board: u64 = 0;
/** Distance to the cell above; 0 if a man may go to any cell. */
let step: u64 = 0;
let bottom: u64 = 0;
/** End of the lines. */
let linesEnd: usize = LINES;
let table: usize = 0;
let slots: u32 = 0;
let used: u32 = 0;
let ply: i32 = -1;
let entered: u32 = 0;
/** The result of the last search, or of the position that was just left. */
let value: i32 = 0;

/** Returns where the host writes what it knows of the lines, and where the table of positions begins. */
export function masksAt(): usize {
  return MASKS;
}
export function countsAt(): usize {
  return COUNTS;
}
export function meritsAt(): usize {
  return MERITS;
}
export function linesAt(): usize {
  return LINES;
}
export function tableAt(): usize {
  return TABLE;
}

/** Sets the board, the number of its lines, and the length of rows that may be mirrored, else 0. */
export function configure(n: i32, up: i32, lines: i32, row: i32): void {
  setRows(n, row);
  linesEnd = LINES + <usize>lines * 8;
  cells = n;
  board = n === 64 ? ~(<u64>0) : ((<u64>1) << n) - 1;
  step = up;
  bottom = up === 0 ? board : ((<u64>1) << up) - 1;
}

/** Makes an empty table of so many slots, a power of 2, at an address. */
export function makeTable(at: usize, n: u32): void {
  table = at;
  slots = n;
  used = 0;
  memory.fill(at, 0, <usize>n * ENTRY_BYTES);
}

/** Makes an empty table, and moves the entries of the old one to it. */
export function moveTable(at: usize, n: u32): void {
  const from = table;
  const end = table + <usize>slots * ENTRY_BYTES;
  makeTable(at, n);
  for (let each = from; each < end; each += ENTRY_BYTES) {
    if (load<u8>(each, WORK) === 0) continue;
    const own = load<u64>(each);
    const other = load<u64>(each, 8);
    memory.copy(placeOf(own, other, load<u8>(each, WORK)), each, ENTRY_BYTES);
  }
}

export function usedSlots(): u32 {
  return used;
}

export function result(): i32 {
  return value;
}

export function nodes(): u32 {
  return entered;
}

/** Begins a search for a score between two bounds. */
export function begin(ownLow: u32, ownHigh: u32, otherLow: u32, otherHigh: u32, alpha: i32, beta: i32): void {
  ply = -1;
  entered = 0;
  const own = (<u64>ownLow) | ((<u64>ownHigh) << 32);
  const other = (<u64>otherLow) | ((<u64>otherHigh) << 32);
  enter(own, other, completing(own), completing(other), LINES, LINES, alpha, beta);
}

/** Returns the cells that complete a line of some men; some may be taken. */
function completing(men: u64): u64 {
  let wins: u64 = 0;
  for (let cell: usize = 0; cell < <usize>cells; cell++) {
    let at = MASKS + cell * MOST_LINES * 8;
    for (const end = at + <usize>load<u8>(COUNTS + cell) * 8; at < end; at += 8) {
      const mask = load<u64>(at);
      if ((mask & men) === mask) wins |= <u64>1 << cell;
    }
  }
  return wins;
}

/** Returns the cells that complete a line of some men with a man on `cell`; some may be taken. */
function completingWith(men: u64, cell: usize): u64 {
  let wins: u64 = 0;
  let at = MASKS + cell * MOST_LINES * 8;
  for (const end = at + <usize>load<u8>(COUNTS + cell) * 8; at < end; at += 8) {
    const missing = load<u64>(at) & ~men;
    if ((missing & (missing - 1)) === 0) wins |= missing;
  }
  return wins;
}

/**
 * Goes on with the search for so many positions.
 * @returns 1 if it has ended: a result up to alpha is an upper bound, from beta on a lower bound, else exact
 */
export function run(most: u32): i32 {
  const pause = entered + most;
  while (ply >= 0) {
    const frame = FRAMES + <usize>ply * FRAME_BYTES;
    const next = load<u32>(frame, NEXT);
    const alpha = load<i32>(frame, ALPHA);
    const beta = load<i32>(frame, BETA);
    if (next === load<u32>(frame, COUNT) || alpha >= beta) {
      leave(frame);
      continue;
    }
    if (entered >= pause) return 0;
    store<u32>(frame, next + 1, NEXT);
    const own = load<u64>(frame);
    const other = load<u64>(frame, 8);
    const move = <u64>1 << load<u8>(frame + next, MOVES);
    const wins = load<u64>(frame + <usize>next * 8, WINS);
    const otherOpen = load<usize>(frame, OTHER_OPEN);
    const ownOpen = load<usize>(frame, OWN_OPEN);
    if (!enter(other, own | move, load<u64>(frame, OTHER_WINS), wins, otherOpen, ownOpen, -beta, -alpha)) learn(frame);
  }
  return 1;
}

/** Takes the value of the position after the last move into account. */
function learn(frame: usize): void {
  const found = -value;
  if (found > load<i32>(frame, BEST)) {
    store<i32>(frame, found, BEST);
    store<u8>(frame, load<u8>(frame + load<u32>(frame, NEXT) - 1, MOVES), BEST_MOVE);
    if (found > load<i32>(frame, ALPHA)) store<i32>(frame, found, ALPHA);
  }
}

/** Ends a position: its value goes to the table and to the position before. */
function leave(frame: usize): void {
  const best = load<i32>(frame, BEST);
  remember(frame, best);
  value = best;
  ply--;
  if (ply >= 0) learn(FRAMES + <usize>ply * FRAME_BYTES);
}

/** Returns whether the moves of a position have to be searched; else its value is there. */
function enter(
  own: u64,
  other: u64,
  ownWins: u64,
  otherWins: u64,
  ownFrom: usize,
  otherFrom: usize,
  alpha: i32,
  beta: i32,
): bool {
  entered++;
  const taken = own | other;
  const left = cells - <i32>popcnt(taken);
  const free = ~taken & board & (bottom | (step === 0 ? board : taken << step));
  if ((free & ownWins) !== 0) return settle(left);
  let moves = free;
  const threats = free & otherWins;
  if (threats !== 0) {
    // Two threats cannot both be met, and the other side wins two plies on.
    if ((threats & (threats - 1)) !== 0) return settle(1 - left);
    moves = threats;
  }
  if (step !== 0) {
    // A man below a cell that completes a line lets the other side fill it.
    moves &= ~(otherWins >> step);
    if (moves === 0) return settle(left > 1 ? 1 - left : 0);
  }
  // Nobody wins with the next two men, so these are the best and the worst that can come.
  const most = max(0, left - 2);
  const least = min(0, 3 - left);
  if (most <= alpha) return settle(most);
  if (least >= beta) return settle(least);
  if (most === least) return settle(most);
  // A side that lacks so many men in every line left to it comes too late for the window, if it comes at all.
  const tooLate = (left + 3 - alpha) >> 1;
  const ownOpen = alpha < 0 ? ownFrom : open(ownFrom, other);
  if (alpha >= 0 && lacks(ownOpen, own, other, tooLate)) return settle(max(0, left + 2 - 2 * tooLate));
  const otherTooLate = (left + 2 + beta) >> 1;
  const otherOpen = beta > 0 ? otherFrom : open(otherFrom, own);
  if (beta <= 0 && lacks(otherOpen, other, own, otherTooLate)) return settle(min(0, 2 * otherTooLate - 1 - left));
  let low = max(alpha, least);
  let high = min(beta, most);
  let first = NO_MOVE;
  findKey(own, other);
  const entry = find(keyOwn, keyOther);
  if (entry !== 0) {
    const lower = <i32>load<i8>(entry, LOWER);
    const upper = <i32>load<i8>(entry, UPPER);
    if (lower >= high || lower === upper) return settle(lower);
    if (upper <= low) return settle(upper);
    low = max(low, lower);
    high = min(high, upper);
    first = load<u8>(entry, MOVE);
    if (isMirrored && first !== NO_MOVE) first = mirroredCell(first);
  }
  ply++;
  const frame = FRAMES + <usize>ply * FRAME_BYTES;
  store<u64>(frame, own);
  store<u64>(frame, other, 8);
  store<u64>(frame, ownWins, OWN_WINS);
  store<u64>(frame, otherWins, OTHER_WINS);
  store<i32>(frame, low, ALPHA);
  store<i32>(frame, low, FIRST_ALPHA);
  store<i32>(frame, high, BETA);
  store<i32>(frame, -128, BEST);
  store<u8>(frame, NO_MOVE, BEST_MOVE);
  store<u32>(frame, 0, NEXT);
  store<u32>(frame, entered, STARTED);
  store<u64>(frame, keyOwn, KEY_OWN);
  store<u64>(frame, keyOther, KEY_OTHER);
  store<u8>(frame, u8(isMirrored), IS_MIRRORED);
  store<usize>(frame, ownOpen, OWN_OPEN);
  store<usize>(frame, otherOpen, OTHER_OPEN);
  order(frame, own, other, moves, first);
  return true;
}

/** Returns the first line that is not blocked. A blocked one stays so, whatever is played. */
function open(from: usize, blocking: u64): usize {
  let at = from;
  while (at < linesEnd && (load<u64>(at) & blocking) !== 0) at += 8;
  return at;
}

/** Returns whether men lack so many others in every line that is not blocked. */
function lacks(from: usize, men: u64, blocking: u64, many: i32): bool {
  for (let at = from; at < linesEnd; at += 8) {
    const line = load<u64>(at);
    if ((line & blocking) === 0 && <i32>popcnt(line & ~men) < many) return false;
  }
  return true;
}

function settle(score: i32): bool {
  value = score;
  return false;
}

/** Writes the moves to a frame: first that of the last search, then those that make most threats. */
function order(frame: usize, own: u64, other: u64, moves: u64, first: u8): void {
  const empty = ~(own | other);
  const wins = load<u64>(frame, OWN_WINS);
  let count: usize = 0;
  for (let rest = moves; rest !== 0; rest &= rest - 1) {
    const cell = <u8>ctz(rest);
    const more = wins | completingWith(own | (rest & (0 - rest)), cell);
    const merit =
      cell === first ? 1_000_000 : 256 * <i32>popcnt(more & empty) + <i32>load<u8>(MERITS + <usize>cell);
    let place = count++;
    for (; place > 0 && merits(place - 1) < merit; place--) {
      store<i32>(SORTED + place * 4, merits(place - 1));
      store<u8>(frame + place, load<u8>(frame + place - 1, MOVES), MOVES);
      store<u64>(frame + place * 8, load<u64>(frame + place * 8 - 8, WINS), WINS);
    }
    store<i32>(SORTED + place * 4, merit);
    store<u8>(frame + place, cell, MOVES);
    store<u64>(frame + place * 8, more, WINS);
  }
  store<u32>(frame, <u32>count, COUNT);
}

function merits(place: usize): i32 {
  return load<i32>(SORTED + place * 4);
}

/** Returns the address of the first of the two slots in which a position may be. */
function slotOf(own: u64, other: u64): usize {
  let hash = own * 0x9e3779b97f4a7c15 + other * 0xc2b2ae3d27d4eb4f;
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93;
  return table + <usize>(<u32>(hash >> 32) & (slots - 1) & ~1) * ENTRY_BYTES;
}

/** Returns the entry of a position, or 0. */
function find(own: u64, other: u64): usize {
  const at = slotOf(own, other);
  if (load<u64>(at) === own && load<u64>(at, 8) === other && load<u8>(at, WORK) !== 0) return at;
  const second = at + ENTRY_BYTES;
  if (load<u64>(second) === own && load<u64>(second, 8) === other && load<u8>(second, WORK) !== 0) return second;
  return 0;
}

/** Returns the slot for a position that is not there: the first keeps what took more work, the second takes anything. */
function placeOf(own: u64, other: u64, work: u8): usize {
  let at = slotOf(own, other);
  if (load<u8>(at, WORK) > work) at += ENTRY_BYTES;
  if (load<u8>(at, WORK) === 0) used++;
  return at;
}

function remember(frame: usize, best: i32): void {
  const own = load<u64>(frame, KEY_OWN);
  const other = load<u64>(frame, KEY_OTHER);
  const work = <u8>min(255, 1 + 4 * (31 - <i32>clz(entered - load<u32>(frame, STARTED) + 1)));
  // The window can have been narrowed by bounds, which hold as well.
  const isUpper = best <= load<i32>(frame, FIRST_ALPHA);
  const isLower = best >= load<i32>(frame, BETA);
  let at = find(own, other);
  let lower: i32 = -127;
  let upper: i32 = 127;
  if (at !== 0) {
    lower = <i32>load<i8>(at, LOWER);
    upper = <i32>load<i8>(at, UPPER);
  } else {
    at = placeOf(own, other, work);
  }
  if (!isUpper) lower = max(lower, best);
  if (!isLower) upper = min(upper, best);
  store<u64>(at, own);
  store<u64>(at, other, 8);
  store<i8>(at, <i8>lower, LOWER);
  store<i8>(at, <i8>upper, UPPER);
  const move = load<u8>(frame, BEST_MOVE);
  store<u8>(at, load<u8>(frame, IS_MIRRORED) !== 0 && move !== NO_MOVE ? mirroredCell(move) : move, MOVE);
  store<u8>(at, max(work, 1), WORK);
}
