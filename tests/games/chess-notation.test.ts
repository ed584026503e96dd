/** FEN, UCI, SAN and drawings. */

import { Chess } from 'chess.js';
import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { annotate, parseFullFen } from '../../games/chess/notation.ts';
import { EndgameError, NONE, Position } from '../../src/game/index.ts';
import { random, scatter } from './chess-random.ts';

const p = new Position(chess.schema);

function failure(fen: string, parse: typeof parseFullFen = (q, text) => chess.parse(q, text)): string {
  try {
    parse(p, fen);
  } catch (error) {
    return error instanceof EndgameError ? `${error.code} ${error.message}` : `unexpected ${String(error)}`;
  }
  return 'accepted';
}

describe('FEN', () => {
  it('round-trips', () => {
    const next = random(5);
    const copy = new Position(chess.schema);
    for (let i = 0; i < 1000; i++) {
      scatter(p, next, 6);
      const fen = chess.format(p);
      chess.parse(copy, fen);
      expect({ key: copy.key(), fen: chess.format(copy) }).toEqual({ key: p.key(), fen });
    }
  });

  it('starts from a legal position', () => {
    chess.parse(p, chess.initial);
    expect(chess.format(p)).toBe(chess.initial);
    expect(chess.legal!(p)).toBe(true);
  });

  it('ignores move counters, which may be left out', () => {
    for (const fen of ['8/8/8/8/8/1k6/8/K2R4 w', '8/8/8/8/8/1k6/8/K2R4 w - - 37 112', ' 8/8/8/8/8/1k6/8/K2R4  w -\n']) {
      chess.parse(p, fen);
      expect(chess.format(p)).toBe('8/8/8/8/8/1k6/8/K2R4 w - - 0 1');
    }
  });

  it('keeps an en passant square only beside an enemy pawn', () => {
    for (const [fen, mark, passant] of [
      ['8/8/8/8/3pP3/8/8/K1k5 b - e3 0 1', 28, 'e3'],
      ['8/8/8/8/2p1P3/8/8/K1k5 b - e3 0 1', NONE, '-'],
      ['8/8/8/8/P6p/8/8/K1k5 b - a3 0 1', NONE, '-'],
      ['8/8/8/pP6/8/8/8/K1k5 w - a6 0 1', 32, 'a6'],
    ] as const) {
      chess.parse(p, fen);
      expect({ fen, mark: p.mark, passant: chess.format(p).split(' ')[3] }).toEqual({ fen, mark, passant });
    }
  });

  it.each([
    ['', 'no side to move'],
    ['rubbish', 'no side to move'],
    ['8/8/8/8/8/1k6/8/K2R4 x - - 0 1', 'side-to-move'],
    ['8/8/8/8/8/1k6/8 w - - 0 1', "8 '/'-delimited rows"],
    ['8/8/8/8/8/1k6/8/K2R5 w - - 0 1', 'too many squares in rank'],
    ['8/8/8/8/8/1k6/8/K2R3 w - - 0 1', 'too many squares in rank'],
    ['8/8/8/8/8/1k6/8/K2X4 w - - 0 1', '"X" in the placement'],
    ['08/8/8/8/8/1k6/8/K2R4 w - - 0 1', '"0" in the placement'],
    ['8/8/8/8/8/1k6/8/K2R22 w - - 0 1', 'consecutive number'],
    ['8/8/8/8/8/1k6/8/3R4 w - - 0 1', 'missing white king'],
    ['8/8/8/8/8/8/8/K2R4 w - - 0 1', 'missing black king'],
    ['8/8/8/8/8/1k6/8/K2K4 w - - 0 1', 'too many white kings'],
    ['8/8/8/8/8/8/1k6/K2R4 w - - 0 1', 'kings on a1 and b2 are in contact'],
    ['8/8/8/8/8/1k6/8/KR6 w - - 0 1', 'Black is in check but White is to move'],
    ['8/8/8/8/8/1k6/8/K6r b - - 0 1', 'White is in check but Black is to move'],
    ['P7/8/8/8/8/1k6/8/K7 w - - 0 1', 'pawns are on the edge rows'],
    ['8/8/8/8/8/1k6/8/K6p w - - 0 1', 'pawns are on the edge rows'],
    ['4k3/8/8/8/8/8/8/4K2R w K - 0 1', 'castling rights "K"'],
    ['8/8/8/8/8/1k6/8/K2R4 w QX - 0 1', 'castling rights "QX"'],
    ['8/8/8/8/8/1k6/8/K2R4 w - e5 0 1', 'en-passant square is invalid'],
    ['8/8/8/8/8/1k6/8/K2R4 w - e6 0 1', 'passed over the en passant square e6'],
    ['8/8/8/8/3pP3/8/8/K1k5 w - e3 0 1', 'en-passant square'],
    ['8/8/8/8/3pP3/4N3/8/K1k5 b - e3 0 1', 'passed over the en passant square e3'],
    ['8/8/8/8/3pP3/8/4N3/K1k5 b - e3 0 1', 'passed over the en passant square e3'],
    ['8/8/8/8/8/1k6/8/K2R4 w - - x 1', 'move counter "x"'],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 0 1 9', 'unexpected "9"'],
    ['QQQQ4/QQQQ4/QQ6/8/8/7k/8/K7 b - - 0 1', 'more than 9 men "Q"'],
    ['8/8/8/8/pppp4/8/pppppp2/K6k w - - 0 1', 'more than 8 men "p"'],
  ])('refuses %j', (fen, what) => {
    const message = failure(fen);
    expect(message).toContain(`E_POSITION position "${fen}"`);
    expect(message).toContain(what);
    expect(message).not.toContain('\n');
  });

  it('accepts castling rights outside tables, with king and rook in place', () => {
    const start = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';
    parseFullFen(p, start);
    expect([p.flags, chess.format(p)]).toEqual([15, start]);
    expect(failure(start)).toContain('castling cannot occur in an endgame table');
    expect(failure('4k3/8/8/8/8/8/8/4K2R w Q - 0 1', parseFullFen)).toContain(
      'castling right "Q" without king and rook',
    );
  });
});

describe('SAN', () => {
  it('names moves as chess.js does, and refuses others', () => {
    const fen = '8/3P4/8/2k5/8/8/8/K2R1R2 w - - 0 1';
    const moves = new Chess(fen).moves({ verbose: true });
    expect(annotate(fen, ['d7d8q', 'd1e1', 'a1b2'])).toEqual(['d8=Q', 'Rde1', 'Kb2']);
    expect(
      annotate(
        fen,
        moves.map((move) => move.lan),
      ),
    ).toEqual(moves.map((move) => move.san));
    expect(() => annotate(fen, ['a1a8'])).toThrow('move "a1a8" cannot be played');
  });
});

describe('drawing', () => {
  it('shows ranks, files, the side to move and en passant', () => {
    chess.parse(p, '8/8/8/8/3pP3/8/8/K1k5 b - e3 0 1');
    expect(chess.draw(p)).toBe(
      [
        '8 . . . . . . . .',
        '7 . . . . . . . .',
        '6 . . . . . . . .',
        '5 . . . . . . . .',
        '4 . . . p P . . .',
        '3 . . . . . . . .',
        '2 . . . . . . . .',
        '1 K . k . . . . .',
        '  a b c d e f g h',
        'Black to move, en passant on e3',
      ].join('\n'),
    );
  });
});
