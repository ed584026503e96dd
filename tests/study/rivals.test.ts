/** Who takes part: a limit on searches must keep out none that could be cheaper than the generator. */

import { expect, test } from 'vitest';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { Position } from '../../src/game/index.ts';
import { Encoder } from '../../src/study/encoding.ts';
import { pureContenders } from '../../src/study/lineup.ts';
import { RECORDED_SIZES } from '../../src/study/recorded/games.ts';
import { subject } from '../../src/study/subjects.ts';
import { learnTruth } from '../../src/study/truth.ts';

test('in games of records a search may expand as many positions as the generator solves, and no more', async () => {
  const truth = await learnTruth(subject(ticTacToe, []), () => undefined, 1e6);
  const { contenders } = await pureContenders(truth, new Encoder(truth), RECORDED_SIZES);
  const closure = contenders.find(({ name }) => name === 'reachable closure')!;
  const answerer = await closure.open();
  const p = new Position(ticTacToe.schema);
  // 5,478 positions follow from the empty board, and the generator solves one of those that mirrors and turns make equal
  ticTacToe.parse(p, ticTacToe.initial);
  expect(() => answerer.value(p)).toThrow(`more than ${truth.positions} positions`);
  expect(truth.positions).toBeLessThan(5478);
  ticTacToe.parse(p, 'xo./.../... x');
  expect(typeof (await answerer.value(p))).toBe('number');
});
