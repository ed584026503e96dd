/** The PGN reader and the replay of games, with chess.js as referee on real ones. */

import { Chess } from 'chess.js';
import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { format } from '../../games/chess/notation.ts';
import { LONGEST_GAME, PgnReader } from '../../games/chess/pgn.ts';
import { Replay } from '../../games/chess/replay.ts';
import { readFileSync } from 'node:fs';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { random } from './chess-random.ts';

const own = readFileSync(new URL('../data/games.pgn', import.meta.url));

interface Replayed {
  /** Last position of each legal game, without move counters. */
  readonly finals: string[];
  readonly skipped: string[];
  plies: number;
}

/** Replays a text in chunks of the given sizes. */
function replay(bytes: Uint8Array, size: () => number = () => bytes.length): Replayed {
  const seen: Replayed = { finals: [], skipped: [], plies: 0 };
  let plies = 0;
  const reader = new PgnReader(
    new Replay(chess.schema, {
      begin: () => (plies = 0),
      played: () => plies++,
      game: (p) => {
        seen.finals.push(format(p));
        seen.plies += plies;
      },
      skipped: (number, reason) => seen.skipped.push(`${number}: ${reason}`),
    }),
  );
  for (let i = 0; i < bytes.length; ) {
    const next = i + Math.max(1, size());
    reader.write(bytes.subarray(i, next));
    i = next;
  }
  reader.end();
  return seen;
}

describe('PGN', () => {
  it('reads what is odd and skips what is wrong, game by game', () => {
    const { finals, skipped, plies } = replay(own);
    expect(finals).toEqual([
      'r1bqk2r/1pppbppp/p1n2n2/4p3/B3P3/5N2/PPPP1PPP/RNBQ1RK1 w kq - 0 1',
      'r1bqkb1r/pppp1Qpp/2n2n2/4p3/2B1P3/8/PPPP1PPP/RNB1K1NR b KQkq - 0 1',
      '2Q5/8/8/3k4/8/8/1K6/8 b - - 0 1',
      'r2q1rk1/pppbppbp/2np1np1/8/8/1PN2NP1/PBPPPPBP/R2Q1RK1 w - - 0 1',
      '8/8/8/8/8/5k2/4r3/6K1 w - - 0 1',
      'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1',
    ]);
    expect(skipped).toEqual([
      '3: half-move 3: "Ke3" is not legal',
      '5: a comment is not closed',
      '6: position "8/8/8/8/8/8/8/K1k5 x - - 0 1": side to move "x", expected w or b',
      '8: variant "Chess960"',
      '9: neither moves nor a result',
      '10: a variation is not closed',
      '12: ")" without "("',
    ]);
    expect(plies).toBe(47);
  });

  it('does not depend on where chunks end', () => {
    const whole = replay(own);
    expect(replay(own, () => 1)).toEqual(whole);
    const next = random(8);
    for (let i = 0; i < 20; i++) expect(replay(own, () => next(50))).toEqual(whole);
  });

  it('reads CRLF, a byte order mark and carriage returns in odd places', () => {
    const crlf = Buffer.from(`\uFEFF${own.toString('utf8').replaceAll('\n', '\r\n')}`);
    expect(replay(crlf)).toEqual(replay(own));
    expect(replay(crlf, () => 1)).toEqual(replay(own));
  });

  it('reads games without tags, numbers and line breaks', () => {
    const text = '1.e4 e5 1-0 1. d4 1/2-1/2 [White "A"] e4 c5 * [White "B"] [Black "C"]\n d4 d5 0-1 {the end} 1-0';
    expect(replay(Buffer.from(text))).toMatchObject({ plies: 7, skipped: [], finals: { length: 4 } });
  });

  it('survives garbage and goes on with the next game', () => {
    for (const garbage of [
      '[Event',
      '[Event "x',
      '[Event "x" 1. e4',
      '1. e4 [White "x"]',
      '} e4',
      '1. e4 "x" 1-0',
      'x'.repeat(99),
      '[]',
      '[ "]',
    ]) {
      const { finals, skipped } = replay(Buffer.from(`${garbage}\n\n[Event "good"]\n\n1. e4 e5 1-0\n`));
      expect({ garbage, last: finals.at(-1), skipped: skipped.length <= 2 }).toEqual({
        garbage,
        last: 'rnbqkbnr/pppp1ppp/8/4p3/4P3/8/PPPP1PPP/RNBQKBNR w KQkq - 0 1',
        skipped: true,
      });
    }
  });

  it('never throws or hangs on damaged bytes', () => {
    const next = random(9);
    for (let i = 0; i < 200; i++) {
      const bytes = Buffer.from(own);
      for (let j = 0; j < 20; j++) bytes[next(bytes.length)] = next(256);
      const { finals, skipped } = replay(bytes);
      expect(finals.length + skipped.length).toBeLessThan(60);
    }
  });

  it('gives up a game of more than a mebibyte, in constant memory', () => {
    const filler = Buffer.from(`1. e4 {${'long '.repeat(LONGEST_GAME / 4)}} e5 1-0\n\n[Event "next"]\n\n1. d4 *\n`);
    for (const size of [filler.length, 65_536]) {
      const { finals, skipped } = replay(filler, () => size);
      expect(skipped).toEqual(['1: longer than 1048576 bytes']);
      expect(finals.length).toBe(1);
    }
  });

  const real = oraclePath('data', 'pgn', 'engines-sunfish.pgn.gz');
  it.skipIf(real === undefined)('ends real games (of the shared data) where chess.js ends them', () => {
    const text = readOracle(real!);
    const games = text.split(/(?=^\[Event )/m).filter((game) => game.includes('[Event'));
    const { finals, skipped } = replay(Buffer.from(text));
    expect([finals.length, skipped]).toEqual([games.length, []]);
    for (let i = 0; i < games.length; i += 12) {
      const referee = new Chess();
      referee.loadPgn(games[i]);
      expect(finals[i].split(' ').slice(0, 3)).toEqual(referee.fen().split(' ').slice(0, 3));
    }
  });
});
