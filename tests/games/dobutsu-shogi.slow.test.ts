/** The whole game: its index space (the values take an hour), and the smaller games that take the slow oracle a while. */

import { expect, test } from 'vitest';
import { dobutsuShogi as game } from '../../games/dobutsu-shogi.ts';
import { Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteDobutsu } from '../support/brute-dobutsu.ts';
import { conformance } from '../support/conformance.ts';
import { SliceValues } from '../../src/values/index.ts';

const spec = specialize(game);
const whole = (): ReturnType<typeof spec.sliceOf> => {
  const p = new Position(game.schema);
  game.parse(p, game.initial);
  return spec.sliceOf(p.signature);
};

conformance(game, spec, () => [whole()]);

test('the whole game is one slice of 2,100 materials, up to colours, and nothing lies below', () => {
  const slice = whole();
  expect(slice.name).toBe('LGGEEHHvL');
  // Shares of 2 giraffes among 4 places, 2 elephants among 4, 2 chicks among 6: 10 * 10 * 21; 12 are even.
  expect(slice.signatures).toHaveLength((2_100 + 12) / 2);
  expect(spec.below(slice)).toEqual([]);
  expect(spec.symmetries(slice)).toHaveLength(4);
});

test.each([
  ['LGEvL', 'l../.../.../GLE S -'],
  ['LHHvL', 'l../.c./.../.LH S -'],
  ['LEEvL', 'l.e/.../.../.LE S -'],
  ['LGHvL', 'l../.../.../GLC S -'],
])('%s: every value is that of an independent solver that takes lions', async (table, root) => {
  const values = await new SliceValues(spec, { memory: 1e8 }).get(spec.slicesOf(table)[0]);
  const space = spec.space(spec.slicesOf(table)[0]);
  const p = new Position(game.schema);
  let compared = 0;
  for (const [text, { outcome, plies }] of bruteDobutsu([root])) {
    try {
      game.parse(p, text);
    } catch {
      continue; // lions that can be taken, or have gone
    }
    compared++;
    const value = values.at(space.rank(p)) as never;
    const found = `${text} ${game.domain.outcome(value)} ${game.domain.plies(value)}`;
    if (found !== `${text} ${outcome} ${plies}`) expect(found).toBe(`${text} ${outcome} ${plies}`);
  }
  expect(compared).toBeGreaterThan(5_000);
});
