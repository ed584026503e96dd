/** Positions with kings and pawns for tests, seeded. */

import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';

/** Pawns of White and of Black. */
export type Counts = readonly [number, number];

export const RANKED: readonly string[] = ['loss', 'draw', 'win'];

export function outcomeName(value: number): string {
  return RANKED[Math.sign(value) + 1];
}

export function parsed(fen: string): Position {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
}

/** Numbers from 0 to n - 1. */
export function randomSource(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

export function randomPawns(random: (n: number) => number, [white, black]: Counts): Position {
  for (;;) {
    const p = new Position(chess.schema);
    const put = (code: number, from: number, to: number): void => {
      let cell = from + random(to - from);
      while (p.cells[cell] !== 0) cell = from + random(to - from);
      p.set(cell, code);
    };
    put(1, 0, 64);
    put(7, 0, 64);
    for (let i = 0; i < white; i++) put(6, 8, 56);
    for (let i = 0; i < black; i++) put(12, 8, 56);
    p.turn = random(2) as 0 | 1;
    p.forget();
    if (chess.legal!(p)) return p;
  }
}

/** The position with every cell mapped by `cell ^ flip`, the sides exchanged if asked for. */
export function swapped(p: Position, flip: number, exchange: boolean): Position {
  const q = new Position(chess.schema);
  p.cells.forEach((code, cell) => {
    if (code !== 0) q.set(cell ^ flip, exchange ? (code > 6 ? code - 6 : code + 6) : code);
  });
  q.turn = (exchange ? 1 - p.turn : p.turn) as 0 | 1;
  q.forget();
  return q;
}
