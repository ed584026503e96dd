/** Words of move text as people and programs write them: each is read as what it means, or the game is skipped. */

import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { format } from '../../games/chess/notation.ts';
import { PgnReader } from '../../games/chess/pgn.ts';
import { Replay } from '../../games/chess/replay.ts';

interface Read {
  /** Last position of each legal game. */
  readonly ends: string[];
  readonly skipped: string[];
  /** Half-moves of all games. */
  plies: number;
}

function read(moves: string | Uint8Array, fen?: string): Read {
  const seen: Read = { ends: [], skipped: [], plies: 0 };
  const reader = new PgnReader(
    new Replay(chess.schema, {
      begin: () => undefined,
      played: () => seen.plies++,
      game: (p) => seen.ends.push(format(p)),
      skipped: (number, reason) => seen.skipped.push(`${number}: ${reason}`),
    }),
  );
  if (fen !== undefined) reader.write(Buffer.from(`[FEN "${fen}"]\n\n`));
  for (const byte of Buffer.from(moves)) reader.write(Uint8Array.of(byte));
  reader.end();
  return seen;
}

const AFTER_E4_E5 = 'rnbqkbnr/pppp1ppp/8/4p3/4P3/8/PPPP1PPP/RNBQKBNR w KQkq - 0 1';
const ROOK_ENDING = '8/8/8/3k4/8/8/8/2K4R b - - 0 1';
const PROMOTION = '8/4P3/8/8/8/2k5/8/K7 w - - 0 1';
const PROMOTED = '4Q3/8/8/8/8/2k5/8/K7 b - - 0 1';

describe('move text', () => {
  it('may show pieces as figurines of either colour', () => {
    const end = '8/8/8/2k5/7R/8/8/2K5 w - - 0 1';
    for (const moves of [
      '1... ♔c4 2. ♖h4+ ♔c5 1-0',
      '1...♚c4 2.♖h4+ ♚c5',
      '1… ♚︎c4 2. ♖️h4† ♚c5',
      '1... ♚c4\u00a02.\u2009♜h4+ ♚c5',
    ])
      expect(read(moves, ROOK_ENDING)).toEqual({ ends: [end], skipped: [], plies: 3 });
    const { ends } = read('1. ♙e4 ♟e5 2. ♘f3 ♞c6 3. ♗b5 ♝c5 4. ♕e2 ♛e7 *');
    expect(ends).toEqual(['r1b1k1nr/ppppqppp/2n5/1Bb1p3/4P3/5N2/PPPPQPPP/RNB1K2R w KQkq - 0 1']);
  });

  it('in letters of other languages is skipped with the word', () => {
    expect(read('1. e4 e5 2. Кf3 Кc6 *').skipped).toEqual(['1: half-move 3: "Кf3" is no move']);
    expect(read('1... Крc4 2. Лh4+ 1-0', ROOK_ENDING).skipped).toEqual(['1: half-move 1: "Крc4" is no move']);
    expect(read('1. e4 e5 2. Sf3 Sc6 *').skipped).toEqual(['1: half-move 3: "Sf3" is no move']);
    expect(read('1. e4 e5 2. Łf3 *').skipped).toEqual(['1: half-move 3: "Łf3" is no move']);
    const latin1 = Buffer.from('1. e4 e5 2. \u00e9 Nc6 *', 'latin1');
    expect(read(latin1).skipped).toEqual(['1: half-move 3: "é" is no move']);
  });

  it('is skipped with the word that is neither move, number, glyph nor comment', () => {
    for (const word of [
      'resigns',
      '?e4',
      '!Nf3',
      '+Nf3',
      '=Nf3',
      '/e4',
      '-+Nf3',
      'e5e',
      '-',
      'éNf3',
      '🙂',
      'e2-',
      '(e4',
      'a\u009bc',
    ]) {
      const { ends, skipped } = read(`1. e4 e5 2. ${word} Nc6 *\n\n[Event "good"]\n\n1. e4 e5 *`);
      expect({ word, ends: ends.length, skipped: skipped.length }).toEqual({ word, ends: 1, skipped: 1 });
    }
    expect(read('1. e4 \u009b31m e5 *').skipped).toEqual(['1: half-move 2: "\\u{9b}31m" is no move']);
    const long = 'ё'.repeat(20);
    expect(read(`1. e4 ${long} *`).skipped).toEqual([`1: "${'ё'.repeat(16)}..." is no move`]);
  });

  it('may use blanks and dashes of Unicode, and of Latin 1', () => {
    for (const blank of ['\u00a0', '\u2003', '\u2009', '\u202f', '\u3000', '\ufeff', '\u2028'])
      expect(read(`1.${blank}e4${blank}e5${blank}{x}${blank}1/2\u20131/2`)).toMatchObject({
        ends: [AFTER_E4_E5],
        plies: 2,
      });
    const nonBreaking = Buffer.from('1.\u00a0e4\u00a0e5\u00a0*', 'latin1');
    expect(read(nonBreaking)).toEqual({ ends: [AFTER_E4_E5], skipped: [], plies: 2 });
    expect(read('1. e2–e4 e7—e5 ½–½ 1. e4 e5 1–0')).toMatchObject({ ends: [AFTER_E4_E5, AFTER_E4_E5], skipped: [] });
    expect(read('1. e4 d5 2. e4×d5 *').ends).toEqual(['rnbqkbnr/ppp1pppp/8/3P4/8/8/PPPP1PPP/RNBQKBNR b KQkq - 0 1']);
  });

  it('may castle with zeros after a number', () => {
    const before = 'r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1';
    for (const moves of ['4.0-0 0-0-0', '4. O-O O-O-O', '4.0–0 0–0–0', '4.o-o o-o-o'])
      expect(read(moves, before).ends).toEqual(['2kr3r/8/8/8/8/8/8/R4RK1 w - - 0 1']);
    expect(read('5.0-0-0! 5...0-0?!', before).ends).toEqual(['r4rk1/8/8/8/8/8/8/2KR3R w - - 0 1']);
  });

  it('may promote in any of the ways in use', () => {
    for (const move of [
      'e8=Q',
      'e8Q',
      'e8(Q)',
      '1.e8(Q)',
      'e8(♕)',
      'e8/Q',
      'e8=q',
      'e8(Q)!?',
      'e7-e8(Q)',
      'e8=Q (e8=R)',
      'e8/Q {x}',
    ])
      expect({ move, ...read(`${move} *`, PROMOTION) }).toEqual({ move, ends: [PROMOTED], skipped: [], plies: 1 });
    // A variation that follows without a blank.
    expect(read('1. Ka2 Kc2 (Kd2) 2. e8=Q *', PROMOTION).ends.length).toBe(1);
    expect(read('Kb1(Ka2 Kd2) Kd3 *', PROMOTION)).toMatchObject({ plies: 2, skipped: [] });
    expect(read('e8(K) *', PROMOTION).skipped).toEqual(['1: half-move 1: "e8" is not legal']);
  });

  it('may remark on a move with or without a blank', () => {
    for (const remark of [
      '+ch',
      'ch',
      ' ch',
      '+ch.',
      '±',
      ' ±',
      '∓',
      '⩲',
      '∞',
      ' ∞',
      '⁉',
      '+-',
      ' +-',
      ' -+',
      '+/-',
      '=',
      ' +/=',
      ' -/+',
      '□',
      ' N',
      ' $14',
      '!?',
      '‼',
    ])
      expect({ remark, ...read(`1. e4${remark} e5${remark} *`) }).toEqual({
        remark,
        ends: [AFTER_E4_E5],
        skipped: [],
        plies: 2,
      });
    const mated = 'rnb1kbnr/pppp1ppp/8/4p3/6Pq/5P2/PPPPP2P/RNBQKBNR w KQkq - 0 1';
    for (const mate of ['Qh4#', 'Qh4mate', 'Qh4++', 'Qh4‡', 'Qh4 mate', 'Qh4#!!'])
      expect(read(`1. f3 e5 2. g4 ${mate} 0-1`).ends).toEqual([mated]);
    const passant = '8/8/2P5/8/8/8/6k1/K7 b - - 0 1';
    for (const capture of ['bxc6', 'bxc6 e.p.', 'bxc6e.p.', 'bxc6ep', 'bxc6ep!'])
      expect(read(`1... c5 2. ${capture} *`, '8/2p5/8/1P6/8/8/6k1/K7 b - - 0 1').ends).toEqual([passant]);
  });

  it('may hold null moves, after which the game goes on', () => {
    const end = 'rnbqkbnr/pppppppp/8/8/3PP3/8/PPP2PPP/RNBQKBNR b KQkq - 0 1';
    for (const none of ['--', 'Z0', '<>', '0000', '1...--', '1...0000', '1... <>', '1... Z0 $15'])
      expect({ none, ...read(`1. e4 ${none} 2. d4 *`) }).toEqual({ none, ends: [end], skipped: [], plies: 2 });
    expect(read('1. -- *', '8/8/8/8/8/k7/8/K6r w - - 0 1').skipped).toEqual(['1: half-move 1: "--" is not legal']);
    // A null move ends the right to capture in passing.
    expect(read('1... c5 2. -- Kf2 3. bxc6 *', '8/2p5/8/1P6/8/8/6k1/K7 b - - 0 1').skipped).toEqual([
      '1: half-move 4: "bxc6" is not legal',
    ]);
  });
});
