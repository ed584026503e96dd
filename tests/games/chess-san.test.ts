/** Moves in SAN: the moves that chess.js writes are played in the same way; odd forms are read or refused by name. */

import { Chess } from 'chess.js';
import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { format, parseFullFen } from '../../games/chess/notation.ts';
import { playSan, SAN_ERRORS } from '../../games/chess/san.ts';
import { Position } from '../../src/game/index.ts';
import { random, scatter } from './chess-random.ts';

const p = new Position(chess.schema);

function play(q: Position, san: string): string {
  const bytes = Buffer.from(san);
  return SAN_ERRORS[playSan(q, bytes, bytes.length)];
}

/** Board after a move, or why it was not played. */
function result(fen: string, san: string): string {
  parseFullFen(p, fen);
  const before = p.key();
  const error = play(p, san);
  if (error !== '') return p.key() === before ? error : `${error}, but something changed`;
  return format(p).split(' ').slice(0, 3).join(' ');
}

describe('SAN', () => {
  it('plays every move of random full games as chess.js does', () => {
    const next = random(6);
    const q = new Position(chess.schema);
    for (let game = 0; game < 6; game++) {
      const referee = new Chess();
      parseFullFen(q, referee.fen());
      for (let ply = 0; ply < 120 && !referee.isGameOver(); ply++) {
        const moves = referee.moves();
        const san = moves[next(moves.length)];
        referee.move(san);
        expect({ san, error: play(q, san) }).toEqual({ san, error: '' });
        q.forget();
        expect(format(q).split(' ').slice(0, 3)).toEqual(referee.fen().split(' ').slice(0, 3));
      }
    }
  });

  it.each([
    ['c3', '4k3/8/8/8/1b6/2N5/8/4K1N1 w - - 0 1', '4k3/8/8/8/1b6/2N5/4N3/4K3 b -'],
    ['g1', '4k3/8/8/8/8/2N5/8/4K1Nr w - - 0 1', '4k3/8/8/8/8/8/4N3/4K1Nr b -'],
  ])('does not count the knight on %s, which is pinned', (_, fen, after) => {
    expect(result(fen, 'Ne2')).toBe(after);
  });

  it('tells every move of random endgames apart', () => {
    const next = random(7);
    const q = new Position(chess.schema);
    for (let i = 0; i < 300; i++) {
      scatter(q, next, 6);
      const fen = format(q);
      for (const move of new Chess(fen).moves({ verbose: true })) {
        const after = move.after.split(' ').slice(0, 3).join(' ');
        expect({ fen, san: move.san, after: result(fen, move.san) }).toEqual({ fen, san: move.san, after });
        expect({ fen, lan: move.lan, after: longForm(fen, move.piece, move.lan) }).toEqual({
          fen,
          lan: move.lan,
          after,
        });
      }
    }
  });

  it.each([
    ['4k3/8/8/8/8/8/8/4K2R w K - 0 1', 'O-O', '4k3/8/8/8/8/8/8/5RK1 b -'],
    ['4k3/8/8/8/8/8/8/4K2R w K - 0 1', '0-0!?', '4k3/8/8/8/8/8/8/5RK1 b -'],
    ['4k3/8/8/8/8/8/8/4K2R w - - 0 1', 'O-O', 'is not legal'],
    ['4kr2/8/8/8/8/8/8/4K2R w K - 0 1', 'O-O', 'is not legal'],
    ['4k3/8/8/8/8/8/8/R3K3 w Q - 0 1', 'O-O-O', '4k3/8/8/8/8/8/8/2KR4 b -'],
    ['4k3/8/8/8/8/8/8/R3K3 w Q - 0 1', 'O-O-', 'is no move'],
    ['4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1', 'Rb1', '4k3/8/8/8/8/8/8/1R2K2R b K'],
    ['8/P7/8/8/8/k7/8/K7 w - - 0 1', 'a8Q+', 'Q7/8/8/8/8/k7/8/K7 b -'],
    ['8/P7/8/8/8/k7/8/K7 w - - 0 1', 'a8=N', 'N7/8/8/8/8/k7/8/K7 b -'],
    ['8/P7/8/8/8/k7/8/K7 w - - 0 1', 'a8', 'is not legal'],
    ['8/P7/8/8/8/k7/8/K7 w - - 0 1', 'a8=K', 'is no move'],
    ['8/8/8/1Pp5/8/8/8/K1k5 w - c6 0 1', 'bxc6e.p.', '8/8/2P5/8/8/8/8/K1k5 b -'],
    ['8/8/8/1Pp5/8/8/8/K1k5 w - - 0 1', 'bxc6', 'is not legal'],
    ['8/8/8/8/8/k7/4P3/K7 w - - 0 1', 'Pe2-e4', '8/8/8/8/4P3/k7/8/K7 b -'],
    ['8/8/8/8/8/k3p3/4P3/K7 w - - 0 1', 'e4', 'is not legal'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', 'Rf1', 'is ambiguous'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', 'Rdf1', '8/8/8/8/8/k7/8/K4R1R b -'],
    ['8/8/8/8/8/1k6/8/K2R3R w - - 0 1', 'Rxf1', 'is not legal'],
    ['4k3/4r3/8/8/8/2N5/4N3/4K3 w - - 0 1', 'Nd5', '4k3/4r3/8/3N4/8/8/4N3/4K3 b -'],
    ['4k3/4r3/8/8/8/8/1N2N3/4K3 w - - 0 1', 'Nc4', '4k3/4r3/8/8/2N5/8/4N3/4K3 b -'],
    ['4k3/4r3/8/8/8/N7/4N3/4K3 w - - 0 1', 'Nc1', 'is not legal'],
    ['4k3/4r3/8/8/8/4N3/8/N3K3 w - - 0 1', 'Nc2', '4k3/4r3/8/8/8/4N3/2N5/4K3 b -'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', '--', 'is no move'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', 'Z0', 'is no move'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', 'Ri9', 'is no move'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', 'R', 'is no move'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', 'Rd1xh1', 'is not legal'],
    ['8/8/8/8/8/k7/8/K2R3R w - - 0 1', 'Kb2', 'is not legal'],
  ])('%s: %s', (fen, san, after) => {
    expect(result(fen, san)).toBe(after);
  });
});

function longForm(fen: string, piece: string, lan: string): string {
  const letter = piece === 'p' ? '' : piece.toUpperCase();
  return result(fen, `${letter}${lan.slice(0, 2)}-${lan.slice(2)}`);
}
