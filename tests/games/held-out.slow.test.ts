/** The games that came after the study's rule of advantage, further than the fast suite looks. */

import { expect, test } from 'vitest';
import { amazons44 } from '../../games/amazons.ts';
import { clobber, clobber44 } from '../../games/clobber.ts';
import { domineering, domineering55 } from '../../games/domineering.ts';
import { dotsAndBoxes33 } from '../../games/dots-and-boxes.ts';
import { hex44 } from '../../games/hex.ts';
import { konane44, konane54 } from '../../games/konane.ts';
import { linesOfAction44 } from '../../games/lines-of-action.ts';
import { tigers } from '../../games/tigers.ts';
import type { Game } from '../../src/game/index.ts';
import { boxesPlainly, disagreements, solved, solvePlainly, startOf, winsPlainly } from './plain-check.ts';
import { plain, type PlainRules } from './plain-rules.ts';

const LARGER: readonly { game: Game; rules: PlainRules; roots?: readonly string[]; least: number }[] = [
  { game: domineering(4, 4), rules: plain.domineering, least: 2_000 },
  { game: clobber(4, 3), rules: plain.clobber, least: 2_000 },
  { game: konane44, rules: plain.konane, least: 200 },
  // Four arrows have flown.
  { game: amazons44, rules: plain.amazons, roots: ['xb.x/...b/w..x/..wx w'], least: 5_000 },
  { game: tigers({ size: 3, goats: 5, taken: 2 }), rules: plain.tigers(3), least: 1_000 },
  { game: tigers({ size: 4, goats: 2, taken: 1 }), rules: plain.tigers(1), least: 10_000 },
  { game: linesOfAction44, rules: plain.linesOfAction, roots: ['b.b./.w../..../w..w b'], least: 10_000 },
];

test.each(LARGER)(
  '$game.id has the moves and the distances of plain rules in all positions that can be reached',
  async ({ game, rules, roots, least }) => {
    const known = solvePlainly(rules, roots ?? [game.initial]);
    expect(await disagreements(game, rules, known)).toEqual([]);
    expect(known.size).toBeGreaterThan(least);
  },
);

test.each([
  { game: konane54, rules: plain.konane },
  { game: clobber44, rules: plain.clobber },
])('who begins $game.id wins if plain recursion says so', async ({ game, rules }) => {
  expect((await startOf(game)) > 0).toBe(winsPlainly(rules, game.initial));
});

test('3 x 3 dots and boxes has the score of plain recursion', async () => {
  expect(await startOf(dotsAndBoxes33)).toBe(boxesPlainly(3, 3));
});

test('the second player wins 5 x 5 domineering', async () => {
  // D. M. Breuker, J. W. H. M. Uiterwijk, H. J. van den Herik, Solving 8 x 8 Domineering (TCS 230, 2000).
  expect(await startOf(domineering55)).toBeLessThan(0);
});

test('hex 4 x 4 is won by the four openings on the short diagonal and no others', async () => {
  const value = solved(hex44);
  const openings = plain.hex(hex44.initial) as readonly string[];
  const known = new Map<string, boolean>();
  const won = openings.filter((after) => !winsPlainly(plain.hex, after, known));
  expect(won.toSorted()).toEqual(
    ['x.../..../..../.... o', '..../.x../..../.... o', '..../..../..x./.... o', '..../..../..../...x o'].toSorted(),
  );
  for (const after of openings) expect((await value(after)) < 0).toBe(won.includes(after));
});
