/** Whole morris games and sectors, beside another program and published counts. */

import { describe, expect, test } from 'vitest';
import { fiveMensMorris, laskerMorris, nineMensMorris, sixMensMorris } from '../../games/index.ts';
import { DRAW, OUTCOME, Position, type Value } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteMills } from '../support/brute-mills.ts';
import { disagreements } from '../support/mills-agreement.ts';
import { solveAll } from '../support/table.ts';

// B. Liou, github.com/brianhliou/solved-games (2026), data/games/six-mens-morris.yaml: positions that a game can reach;
// both games are drawn.
test.each([
  { game: fiveMensMorris, men: 5, reached: 17_844_721 },
  { game: sixMensMorris, men: 6, reached: 42_372_745 },
] as const)(
  '$game.id: $reached positions, a draw, and every value is that of another program',
  async ({ game, men, reached }) => {
    const { valueOf } = await solveAll(game);
    expect(valueOf(game.initial)).toBe(DRAW);
    const brute = bruteMills({ points: 16, men, flying: false, mixed: false });
    expect(brute.positions).toBe(reached);
    expect(disagreements(game, valueOf, brute)).toEqual([]);
  },
);

test('Lasker morris with three men a side: every value is that of another program', async () => {
  const start = '********/********/******** w 3 3';
  const { valueOf } = await solveAll(laskerMorris, start);
  const brute = bruteMills({ points: 24, men: 3, flying: true, mixed: true });
  expect(brute.positions).toBeGreaterThan(5_000_000);
  expect(disagreements(laskerMorris, valueOf, brute)).toEqual([]);
});

/**
 * Sectors of nine men's morris as another program counts them (github.com/jojopeligroso/brandubh, docs/morris-rules.md,
 * 2026), the first number the men of the side to move. It keeps one set of the mover's men for each class under the 16
 * symmetries and with it every set of opposing men. `deepest` is the longest win or loss in plies.
 */
const SECTORS = [
  { sector: '3-3', entries: 210_140, win: 174_485, loss: 35_303, deepest: 26 },
  { sector: '3-4', entries: 945_630, win: 126_377, loss: 0, deepest: 33 },
  { sector: '4-3', entries: 862_980, win: 84_303, loss: 3_660, deepest: 32 },
  { sector: '4-4', entries: 3_667_665, win: 212, loss: 57, deepest: 9 },
  { sector: '3-5', entries: 3_215_142, win: 7_277, loss: 12_203, deepest: 31 },
  { sector: '5-3', entries: 2_742_270, win: 611_683, loss: 0, deepest: 3 },
] as const;

describe("nine men's morris", () => {
  const game = nineMensMorris;
  const spec = specialize(game);
  const solver = new SliceValues(spec, { memory: 4e9 });

  test.each(SECTORS)('$sector: wins, losses and the deepest value are those of another program', async (expected) => {
    const [own, other] = expected.sector.split('-').map(Number);
    const slice = spec.slicesOf(own >= other ? expected.sector : `${other}-${own}`)[0];
    const space = spec.space(slice);
    const values = await solver.get(slice);
    const images = spec
      .symmetries(slice)
      .filter((s) => !s.swap)
      .map((s) => s.image);
    expect(images).toHaveLength(16);
    const stabilizers = new Map<number, number>();
    const bits = (cells: readonly number[]): number => cells.reduce((set, cell) => set | (1 << cell), 0);
    /** Symmetries that keep a set of men where they are. */
    const stabilizerOf = (cells: readonly number[]): number => {
      const set = bits(cells);
      const known = stabilizers.get(set) ?? images.filter((image) => bits(cells.map((c) => image[c])) === set).length;
      stabilizers.set(set, known);
      return known;
    };
    const p = new Position(game.schema);
    const found = { entries: 0, win: 0, loss: 0, deepest: 0 };
    for (let i = 0; i < space.size; i++) {
      if (!space.unrank(i, p)) continue;
      const mover = p.turn + 1;
      if (p.counts[mover] !== own || p.counts[3 - mover] !== other) continue;
      const cells = [...p.lists.subarray(mover * p.stride, mover * p.stride + own)];
      space.rank(p);
      // The class has 16 / stabilizer positions, the mover's men alone 16 / stabilizerOf.
      const entries = stabilizerOf(cells) / space.stabilizer;
      const value = values.at(i) as Value;
      found.entries += entries;
      if (value > 0) found.win += entries;
      if (value < 0) found.loss += entries;
      found.deepest = Math.max(found.deepest, OUTCOME.plies(value));
    }
    expect({ sector: expected.sector, ...found }).toEqual(expected);
  });
});
