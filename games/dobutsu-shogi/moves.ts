/** Dobutsu shogi: moves forwards and backwards. */

import { EMPTY, type Move, type Position } from '../../src/game/index.ts';
import {
  attackerOf,
  attacks,
  dobutsuBoard,
  CELLS,
  CHICK,
  codeFor,
  HELD,
  HEN,
  isLast,
  KINDS,
  LION,
  NOBODY,
  ROW,
  dobutsuSchema,
  SEVERAL,
  sources,
  targets,
} from './animals.ts';

/**
 * Moves and unmoves in bits: 4 from (or HAND + kind), 4 to, flags, and for unmoves the kind put back where it stood.
 */
const HAND = 10;
const PLAIN = 1 << 8;
const PROMOTED = 1 << 9;
const BACK = 10;

/**
 * Writes the moves. All animals step, so no move discovers or blocks an attack: out of check a lion must not step onto
 * an attacked cell, in check it must move away or the attacker be taken.
 */
export function dobutsuMoves(p: Position, out: Int32Array): number {
  const { cells, lists, counts, reserve, turn, stride } = p;
  const other = 1 - turn;
  const lion = codeFor(LION, turn);
  const checker = attackerOf(p, lists[lion * stride], other);
  let n = 0;
  for (let at = (lion * CELLS + lists[lion * stride]) * (ROW + 1); targets[at] !== 255; at++) {
    const to = targets[at];
    const met = cells[to];
    if (met !== EMPTY && met > KINDS === (turn === 1)) continue;
    if (attackerOf(p, to, other) === NOBODY) out[n++] = lists[lion * stride] | (to << 4) | (met === EMPTY ? PLAIN : 0);
  }
  if (checker === SEVERAL) return n;
  for (let code = lion + 1; code < lion + KINDS; code++) {
    for (let i = code * stride, end = i + counts[code]; i < end; i++) {
      const from = lists[i];
      for (let at = (code * CELLS + from) * (ROW + 1); targets[at] !== 255; at++) {
        const to = targets[at];
        const met = cells[to];
        if (checker === NOBODY ? met !== EMPTY && met > KINDS === (turn === 1) : to !== checker) continue;
        const promoted = code - lion + LION === CHICK && isLast(to, turn);
        out[n++] = from | (to << 4) | (promoted ? PROMOTED : met === EMPTY ? PLAIN : 0);
      }
    }
  }
  if (checker !== NOBODY) return n;
  for (let h = 0; h < HELD.length; h++) {
    if (reserve[codeFor(HELD[h], turn)] === 0) continue;
    for (let to = 0; to < CELLS; to++) if (cells[to] === EMPTY) out[n++] = (HAND + HELD[h]) | (to << 4);
  }
  return n;
}

/** Returns whether the side to move, without a playable move, has a move that exposes its lion. */
export function canMove(p: Position): boolean {
  const first = codeFor(LION, p.turn);
  for (const kind of HELD) if (p.reserve[codeFor(kind, p.turn)] > 0) return true;
  for (let code = first; code < first + KINDS; code++) {
    for (let i = code * p.stride, end = i + p.counts[code]; i < end; i++) {
      for (let at = (code * CELLS + p.lists[i]) * (ROW + 1); targets[at] !== 255; at++) {
        const met = p.cells[targets[at]];
        if (met < first || met >= first + KINDS) return true;
      }
    }
  }
  return false;
}

/**
 * Writes how the side that has just moved can have reached the position: a man was dropped, or came from an empty cell
 * to an empty one or to one where a man stood that is now in its hand. A man in hand may have been taken anywhere, a
 * chick as a hen too. Every man that attacks the lion now has just moved, and no man attacked it before.
 */
export function dobutsuUnmoves(p: Position, out: Int32Array): number {
  const { lists, counts, turn, stride } = p;
  const mover = 1 - turn;
  const first = codeFor(LION, mover);
  const lion = lists[codeFor(LION, turn) * stride];
  const checker = attackerOf(p, lion, mover);
  if (checker === SEVERAL) return 0;
  let n = 0;
  for (let code = first; code < first + KINDS; code++) {
    const kind = code - first + LION;
    for (let i = code * stride, end = i + counts[code]; i < end; i++) {
      const to = lists[i];
      if (checker !== NOBODY && checker !== to) continue;
      if (kind !== LION && kind !== HEN) out[n++] = (HAND + kind) | (to << 4);
      // A chick on the last row was dropped there.
      if (kind === CHICK && isLast(to, mover)) continue;
      for (let at = (code * CELLS + to) * (ROW + 1); sources[at] !== 255; at++) {
        const from = sources[at];
        if (attacks(code, from, lion) || (kind === LION && isLast(from, mover))) continue;
        n = writeUnmoves(p, from | (to << 4), PLAIN, out, n);
      }
      if (kind !== HEN || !isLast(to, mover)) continue;
      const behind = to + (mover === 0 ? -3 : 3);
      // A chick there attacked the cell that the hen is on, which is not the lion's.
      n = writeUnmoves(p, behind | (to << 4), PROMOTED, out, n);
    }
  }
  return n;
}

function writeUnmoves(p: Position, step: number, flags: number, out: Int32Array, from: number): number {
  if (p.cells[step & 15] !== EMPTY) return from;
  const mover = 1 - p.turn;
  let n = from;
  out[n++] = step | flags;
  const taken = step | (flags & PROMOTED);
  for (let h = 0; h < HELD.length; h++) {
    if (p.reserve[codeFor(HELD[h], mover)] > 0) out[n++] = taken | (HELD[h] << BACK);
  }
  if (p.reserve[codeFor(CHICK, mover)] > 0) out[n++] = taken | (HEN << BACK);
  return n;
}

/** Plays a move. */
export function dobutsuPlay(p: Position, move: Move): void {
  const from = move & 15;
  const to = (move >> 4) & 15;
  if (from >= CELLS) {
    const code = codeFor(from - HAND, p.turn);
    p.addReserve(code, -1);
    p.set(to, code);
  } else if ((move & PLAIN) !== 0) {
    p.shift(from, to);
  } else {
    const taken = p.cells[to];
    if (taken !== EMPTY) {
      const kind = taken > KINDS ? taken - KINDS : taken;
      p.set(to, EMPTY);
      p.addReserve(codeFor(kind === HEN ? CHICK : kind, p.turn), 1);
    }
    if ((move & PROMOTED) !== 0) {
      p.set(from, EMPTY);
      p.set(to, codeFor(HEN, p.turn));
    } else p.shift(from, to);
  }
  p.pass();
}

/** Takes a move back. */
export function dobutsuUnplay(p: Position, unmove: number): void {
  const mover = 1 - p.turn;
  const from = unmove & 15;
  const to = (unmove >> 4) & 15;
  if (from >= CELLS) {
    p.set(to, EMPTY);
    p.addReserve(codeFor(from - HAND, mover), 1);
  } else {
    if ((unmove & PROMOTED) !== 0) {
      p.set(to, EMPTY);
      p.set(from, codeFor(CHICK, mover));
    } else p.shift(to, from);
    const back = unmove >> BACK;
    if (back !== 0) {
      p.addReserve(codeFor(back === HEN ? CHICK : back, mover), -1);
      p.set(to, codeFor(back, p.turn));
    }
  }
  p.pass();
}

/** `shift` and `unshift` of the contract. */
export const shift = (move: Move): number => ((move & PLAIN) === 0 ? -1 : (move & 15) | ((move & 0xf0) << 4));
export const unshift = (unmove: number): number =>
  (unmove & PLAIN) === 0 ? -1 : ((unmove >> 4) & 15) | ((unmove & 15) << 8);

/** Writes a move as T. Tanaka's and R. Clausecker's programs do: `Lb4-a3`, `Cb2xb3`, `Cb2-b1+`, `G*b3`. */
export function formatDobutsuMove(p: Position, move: Move): string {
  const from = move & 15;
  const to = (move >> 4) & 15;
  const name = dobutsuBoard.names[to];
  if (from >= CELLS) return `${dobutsuSchema.kinds[from - HAND - LION].letter}*${name}`;
  const { letter } = dobutsuSchema.kinds[(p.cells[from] - LION) % KINDS];
  return `${letter}${dobutsuBoard.names[from]}${p.cells[to] === EMPTY ? '-' : 'x'}${name}${(move & PROMOTED) === 0 ? '' : '+'}`;
}
