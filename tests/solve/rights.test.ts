/** Positions with castling rights: studies, and value iteration. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { EndgameError, type Metric } from '../../src/game/index.ts';
import type { Bounds } from '../../src/search/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { Rights } from '../../src/solve/rights.ts';
import { at, mistakes, rights } from './rights-iterated.ts';

describe('a solver', () => {
  const solver = new Solver({ game: chess });

  test.each([
    // Castling mates at once; the second king may castle in Chess960 alone.
    ['8/7B/8/8/8/8/7R/k3K2R w K - 1 0', 'win', 1],
    ['8/7B/8/8/8/8/7R/k4K1R w K - 0 1', 'win', 1],
  ])('%s: %s in %i', async (fen, outcome, plies) => {
    // Another metric would need a class of five men.
    const mates = new Solver({ game: chess, metric: 'dtm' });
    const position = expect.stringContaining(' K ') as string;
    expect(await mates.query(fen)).toMatchObject({ exact: true, position, outcome, dtm: plies });
  });

  test('castling with check wins the rook, and nothing else does', async () => {
    const fen = '3k4/8/8/8/8/8/1r6/R3K3 w Q - 0 1';
    const { outcome, moves } = await solver.query(fen, { moves: true });
    expect(outcome).toBe('win');
    expect(moves.filter((move) => move.outcome === 'win').map(({ move, san }) => `${move} ${san}`)).toEqual([
      'e1c1 O-O-O+',
    ]);
    expect(await solver.query(fen.replace(' Q ', ' - '))).toMatchObject({ outcome: 'draw' });
  });

  test('a rook that is taken has no right any more, and neither has a king in check on its way', async () => {
    // The rook on h8 takes the one on h1; castling through check of a bishop is not among the moves.
    expect(await solver.query('7r/8/8/8/8/8/1k6/4K2R b K - 0 1')).toMatchObject({ outcome: 'win' });
    const { moves } = await solver.query('8/8/8/1b6/8/8/1k6/4K2R w K - 0 1', { moves: true });
    expect(moves.map(({ san }) => san)).not.toContain('O-O');
    expect(moves.map(({ san }) => san)).toContain('Rf1');
  });

  test('what is out of reach has bounds before a deadline', async () => {
    const start = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';
    expect(await solver.query(start, { deadline: 300 })).toMatchObject({ exact: false });
  });
});

test.each<[string, Metric]>([
  ['8/8/8/3k4/8/8/8/4K2R w K - 0 1', 'dtm'],
  ['8/8/8/3k4/8/8/8/2B1K2R w K - 0 1', 'wdl'],
  ['8/8/8/3k4/8/8/8/2B1K2R b K - 0 1', 'dtm'],
  ['8/8/8/8/8/4k3/n7/R3K3 b Q - 0 1', 'dtm'],
  ['8/8/8/8/8/8/p7/k2K1R2 w F - 0 1', 'dtm'],
  ['8/8/8/3k4/8/8/8/RN2K3 b Q - 0 1', 'dtz'],
  ['8/8/8/8/3k4/p7/8/4K2R b K - 0 1', 'dtz'],
  ['r3k3/8/8/8/8/8/8/3K3R b Kq - 0 1', 'dtm'],
])('value iteration gives the same: %s %s', async (fen, metric) => {
  expect(await mistakes(fen, metric)).toEqual([]);
});

describe('bounds', () => {
  const fen = '8/8/8/3k4/8/8/8/2B1K2R w K - 0 1';

  test('hold where positions are too many, and say why', async () => {
    const { lower, upper, failure } = await rights('dtm', 8000).find(at(fen), {});
    const { lower: value } = await rights('dtm').find(at(fen), {});
    expect(lower).toBeLessThan(upper);
    expect(lower).toBeLessThanOrEqual(value);
    expect(upper).toBeGreaterThanOrEqual(value);
    expect(failure).toMatchObject({ code: 'E_BUDGET', message: expect.stringContaining('more than 10 positions') });
  });

  test('hold where a value below is out of reach, which is asked for once', async () => {
    const refusal = new EndgameError('E_TOO_LARGE', 'too many men', 'ask for fewer');
    let asked = 0;
    const value = (): Promise<Bounds> => {
      asked++;
      return Promise.reject(refusal);
    };
    const limited = new Rights({ game: chess, metric: 'dtm', memory: 64e6, known: () => undefined, value });
    const { lower, upper, failure } = await limited.find(at(fen), {});
    expect(lower).toBeLessThan(upper);
    expect(asked).toBe(1);
    // The message names the position that was asked.
    const message = `${fen}: what follows is not known: too many men`;
    expect(failure).toMatchObject({ code: 'E_TOO_LARGE', message, hint: 'ask for fewer' });
  });

  test('hold after a deadline', async () => {
    const { lower, upper, failure } = await rights('dtm').find(at(fen), { deadline: performance.now() });
    expect(lower).toBeLessThan(upper);
    expect(failure).toBeUndefined();
  });
});
