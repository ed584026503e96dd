import { describe, expect, test } from 'vitest';
import { checkers, checkers6x6 } from '../../games/checkers.ts';
import { OUTCOME, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { countOrbits, disagreements, playNamed } from '../support/checkers.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

const spec = specialize(checkers);
const values = new SliceValues(spec, { memory: 2e9 });
const p = new Position(checkers.schema);

test('an independent solver: every position with up to three pieces', async () => {
  expect(await disagreements(checkers, 8, 3)).toEqual([]);
});

test('an independent solver: every position with up to four pieces on 6 x 6', async () => {
  expect(await disagreements(checkers6x6, 6, 4)).toEqual([]);
});

test('with four pieces there are 7,092,774 positions (OEIS A055213)', () => {
  let positions = 0;
  for (const signature of spec.materials.withMen(4, 4)) {
    const { board } = spec.materials.of(signature);
    const sides = [board[1] + board[2], board[3] + board[4]].filter((n) => n > 0).length;
    const slice = spec.sliceOf(signature);
    if (slice.signatures[0] === signature) positions += countOrbits(spec, slice) / sides;
  }
  expect(positions).toBe(7_092_774);
});

describe('endings of the literature', () => {
  const valueOf = async (text: string): Promise<[string, number]> => {
    checkers.parse(p, text);
    const { value } = await values.value(p);
    return [OUTCOME.outcome(value), OUTCOME.plies(value)];
  };

  test('the First Position takes 93 moves of perfect play (M. VandeWettering, brainwagon.org, 11 May 2008)', async () => {
    expect(await valueOf('W:W6,11:B3,K25')).toEqual(['win', 93]);
  });

  test.each([
    // G. H. Slocum, in The Checker Maven, 17 September 2005; men and king of the position are those that its line moves.
    [
      'B:W27,29:BK4,11',
      '4-8 27-23 11-16 29-25 16-20 25-21 20-24 23-18 24-27 18-14 27-31 21-17 31-26 17-13 26-22 14-9 22-17 9-5 8-11 5-1 17-14 1-6 11-15 6-1 15-10',
    ],
    // "First position without" the move, The Checker Maven, 8 April 2017, by the KingsRow engine.
    ['B:W22,K5:BK6,K15', '15-10 5-1 6-9 1-5 9-14 5-1 10-15 1-6 15-19 6-1 19-23 22-18 14-10'],
    // Winning the First Position, American Checker Federation.
    [
      'W:W20,K15:B12,K28',
      '15-19 28-32 20-16 32-28 16-11 28-32 11-7 32-28 7-3 28-32 3-7 32-28 7-10 28-32 10-15 32-28 15-18 28-32 18-23 32-28 23-27 28-32 19-23 32-28 27-32 28-24 23-18 24-28 18-15 28-24 32-28 24-27 15-18 12-16 28-32 27-24 18-15 24-28 15-11 16-19 32-27 28-32 27-31 32-28 11-15',
    ],
  ])('%s is won, and its published line keeps the win', async (text, line) => {
    checkers.parse(p, text);
    const winner = p.turn;
    for (const name of line.split(' ')) {
      const { value } = await values.value(p);
      expect([checkers.format(p), OUTCOME.outcome(value)]).toEqual([
        checkers.format(p),
        p.turn === winner ? 'win' : 'loss',
      ]);
      playNamed(checkers, p, name);
    }
    expect(OUTCOME.outcome((await values.value(p)).value)).toBe('loss');
  });
});

test('every move of all games of the American Checker Federation is accepted', () => {
  const lines = readOracle(oraclePath('data', 'checkers', 'acf-games.tsv.gz')!)
    .trim()
    .split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(60);
  for (const line of lines) {
    checkers.parse(p, checkers.initial);
    for (const name of line.split('\t')[1].split(' ')) playNamed(checkers, p, name);
  }
});
