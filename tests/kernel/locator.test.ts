/** Positions are found in the problems that resolving them anew finds, and at the index of their men. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { Locator } from '../../src/kernel/locator.ts';
import type { Side } from '../../src/game/schema.ts';
import { type Man, PAWN_KIND, Problems } from '../../src/kernel/problem.ts';
import { Random } from '../../src/specialize/index.ts';
import { chessSpec, sliceNamed } from '../support/chess.ts';

const p = new Position(chess.schema);

/** The men of a position, with the pawns apart. */
function menOf(): { men: Man[]; cells: number[]; pawns: [number[], number[]] } {
  const men: Man[] = [];
  const cells: number[] = [];
  const pawns: [number[], number[]] = [[], []];
  for (const side of [0, 1] as const) {
    for (let kind = 0; kind < 6; kind++) {
      for (let cell = 0; cell < 64; cell++) {
        if (p.cells[cell] !== 1 + 6 * side + kind) continue;
        if (kind === PAWN_KIND) pawns[side].push(cell);
        else {
          men.push({ kind, side });
          cells.push(cell);
        }
      }
    }
  }
  return { men, cells, pawns };
}

test.each(['KQvKR', 'KBBvK', 'KNvKP', 'KPvKP', 'KRPvKR', 'KPPvK'])('%s, asked again and again', (table) => {
  const problems = new Problems();
  const locator = new Locator(problems);
  const space = chessSpec.space(sliceNamed(table));
  const random = new Random(8);
  let some = 0;
  for (let i = 0; i < 1000; i++) {
    if (!space.unrank(random.below(space.size), p) || !chess.legal!(p)) continue;
    some++;
    const { men, cells, pawns } = menOf();
    const expected = problems.resolve(men, pawns);
    const found = locator.locate(p);
    expect(found.problem).toBe(expected.problem);
    expect([found.flip, found.swap]).toEqual([expected.flip, expected.swap]);
    expect(locator.turnIn(found, p.turn)).toBe(expected.swap ? 1 - p.turn : p.turn);
    if (found.problem.hasKingPair) continue; // with eight symmetries, values are compared instead: queries.test.ts
    const index = found.digits.reduce((sum, man) => sum * 64 + (cells[man] ^ found.flip), 0);
    // Like men may have been taken in another order.
    expect([...digitsOf(locator.indexIn(found), found.problem.digits)].sort()).toEqual(
      [...digitsOf(index, found.problem.digits)].sort(),
    );
  }
  expect(some).toBeGreaterThan(150);
});

/** Kind, side and cell of each digit of an index. */
function* digitsOf(index: number, men: readonly { kind: number; side: Side }[]): Generator<string, void, void> {
  for (const [i, { kind, side }] of men.entries())
    yield `${kind} ${side} ${Math.floor(index / 64 ** (men.length - 1 - i)) % 64}`;
}

test('with more pawns than placements have numbers, too', () => {
  const problems = new Problems();
  const locator = new Locator(problems);
  const placements = [
    '4k3/pppppppp/8/8/8/8/PPPPPPPP/4K3 w - - 0 1',
    '4k3/pppppppp/8/8/8/P7/1PPPPPPP/4K3 w - - 0 1',
    '4k3/ppppppp1/7p/8/8/8/PPPPPPPP/4K3 w - - 0 1',
  ];
  const keys = placements.flatMap((fen) => {
    chess.parse(p, fen);
    const { men, pawns } = menOf();
    const { problem } = locator.locate(p);
    expect(problem).toBe(problems.resolve(men, pawns).problem);
    return [problem.key];
  });
  // The first two differ by one pawn; the third is the second with sides exchanged and mirrored, or another placement.
  expect(new Set(keys).size).toBeGreaterThan(1);
});
