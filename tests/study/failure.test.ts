/** What a measuring process throws arrives as it was: an expected failure in one line, a mistake with its stack. */

import { expect, test } from 'vitest';
import { EndgameError } from '../../src/game/index.ts';
import { errorOf, failureOf } from '../../src/study/failure.ts';

test('an expected failure keeps its code and its hint', () => {
  const error = new EndgameError('E_VALUE_WRONG', 'a record differs', 'record it anew');
  const arrived = errorOf(structuredClone(failureOf(error)));
  expect(arrived).toBeInstanceOf(EndgameError);
  expect(arrived).toMatchObject({ code: 'E_VALUE_WRONG', message: 'a record differs', hint: 'record it anew' });
});

test('a mistake keeps its stack, and is no expected failure', () => {
  const error = new TypeError('nothing has no length');
  const arrived = errorOf(structuredClone(failureOf(error)));
  expect(arrived).not.toBeInstanceOf(EndgameError);
  expect(arrived.stack).toBe(error.stack);
});
