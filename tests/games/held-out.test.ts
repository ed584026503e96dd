/**
 * The games that came after the study's rule of advantage (src/study/rule). Values are published ones where the source
 * is named, else those of plain rules (plain-rules.ts), which share nothing with games/ and the engine.
 */

import { describe, expect, test } from 'vitest';
import { amazons44 } from '../../games/amazons.ts';
import { ataxx, ataxx44 } from '../../games/ataxx.ts';
import { clobber, clobber44 } from '../../games/clobber.ts';
import { domineering, domineering55 } from '../../games/domineering.ts';
import { dotsAndBoxes, dotsAndBoxes33 } from '../../games/dots-and-boxes.ts';
import { hex, hex44 } from '../../games/hex.ts';
import { konane, konane44, konane54 } from '../../games/konane.ts';
import { linesOfAction, linesOfAction44 } from '../../games/lines-of-action.ts';
import { pongHauKi } from '../../games/pong-hau-ki.ts';
import { tigers, tigers44 } from '../../games/tigers.ts';
import { DRAW, type Game } from '../../src/game/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { agrees, boxesPlainly, disagreements, solvePlainly, startOf } from './plain-check.ts';
import { plain, type PlainRules } from './plain-rules.ts';

/** Each game with its plain rules, and where games begin from which all positions are compared. */
const SMALL: readonly { game: Game; rules: PlainRules; roots?: readonly string[]; least: number }[] = [
  { game: domineering(4, 3), rules: plain.domineering, least: 200 },
  { game: clobber(5, 2), rules: plain.clobber, least: 200 },
  { game: konane(5, 3), rules: plain.konane, least: 100 },
  { game: hex(3), rules: plain.hex, least: 2_000 },
  // Nine or ten arrows have flown.
  { game: amazons44, rules: plain.amazons, roots: ['xb.x/xxxb/w.xx/xxwx w', 'b.xw/xxx./xxxx/wx.b b'], least: 10 },
  { game: tigers({ size: 3, goats: 3, taken: 1 }), rules: plain.tigers(2), least: 500 },
  { game: linesOfAction(4), rules: plain.linesOfAction, roots: ['b..w/..../..../w..b b'], least: 1_000 },
  { game: pongHauKi, rules: plain.pongHauKi, least: 20 },
  { game: ataxx(3), rules: plain.ataxx, least: 1_000 },
];

test.each(SMALL)(
  '$game.id has the moves and the distances of plain rules in all positions that can be reached',
  async ({ game, rules, roots, least }) => {
    const known = solvePlainly(rules, roots ?? [game.initial]);
    expect(await disagreements(game, rules, known)).toEqual([]);
    expect(known.size).toBeGreaterThan(least);
  },
);

/** The games as they are generated, with their plain rules. */
const WHOLE: readonly { game: Game; rules: PlainRules }[] = [
  { game: konane44, rules: plain.konane },
  { game: konane54, rules: plain.konane },
  { game: clobber44, rules: plain.clobber },
  { game: domineering55, rules: plain.domineering },
  { game: dotsAndBoxes33, rules: plain.dotsAndBoxes },
  { game: amazons44, rules: plain.amazons },
  { game: hex44, rules: plain.hex },
  { game: tigers44, rules: plain.tigers(3) },
  { game: linesOfAction44, rules: plain.linesOfAction },
  { game: pongHauKi, rules: plain.pongHauKi },
  { game: ataxx44, rules: plain.ataxx },
];

test.each(WHOLE)('$game.id has the moves of plain rules all along random games', ({ game, rules }) => {
  const random = new Random(7);
  const met = new Set<string>();
  for (let n = 0; n < 20; n++) {
    let at = game.initial;
    for (let ply = 0; ply < 40; ply++) {
      met.add(at);
      const next = rules(at);
      if (typeof next === 'string' || next.length === 0) break;
      at = next[random.below(next.length)];
    }
  }
  expect([...met].filter((text) => !agrees(game, rules, text))).toEqual([]);
  expect(met.size).toBeGreaterThan(game === pongHauKi ? 10 : 100);
});

describe('published values', () => {
  test('domineering', async () => {
    // D. M. Breuker, J. W. H. M. Uiterwijk, H. J. van den Herik, Solving 8 x 8 Domineering (TCS 230, 2000): the first
    // player wins 2 x 2, 3 x 3 and 4 x 4.
    for (const n of [2, 3, 4]) expect(await startOf(domineering(n, n))).toBeGreaterThan(0);
    // A single column is Vertical's, a single row Horizontal's.
    expect(await startOf(domineering(1, 4))).toBeGreaterThan(0);
    expect(await startOf(domineering(4, 1))).toBeLessThan(0);
    // J. W. H. M. Uiterwijk, Perfectly Solving Domineering Boards (2014), with Vertical first: V wins 3 columns in any
    // number of rows but one, and odd numbers of columns in even ones of rows; H wins 3 rows of 4 columns or more, and 5
    // rows of even numbers of columns.
    for (const rows of [2, 4, 5]) expect(await startOf(domineering(3, rows))).toBeGreaterThan(0);
    expect(await startOf(domineering(5, 2))).toBeGreaterThan(0);
    for (const columns of [4, 5]) expect(await startOf(domineering(columns, 3))).toBeLessThan(0);
    expect(await startOf(domineering(2, 5))).toBeLessThan(0);
  });

  test('hex', async () => {
    // The first player wins (Nash), and a full board has a winner (D. Gale, The game of Hex and the Brouwer fixed-point
    // theorem, 1979).
    for (const n of [2, 3]) expect(await startOf(hex(n))).toBeGreaterThan(0);
    expect([...solvePlainly(plain.hex, [hex(3).initial]).values()]).not.toContain(DRAW);
  });

  test('ataxx', async () => {
    // Mark, Ataxx board dimensions (oocities.com/mark_gamez/extreme-ataxx, by a program of his own), on two ranks.
    const winners = { 2: DRAW, 3: 1, 4: -1, 5: 1, 6: 1 };
    for (const [columns, winner] of Object.entries(winners))
      expect(Math.sign(await startOf(ataxx(Number(columns), 2)))).toBe(winner);
  });

  test("pong hau k'i", async () => {
    // P. D. Straffin, Position Graphs for Pong Hau K'i and Mu Torere (Mathematics Magazine 68, 1995): a draw.
    expect(await startOf(pongHauKi)).toBe(DRAW);
  });
});

describe('dots and boxes', () => {
  test.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [2, 2],
  ])('%i x %i has the score of plain recursion', async (columns, rows) => {
    expect(await startOf(dotsAndBoxes(columns, rows))).toBe(boxesPlainly(columns, rows));
  });
});
