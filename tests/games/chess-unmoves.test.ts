/** Moves and unmoves are inverse, marks included: p goes to q by a quiet move if and only if p is unplayed from q, once. */

import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { CASTLE } from '../../games/chess/castling.ts';
import { CAPTURE, legal, MARKS, moves, PASSANT, play } from '../../games/chess/moves.ts';
import { unmoves, unplay } from '../../games/chess/unmoves.ts';
import { NONE, Position } from '../../src/game/index.ts';
import { random, scatter } from './chess-random.ts';

const PROMOTION = 7 << 12;
const out = new Int32Array(chess.maxMoves);
const other = new Int32Array(chess.maxMoves);

/** Times `key` occurs among the legal predecessors of `q`. */
function predecessors(q: Position, key: string): number {
  let found = 0;
  const count = unmoves(q, other);
  for (let i = 0; i < count; i++) {
    const time = q.time;
    unplay(q, other[i]);
    if (legal(q) && q.key() === key) found++;
    q.rewind(time);
  }
  return found;
}

/** Times `key` occurs among the legal successors of `p` by quiet moves. */
function successors(p: Position, key: string): number {
  let found = 0;
  const count = moves(p, other);
  for (let i = 0; i < count; i++) {
    if ((other[i] & (CAPTURE | PASSANT | CASTLE | PROMOTION)) !== 0) continue;
    const time = p.time;
    play(p, other[i]);
    if (legal(p) && p.key() === key) found++;
    p.rewind(time);
  }
  return found;
}

describe('unmoves', () => {
  it('finds every predecessor once', () => {
    const next = random(3);
    const p = new Position(chess.schema);
    const wrong: string[] = [];
    let markedBefore = 0;
    let markedAfter = 0;
    for (let i = 0; i < 3000; i++) {
      scatter(p, next, 5);
      const key = p.key();
      const marked = p.mark !== NONE;
      const count = moves(p, out);
      for (let j = 0; j < count; j++) {
        if ((out[j] & (CAPTURE | PASSANT | CASTLE | PROMOTION)) !== 0) continue;
        if (next(count) > 8 && (out[j] & MARKS) === 0) continue;
        play(p, out[j]);
        if (legal(p)) {
          if (predecessors(p, key) !== 1) wrong.push(`${key} -> ${p.key()}`);
          if (p.mark !== NONE) markedAfter++;
          if (marked) markedBefore++;
        }
        p.rewind(0);
      }
      if (p.key() !== key) wrong.push(key);
    }
    expect(wrong).toEqual([]);
    expect(markedBefore).toBeGreaterThan(1000);
    expect(markedAfter).toBeGreaterThan(100);
  });

  it('finds nothing but predecessors', () => {
    const next = random(4);
    const q = new Position(chess.schema);
    const wrong: string[] = [];
    let markedBefore = 0;
    let markedAfter = 0;
    for (let i = 0; i < 3000; i++) {
      scatter(q, next, 5);
      const key = q.key();
      const marked = q.mark !== NONE;
      const count = unmoves(q, out);
      const seen = new Set<string>();
      for (let j = 0; j < count; j++) {
        unplay(q, out[j]);
        if (legal(q)) {
          const before = q.key();
          if (seen.has(before)) wrong.push(`${before} twice`);
          seen.add(before);
          if ((seen.size % 4 === 0 || q.mark !== NONE) && successors(q, key) !== 1) wrong.push(`${before} -> ${key}`);
          if (q.mark !== NONE) markedBefore++;
          if (marked) markedAfter++;
        }
        q.rewind(0);
      }
      if (q.key() !== key) wrong.push(key);
    }
    expect(wrong).toEqual([]);
    expect(markedBefore).toBeGreaterThan(250);
    expect(markedAfter).toBeGreaterThan(100);
  });

  it('stays within the bound on its number', () => {
    const p = new Position(chess.schema);
    chess.parse(p, 'QQQ5/QQQ5/8/pPpPp3/8/8/7k/K7 b - - 0 1');
    expect(unmoves(p, out)).toBeLessThanOrEqual(chess.maxMoves);
  });
});
