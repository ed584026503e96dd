/**
 * The engine of bounds for kings and pawns, by its contract: the positions that it supports and those that it refuses.
 */

import { describe, expect, it } from 'vitest';
import { chess } from '../../games/chess.ts';
import { win } from '../../src/game/index.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { ProblemCache } from '../../src/kernel/problem-cache.ts';
import { Frontier } from '../../src/pawns/frontier.ts';
import { PawnBounds } from '../../src/pawns/index.ts';
import { InconsistentBounds } from '../../src/pawns/spot.ts';
import { walk } from '../../src/pawns/walk.ts';
import { parsed } from './pawns.ts';

function fresh(): PawnBounds {
  return new PawnBounds(chess);
}

describe('isCheaper and reaches', () => {
  it.each([
    ['one pawn', '8/8/8/3k4/8/8/1K2P3/8 w - - 0 1', false, false],
    ['no pawn', '8/8/8/3k4/8/8/1K2Q3/7r w - - 0 1', false, false],
    ['two pawns', '8/8/8/3k4/8/8/1K2P2P/8 w - - 0 1', true, false],
    ['a pawn each', '8/5p2/8/3k4/8/8/1K2P3/8 w - - 0 1', true, false],
    ['two pawns and a piece', '8/5p2/8/3k4/8/8/1K2P2R/8 w - - 0 1', true, false],
    ['a piece and one pawn', '8/8/8/3k4/8/8/1K2P2R/8 w - - 0 1', false, false],
    ['two pieces and a pawn', '8/5p2/8/3k4/8/7r/1K5R/8 w - - 0 1', false, false],
    ['two pieces and two pawns', '8/5p2/8/3k4/8/7r/1K2P2R/8 w - - 0 1', false, false],
    ['four pawns', '8/3p1p2/8/3k4/8/8/1K2P2P/8 w - - 0 1', true, true],
    ['four pawns and a piece', '8/3p1p2/8/3k4/8/8/1K2P2P/R7 w - - 0 1', true, true],
    ['en passant among pawns', '8/8/8/3k4/3pP3/8/1K6/8 b - e3 0 1', true, false],
    ['en passant with a piece', '8/8/8/3k4/3pP3/8/1K6/R7 b - e3 0 1', false, false],
  ])('%s', (_, fen, cheaper, reaches) => {
    const bounds = fresh();
    const p = parsed(fen);
    expect(bounds.isCheaper(p, 'wdl')).toBe(cheaper);
    expect(bounds.reaches(p, 'wdl')).toBe(reaches);
  });
});

it('what may castle is beyond it, and distances are', () => {
  const p = parsed('4k3/3p1p2/8/8/8/8/4P2P/4K2R w - - 0 1');
  expect([fresh().isCheaper(p, 'wdl'), fresh().reaches(p, 'wdl')]).toEqual([true, true]);
  expect([fresh().isCheaper(p, 'dtm'), fresh().reaches(p, 'dtm')]).toEqual([false, false]);
  p.flags = 1;
  expect([fresh().isCheaper(p, 'wdl'), fresh().reaches(p, 'wdl')]).toEqual([false, false]);
});

describe('bounds', () => {
  it('are found where they are said to be possible', async () => {
    const p = parsed('8/8/8/1P6/8/8/1K2P2k/8 w - - 0 1');
    const { lower, upper, problems } = await fresh().bounds(p, 60, { memory: 2e9 });
    expect([lower, upper]).toEqual([win(0), win(0)]);
    expect(problems).toBeGreaterThan(0);
  });

  it.each(['8/5p2/8/3k4/8/7r/1K2P2R/8 w - - 0 1', '8/8/8/3k4/3pP3/8/1K6/R7 b - e3 0 1'])(
    'are refused where they are not: %s',
    async (fen) => {
      const refused = fresh().bounds(parsed(fen), 1, { memory: 2e9 });
      await expect(refused).rejects.toMatchObject({ code: 'E_POSITION' });
    },
  );

  it('that contradict themselves are an error of their own, which names the position', () => {
    const frontier = new Frontier(new ProblemCache({ game: chess, metricCodes: METRIC_CODES.wdl }));
    const spot = frontier.spotOf(parsed('8/8/3k4/4p3/8/8/1K6/8 w - - 0 1'))!;
    const node = frontier.pawns(spot.node.pawns);
    node.expand();
    node.refresh();
    // A bare king is said to win where it is to move, and nowhere else.
    node.won = (_by, _level, turn) => new Uint32Array(128).fill(turn === 0 ? 0xffffffff : 0);
    const walking = (): unknown => walk(node, spot, 0);
    expect(walking).toThrow(InconsistentBounds);
    expect(walking).toThrow(/no next move: kings on 9 and 43, pawns on none and 36, White to move$/);
  });
});
