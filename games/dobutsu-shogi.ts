/**
 * Dobutsu shogi ("animal shogi", M. Kitao, 2008) on 3 x 4 squares by the rules that T. Tanaka solved (An Analysis of a
 * Board Game "Doubutsu Shogi", IPSJ SIG Notes 2009-GI-22-3). A lion steps to any neighbour, a giraffe along rows and
 * columns, an elephant along diagonals, a chick forward; a chick that steps onto the last row becomes a hen, which steps
 * like a gold general. Captured animals change sides and are dropped on any empty square, hens as chicks again; a chick
 * may be dropped anywhere (on the last row it stays). Who takes the lion wins, and so does a lion that comes to the last
 * row where it cannot be taken at once.
 *
 * A move that lets the own lion be taken is not playable here: it loses in two plies, and who has no other loses in two.
 * So distances are the usual ones, up to the capture of the lion, and no position has a lion that can be taken. Who
 * could not even move a blocked man (no game leads there) has lost at once. Repetition, a draw over the board, is one.
 *
 * Nothing asks for all eight animals: fewer make smaller games by the same rules, closed under them since captured
 * animals stay in the game. Tables are named by all animals with the first side, chicks as hens (`LGGEEHHvL`).
 */

import {
  EMPTY,
  EndgameError,
  type Game,
  gridNotation,
  loss,
  type Move,
  OUTCOME,
  type Position,
  type Value,
} from '../src/game/index.ts';
import {
  attackerOf,
  attacks,
  board,
  CELLS,
  CHICK,
  codeFor,
  HELD,
  HEN,
  isLast,
  KINDS,
  legal,
  LION,
  NOBODY,
  ROW,
  schema,
  SEVERAL,
  sources,
  targets,
} from './dobutsu-shogi/animals.ts';

const notation = gridNotation(schema, { sides: ['S', 'G'] });

/** Moves and unmoves in bits: 4 from (or HAND + kind), 4 to, flags, and for unmoves the kind put back where it stood. */
const HAND = 10;
const PLAIN = 1 << 8;
const PROMOTED = 1 << 9;
const BACK = 10;

/**
 * Everybody steps, so nothing discovers or blocks an attack: out of check a lion must not step onto an attacked cell, in
 * check it must go or the attacker be taken.
 */
function moves(p: Position, out: Int32Array): number {
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

/** Whether the side to move could make a move that lets its lion be taken, having no other. */
function canMove(p: Position): boolean {
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
 * How the side that has just moved can have come here: a man was dropped, or came from an empty cell to an empty one or
 * to one where a man stood that is now in its hand. Who is in hand may have been taken anywhere, a chick as a hen too.
 * Whoever attacks the lion now has just moved, and nobody attacked it before.
 */
function unmoves(p: Position, out: Int32Array): number {
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

export const dobutsuShogi: Game = {
  id: 'dobutsu-shogi',
  title: 'Dobutsu shogi',
  version: 1,
  schema,
  domain: OUTCOME,
  initial: 'gle/.c./.C./ELG S -',
  /** At most 38 moves (Tanaka); unmoves: less than 50 steps, each after taking nobody or one of four kinds. */
  maxMoves: 256,
  endgames: ['LHvL', 'LGvL', 'LEvL', 'LHHvL', 'LGHvL', 'LEHvL', 'LGEvL', 'LGEHvL'],

  moves,

  play(p: Position, move: Move): void {
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
  },

  /** The other lion has come home; had it been attacked there, the move would not have been playable. */
  ended(p: Position): Value | undefined {
    const other = 1 - p.turn;
    return isLast(p.lists[codeFor(LION, other) * p.stride], other) ? loss(0) : undefined;
  },

  stuck: (p) => loss(canMove(p) ? 2 : 0),
  legal,
  unmoves,

  unplay(p: Position, unmove: number): void {
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
  },

  shift: (move) => ((move & PLAIN) === 0 ? -1 : (move & 15) | ((move & 0xf0) << 4)),
  unshift: (unmove) => ((unmove & PLAIN) === 0 ? -1 : ((unmove >> 4) & 15) | ((unmove & 15) << 8)),

  parse(p: Position, text: string): void {
    notation.parse(p, text);
    if (legal(p)) return;
    throw new EndgameError('E_POSITION', `position "${text}": no game of dobutsu shogi leads there`, whyNot(p));
  },

  format: (p) => notation.format(p),
  draw: (p) => notation.draw(p),

  /** As T. Tanaka's and R. Clausecker's programs write moves: `Lb4-a3`, `Cb2xb3`, `Cb2-b1+`, `G*b3`. */
  formatMove(p: Position, move: Move): string {
    const from = move & 15;
    const to = (move >> 4) & 15;
    const name = board.names[to];
    if (from >= CELLS) return `${schema.kinds[from - HAND - LION].letter}*${name}`;
    const { letter } = schema.kinds[(p.cells[from] - LION) % KINDS];
    return `${letter}${board.names[from]}${p.cells[to] === EMPTY ? '-' : 'x'}${name}${(move & PROMOTED) === 0 ? '' : '+'}`;
  },
};

function whyNot(p: Position): string {
  const lions = p.counts[LION] === 1 && p.counts[LION + KINDS] === 1;
  if (!lions) return 'each side has one lion on the board';
  if (isLast(p.lists[codeFor(LION, p.turn) * p.stride], p.turn)) return 'the lion of the side to move has won already';
  return 'there are at most two animals of a kind (hens are chicks), and the side to move cannot take the other lion';
}
