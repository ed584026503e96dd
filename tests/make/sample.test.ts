/** Shares of positions from which moves lead to other tables, against the geometry of the board. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { exitShares, samplePositions, visitsIn } from '../../src/make/sample.ts';
import { specialize } from '../../src/specialize/index.ts';

const specialization = specialize(chess);

/** The squares of a FEN's men, by letter; files and ranks from 0. */
function squares(fen: string): Map<string, [number, number]> {
  const found = new Map<string, [number, number]>();
  fen
    .split(' ')[0]
    .split('/')
    .forEach((row, r) => {
      let file = 0;
      for (const letter of row) {
        if (/\d/.test(letter)) file += Number(letter);
        else found.set(letter, [file++, 7 - r]);
      }
    });
  return found;
}

function adjacent([a, b]: [number, number], [c, d]: [number, number]): boolean {
  return Math.max(Math.abs(a - c), Math.abs(b - d)) === 1;
}

test('a rook can be taken where the other king stands beside it and its own does not', () => {
  const positions = samplePositions(specialization, specialization.slicesOf('KRvK'), 3000);
  expect(positions).toHaveLength(3000);
  const taken = positions.filter((p) => {
    const fen = chess.format(p);
    const men = squares(fen);
    const [rook, attacker] = men.has('R') ? (['R', 'k'] as const) : (['r', 'K'] as const);
    const owner = attacker === 'k' ? 'K' : 'k';
    const toMove = fen.split(' ')[1] === (attacker === 'k' ? 'b' : 'w');
    return toMove && adjacent(men.get(attacker)!, men.get(rook)!) && !adjacent(men.get(owner)!, men.get(rook)!);
  });
  expect(taken.length).toBeGreaterThan(50);
  // Two bare kings have a table of their own, in which games go on.
  expect(exitShares(specialization, 'KRvK', positions)).toEqual({ KvK: taken.length / positions.length });
});

test('the same seed gives the same positions, another one others', () => {
  const slices = specialization.slicesOf('KQvK');
  const texts = (seed?: number): string[] =>
    samplePositions(specialization, slices, 50, seed).map((p) => chess.format(p));
  expect(texts()).toEqual(texts());
  expect(texts(1)).not.toEqual(texts(2));
});

test('what games ask about each table, in their order', () => {
  const games = [
    ['8/8/8/8/8/2k5/1p6/1K6 w - - 0 1', '8/8/8/8/8/1k6/1p6/1K6 w - - 0 1', '8/8/8/8/8/1k6/8/1K1r4 w - - 0 1'],
    ['8/8/8/8/8/1k6/4r3/K7 b - - 0 1', '8/8/8/8/8/1k6/4r3/1K6 w - - 0 1'],
  ];
  const found = visitsIn(specialization, games);
  const fens = [...found].map(([table, visits]) => [table, visits.map((visit) => visit.map((p) => chess.format(p)))]);
  expect(fens).toEqual([
    ['KPvK', [games[0].slice(0, 2)]],
    ['KRvK', [games[0].slice(2), games[1]]],
  ]);
});
