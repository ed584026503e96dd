/** The rules of chess against published perft counts and chess.js. */

import { Chess } from 'chess.js';
import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { legal, moves, play } from '../../games/chess/moves.ts';
import { annotate } from '../../games/chess/annotate.ts';
import { format, formatMove, parseFullFen } from '../../games/chess/notation.ts';
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

  // The first eight as the Chess Programming Wiki lists them (Chess960 Perft Results); the others, with few men, are
  // of another program's tests, whose numbers were compared with python-chess.
  it.each([
    ['bqnb1rkr/pp3ppp/3ppn2/2p5/5P2/P2P4/NPP1P1PP/BQ1BNRKR w HFhf - 2 9', [21, 528, 12189]],
    ['2nnrbkr/p1qppppp/8/1ppb4/6PP/3PP3/PPP2P2/BQNNRBKR w HEhe - 1 9', [21, 807, 18002]],
    ['b1q1rrkb/pppppppp/3nn3/8/P7/1PPP4/4PPPP/BQNNRKRB w GE - 1 9', [20, 479, 10471]],
    ['qbbnnrkr/2pp2pp/p7/1p2pp2/8/P3PP2/1PPP1KPP/QBBNNR1R w hf - 0 9', [22, 593, 13440]],
    ['1nbbnrkr/p1p1ppp1/3p4/1p3P1p/3Pq2P/8/PPP1P1P1/QNBBNRKR w HFhf - 0 9', [28, 1120, 31058]],
    ['qnbnr1kr/ppp1b1pp/4p3/3p1p2/8/2NPP3/PPP1BPPP/QNB1R1KR w HEhe - 1 9', [29, 899, 26578]],
    ['r1kbbqrn/ppp3pp/2np1p2/1P2p3/3P1P2/8/P1P1P1PP/RNKBBQRN w GAga - 0 9', [32, 920, 28916]],
    ['rk1qbbrn/p2npppp/1p6/2p4Q/8/4P3/PPPP1PPP/RNK1B1RN w GA - 2 9', [35, 657, 22359]],
    ['1r1k1r2/8/8/8/8/8/8/2R1K1R1 w KQkq - 0 1', [23, 448, 10273]],
    ['2rk1r2/8/8/8/8/8/8/R2K1R2 w FAfc - 0 1', [22, 469, 10248]],
    ['4k3/8/8/8/8/8/8/1R2K2R w KQ - 0 1', [26, 112, 3171]],
    ['1rk3r1/8/8/8/8/8/8/1RK3R1 w KQkq - 0 1', [23, 442, 9940]],
  ])('of Chess960: %s', (fen, counts) => {
    const p = new Position(chess.schema);
    parseFullFen(p, fen);
    const before = p.key();
    expect(counts.map((_, i) => perft(p, i + 1))).toEqual(counts);
    expect(p.key()).toBe(before);
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
      parseFullFen(p, fen);
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
      parseFullFen(p, fen);
      const count = moves(p, out);
      const double = out
        .subarray(0, count)
        .find((move) => Math.abs(((move >> 6) & 63) - (move & 63)) === 16 && p.cells[move & 63] % 6 === 0);
      play(p, double!);
      expect({ fen, mark: p.mark }).toEqual({ fen, mark });
    }
  });
});
