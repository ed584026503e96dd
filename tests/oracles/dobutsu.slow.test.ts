/**
 * The whole of dobutsu shogi (six minutes, 1.6 GB) against T. Tanaka's figures, "An Analysis of a Board Game Doubutsu
 * Shogi" (2009), as far as they are about positions of the table: value of the start, longest win.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dobutsuShogi as game } from '../../games/dobutsu-shogi.ts';
import { Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { haveShared, oraclePath } from '../support/oracles.ts';

test.runIf(haveShared)('the second player wins in 78 plies, and no win takes longer than 173', async () => {
  const published = JSON.parse(readFileSync(oraclePath('oracles', 'dobutsu', 'published-a.json')!, 'utf8')) as {
    longest_win_plies: number;
  };
  const spec = specialize(game);
  const values = new SliceValues(spec, { memory: 9e9 });
  const [slice] = spec.slicesOf('LGGEEHHvL');
  const solved = await values.get(slice);
  const p = new Position(game.schema);
  game.parse(p, game.initial);
  const start = solved.at(spec.space(slice).rank(p)) as never;
  expect([game.domain.outcome(start), game.domain.plies(start)]).toEqual(['loss', 78]);
  let longest = 0;
  const chunk = new Int16Array(1 << 16);
  for (let from = 0; from < solved.length; from += chunk.length) {
    const some = chunk.subarray(0, Math.min(chunk.length, solved.length - from));
    solved.read(from, some);
    for (const v of some) if (v > 0 && v < 32_767) longest = Math.max(longest, game.domain.plies(v as never));
  }
  expect(longest).toBe(published.longest_win_plies);
});
