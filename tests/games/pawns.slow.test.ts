/** Breakthrough on boards whose tables take a minute. */

import { expect, test } from 'vitest';
import { breakthrough44 } from '../../games/breakthrough.ts';
import { loss } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { statisticsOf } from '../../src/table/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { valueOf } from '../../bench/answer-value.ts';

test('breakthrough 4x4 is won by the second player in 14 plies, and nothing takes longer (Little Golem forum, 2006)', async () => {
  // "Breakthrough on small boards": maximal depth 14 plies, attained by the full board; a win for who moves second.
  const answer = await new Solver({ game: breakthrough44, solver: 'compute' }).query(breakthrough44.initial);
  expect(valueOf(answer)).toBe(loss(14));
  const spec = specialize(breakthrough44);
  const slices = new SliceValues(spec, { memory: 2e9 });
  const solved = [];
  for (const slice of spec.slicesOf('all')) solved.push({ slice, values: await slices.get(slice) });
  expect(statisticsOf(spec, solved).longestWin!.plies).toBe(13);
});
