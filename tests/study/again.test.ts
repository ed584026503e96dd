/** A record is held against what is measured now. */

import { expect, test } from 'vitest';
import { askAgain } from '../../src/study/again.ts';
import { LEAST_ROUNDS } from '../../src/study/rule/bootstrap.ts';

/** Answers with the seconds given, by session; counts how often each is asked. */
function asking(seconds: readonly number[]): { ask: (i: number) => Promise<number>; asked: number[] } {
  const asked = seconds.map(() => 0);
  const ask = (i: number): Promise<number> => {
    asked[i]++;
    return Promise.resolve(seconds[i]);
  };
  return { ask, asked };
}

test('sessions that fit into a second are asked, quick ones as often as in the record', async () => {
  const recorded = [
    [0.5, 2, 0.02, 0.7],
    [0.4, 3, 0.04, 0.65],
  ];
  const { ask, asked } = asking([0.8, 99, 0.02, 99]);
  const { sessions, ratio } = await askAgain('it', 'make', recorded, ask);
  expect(sessions).toEqual([0, 2]);
  expect(asked).toEqual([1, 0, LEAST_ROUNDS, 0]);
  expect(ratio).toBeCloseTo(0.82 / 0.42);
});

test('if none fits, the quickest is asked', async () => {
  const { ask, asked } = asking([9, 4, 9]);
  expect(await askAgain('it', 'make', [[5, 2, 3]], ask)).toEqual({ sessions: [1], ratio: 2 });
  expect(asked).toEqual([0, 1, 0]);
});

test.each([
  ['longer', 8.1, /it takes 8\.10 times the seconds of the record/],
  ['shorter', 1 / 8.1, /it takes 0\.12 times the seconds of the record/],
])('far %s than in the record is an error that tells what to run', async (_, factor, message) => {
  const { ask } = asking([factor]);
  const asked = askAgain('it', 'make it', [[1]], ask);
  await expect(asked).rejects.toThrow(message);
  await expect(asked).rejects.toMatchObject({ code: 'E_VALUE_WRONG', hint: 'record it anew with "make it"' });
});

test('what is within the factor is none', async () => {
  for (const factor of [7.9, 1 / 7.9]) {
    const { ask } = asking([factor]);
    await expect(askAgain('it', 'make', [[1]], ask)).resolves.toMatchObject({ sessions: [0] });
  }
});
