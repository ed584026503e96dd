/** The rules of chess against published perft counts and chess.js. */

import { Chess } from 'chess.js';
import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { legal, moves, play } from '../../games/chess/moves.ts';
import { annotate, format, formatMove, parse, parseFullFen } from '../../games/chess/notation.ts';
import { DRAW, loss, NONE, Position } from '../../src/game/index.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { random, scatter } from './chess-random.ts';

const buffers = Array.from({ length: 4 }, () => new Int32Array(chess.maxMoves));

function perft(p: Position, depth: number): number {
  const out = buffers[depth];
  const count = moves(p, out);
  let nodes = 0;
  for (let i = 0; i < count; i++) {
    const time = p.time;
    play(p, out[i]);
    if (legal(p)) nodes += depth === 1 ? 1 : perft(p, depth - 1);
    p.rewind(time);
  }
  return nodes;
}

/** Playable moves in UCI, sorted. */
function playable(p: Position): string[] {
  const out = new Int32Array(chess.maxMoves);
  return Array.from(out.subarray(0, moves(p, out)))
    .filter((move) => {
      const time = p.time;
      play(p, move);
      const fine = legal(p);
      p.rewind(time);
      return fine;
    })
    .map((move) => formatMove(p, move))
    .sort();
}

describe('perft', () => {
  const path = oraclePath('oracles', 'chess', 'perft-standard.epd');
  const lines = readOracle(path!).trim().split('\n');

  it('counts the published numbers of move sequences to depth 3', () => {
    const p = new Position(chess.schema);
    for (const line of lines) {
      const [fen = '', ...counts] = line.split(';');
      parseFullFen(p, fen);
      const before = p.key();
      for (const entry of counts) {
        const depth = Number(entry[1]);
        const nodes = Number(entry.slice(3));
        if (depth > 3) break;
        expect({ fen, depth, nodes: perft(p, depth) }).toEqual({ fen, depth, nodes });
      }
      expect(p.key()).toBe(before);
    }
    expect(lines.length).toBeGreaterThanOrEqual(10);
  });
});

describe('random endgames', () => {
  it('has the moves, mates and stalemates of chess.js', () => {
    const next = random(1);
    const p = new Position(chess.schema);
    let passant = 0;
    let ends = 0;
    for (let i = 0; i < 2000; i++) {
      scatter(p, next, 5);
      const fen = format(p);
      const referee = new Chess(fen);
      const expected = referee.moves({ verbose: true });
      const found = playable(p);
      const moves = expected.map((move) => move.lan).sort();
      if (expected.some((move) => move.isEnPassant())) passant++;
      if (found.length === 0) ends++;
      const end = found.length > 0 ? 'none' : chess.stuck!(p) === DRAW ? 'stalemate' : 'mate';
      const endThere = referee.isCheckmate() ? 'mate' : referee.isStalemate() ? 'stalemate' : 'none';
      expect({ fen, moves: found, end }).toEqual({ fen, moves, end: endThere });
    }
    expect(passant).toBeGreaterThanOrEqual(50);
    expect(ends).toBeGreaterThan(0);
  });

  it('tells mate from stalemate', () => {
    const p = new Position(chess.schema);
    for (const [fen, value] of [
      ['k7/1Q6/1K6/8/8/8/8/8 b', loss(0)],
      ['k6R/8/1K6/8/8/8/8/8 b', loss(0)],
      ['6k1/5ppp/8/8/8/8/8/K3r3 w', undefined],
      ['6k1/8/8/8/8/8/PP6/K3r3 w', loss(0)],
      ['k7/2Q5/1K6/8/8/8/8/8 b', DRAW],
      ['k7/P7/1K6/8/8/8/8/8 b', DRAW],
    ] as const) {
      parse(p, fen);
      expect({ fen, value: playable(p).length > 0 ? undefined : chess.stuck!(p) }).toEqual({ fen, value });
    }
  });

  it('plays what chess.js plays', () => {
    const next = random(2);
    let zeroed = 0;
    const p = new Position(chess.schema);
    const out = new Int32Array(chess.maxMoves);
    for (let i = 0; i < 60; i++) {
      scatter(p, next, 5);
      const referee = new Chess(format(p));
      for (let ply = 0; ply < 12; ply++) {
        const names = playable(p);
        if (names.length === 0) break;
        const name = names[next(names.length)];
        const count = moves(p, out);
        const move = out.subarray(0, count).find((candidate) => formatMove(p, candidate) === name)!;
        const san = annotate(format(p), [name]);
        const zeroing = chess.zeroes!(p, move);
        expect(san).toEqual([referee.move(name).san]);
        play(p, move);
        p.forget();
        const [board, turn, , , clock] = referee.fen().split(' ');
        expect(format(p).split(' ').slice(0, 2)).toEqual([board, turn]);
        expect({ name, zeroing }).toEqual({ name, zeroing: clock === '0' });
        if (zeroing) zeroed++;
      }
    }
    expect(zeroed).toBeGreaterThanOrEqual(50);
  });

  it('resets the clock by captures, promotions and pawn moves, not by castling', () => {
    const p = new Position(chess.schema);
    for (const [fen, zeroing] of [
      ['7k/8/8/3pP3/8/8/8/K7 w - d6 0 2', 'e5d6 e5e6'],
      ['1n5k/P7/8/8/8/8/8/K7 w - - 0 1', 'a7a8b a7a8n a7a8q a7a8r a7b8b a7b8n a7b8q a7b8r'],
      ['8/8/k7/8/8/8/p7/R3K2R w KQ - 0 1', 'a1a2'],
      ['7k/6Q1/8/8/8/8/8/K7 b - - 0 1', 'h8g7'],
    ] as const) {
      parseFullFen(p, fen);
      const names = playable(p);
      const out = new Int32Array(chess.maxMoves);
      const count = moves(p, out);
      const found = Array.from(out.subarray(0, count))
        .filter((move) => chess.zeroes!(p, move))
        .map((move) => formatMove(p, move))
        .filter((name) => names.includes(name));
      expect({ fen, zeroing: found.sort().join(' ') }).toEqual({ fen, zeroing });
    }
  });
});

describe('marks', () => {
  it('marks a double step only beside an enemy pawn', () => {
    const p = new Position(chess.schema);
    const out = new Int32Array(chess.maxMoves);
    for (const [fen, mark] of [
      ['8/8/8/8/3p4/k7/4P3/7K w', 28],
      ['8/8/8/8/2p5/k7/4P3/7K w', NONE],
      ['8/8/8/8/7p/k7/P7/7K w', NONE],
      ['8/8/7k/7p/8/8/P7/7K w', NONE],
      ['8/3p4/8/4P3/8/k7/8/7K b', 35],
    ] as const) {
      parse(p, fen);
      const count = moves(p, out);
      const double = out
        .subarray(0, count)
        .find((move) => Math.abs(((move >> 6) & 63) - (move & 63)) === 16 && p.cells[move & 63] % 6 === 0);
      play(p, double!);
      expect({ fen, mark: p.mark }).toEqual({ fen, mark });
    }
  });
});
