/** FEN, UCI, SAN and drawings. */

import { Chess, validateFen } from 'chess.js';
import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { annotate } from '../../games/chess/annotate.ts';
import { parseFullFen } from '../../games/chess/notation.ts';
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

  it('is accepted only in the form that chess.js accepts, and then sets up the same men', () => {
    const next = random(11);
    const letters = 'KQRBNPkqrbnp12345678//9x ';
    let accepted = 0;
    for (let i = 0; i < 4000; i++) {
      scatter(p, next, 6);
      const [placement, side] = chess.format(p).split(' ');
      const at = next(placement.length);
      const cut = next(3);
      const letter = letters[next(letters.length)];
      const text = i % 4 === 0 ? placement : placement.slice(0, at) + letter + placement.slice(at + cut);
      const fen = `${text} ${side} - - 0 1`;
      if (failure(fen, parseFullFen) !== 'accepted') continue;
      accepted++;
      expect(validateFen(fen.trim()), fen).toEqual({ ok: true });
      expect(new Chess(fen.trim(), { skipValidation: true }).fen().split(' ')[0]).toBe(chess.format(p).split(' ')[0]);
    }
    expect(accepted).toBeGreaterThan(1000);
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
    ['8/8/8/8/8/1k6/8/K2R4 x - - 0 1', 'side to move "x"'],
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
    ['8/8/8/8/8/1k6/8/K2R4 w QX - 0 1', 'castling rights "QX"'],
    ['8/8/8/8/8/1k6/8/K2R4 w - e5 0 1', 'en passant square "e5"'],
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

  it.each([
    ['8/8/8/8/8/1k6/8/K2R4 W - - 0 1', 'side to move "W"', 'second field'],
    ['8/8/8/8/8/1k6/8/K2R4 w KX - 0 1', 'castling rights "KX"', 'third field'],
    ['4k3/8/8/8/8/8/8/4K2R w Q - 0 1', 'castling right "Q" without king and rook', 'third field'],
    ['4k3/8/8/8/8/8/4K3/7R w K - 0 1', 'castling right "K" without king and rook', 'third field'],
    ['4k3/8/8/8/8/8/8/K6R w K - 0 1', 'castling right "K" without king and rook', 'third field'],
    ['4k3/8/8/8/8/8/8/4K2R b Hh - 0 1', 'castling right "h" without king and rook', 'third field'],
    ['4k3/8/8/8/8/8/8/4KR1R w HF - 0 1', 'two rooks', 'third field'],
    ['8/8/8/8/8/1k6/8/K2R4 w - e5 0 1', 'en passant square "e5"', 'fourth field'],
    ['8/8/8/8/8/1k6/8/K2R4 w - e6 0 1', 'passed over the en passant square e6', 'fourth field'],
    ['8/8/8/8/3pP3/8/8/K1k5 w - e3 0 1', 'en-passant square', 'fourth field'],
    ['8/8/8/8/8/1k6/8/K2R4 w - - x 1', 'move counter "x"', 'fifth field'],
    ['8/8/8/8/8/1k6/8/K2R4 w - - 0 -1', 'move counter "-1"', 'sixth'],
  ])('names the field that is wrong in %j', (fen, what, field) => {
    expect(failure(fen)).toContain(what);
    expect(() => chess.parse(p, fen)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(field) as string }),
    );
  });

  it.each([
    // The initial position, and the same in Shredder-FEN.
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1', 0x8181],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w HAha - 0 1', 0x8181],
    ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w QKqk - 0 1', 0x8181],
    ['4k3/8/8/8/8/8/8/4K2R w K - 0 1', 0x80],
    ['8/8/8/8/8/8/k7/1R1K1R2 w FB - 0 1', 0x22],
    // The inner rook may castle, the outer one not.
    ['8/8/8/8/8/8/k7/3K1R1R w F - 0 1', 0x20],
    ['8/8/8/8/8/8/k7/3K1R1R w K - 0 1', 0x80],
    ['r2rk3/8/8/8/8/8/8/4K3 b d - 0 1', 0x0800],
  ])('reads the rights of %s', (fen, flags) => {
    chess.parse(p, fen);
    expect(p.flags).toBe(flags);
    const text = chess.format(p);
    const again = new Position(chess.schema);
    chess.parse(again, text);
    expect(again.key()).toBe(p.key());
  });

  it('writes rights in X-FEN', () => {
    for (const [fen, field] of [
      ['rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w HAha - 0 1', 'KQkq'],
      ['8/8/8/8/8/8/k7/1R1K1R2 w FB - 0 1', 'KQ'],
      ['8/8/8/8/8/8/k7/3K1R1R w F - 0 1', 'F'],
      ['r2rk3/8/8/8/8/8/8/4K3 b d - 0 1', 'd'],
    ] as const) {
      chess.parse(p, fen);
      expect(chess.format(p).split(' ')[2]).toBe(field);
    }
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

describe('castling', () => {
  it.each([
    ['8/7B/8/8/8/8/7R/k3K2R w K - 1 0', ['e1g1'], ['O-O#']],
    ['r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1', ['e1g1', 'e1c1'], ['O-O', 'O-O-O']],
    ['3k4/8/8/8/8/8/8/R3K3 w Q - 0 1', ['e1c1'], ['O-O-O+']],
    // In Chess960 the king takes the rook.
    ['8/8/8/8/8/8/k7/1R3KR1 w KQ - 0 1', ['f1b1', 'f1g1', 'f1e1'], ['O-O-O', 'O-O', 'Ke1']],
    ['k7/8/8/8/8/8/8/4KR2 w F - 0 1', ['e1f1', 'e1e2'], ['O-O', 'Ke2']],
  ])('is named in %s', (fen, uci, san) => {
    expect(annotate(fen, uci)).toEqual(san);
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
