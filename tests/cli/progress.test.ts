/** The bar on a terminal and the lines in its place. */

import { expect, test } from 'vitest';
import { amongAll, ProgressReport } from '../../src/cli/progress.ts';

/** Writes what a stream gets, at times that the test sets. */
function report(stream: { isTTY?: boolean; columns?: number }): {
  texts: string[];
  update: (at: number, what: string, share: number) => void;
  announce: (line: string) => void;
  stop: () => void;
} {
  const texts: string[] = [];
  let now = 5_000;
  const progress = new ProgressReport({ ...stream, write: (text) => texts.push(text) }, () => now);
  return {
    texts,
    update: (at, what, share) => {
      now = 5_000 + at;
      progress.update(what, share);
    },
    announce: (line) => progress.announce(line),
    stop: () => progress.stop(),
  };
}

test('a bar on a terminal, at most ten times a second, cleared in the end', () => {
  const { texts, update, stop } = report({ isTTY: true, columns: 80 });
  update(900, 'KRvK', 0.1);
  expect(texts).toEqual([]);
  update(1_000, 'KRvK', 0.5);
  update(1_050, 'KRvK', 0.6);
  expect(texts).toEqual([`\r${'█'.repeat(15)}${'·'.repeat(15)} 50% KRvK\u001b[K`]);
  update(1_100, 'KQvK', 1);
  expect(texts[1]).toBe(`\r${'█'.repeat(30)} 100% KQvK\u001b[K`);
  stop();
  stop();
  expect(texts.slice(2)).toEqual(['\r\u001b[K']);
});

test('a bar never wraps', () => {
  const { texts, update } = report({ isTTY: true, columns: 20 });
  update(2_000, 'KRvK', 0);
  expect(texts).toEqual([`\r${'·'.repeat(19)}\u001b[K`]);
});

test('lines every ten seconds elsewhere', () => {
  const { texts, update, stop } = report({});
  for (let at = 0; at <= 25_000; at += 500) update(at, 'KRvK', at / 50_000);
  stop();
  expect(texts).toEqual(['KRvK 20%\n', 'KRvK 40%\n']);
});

test('a line that is announced, once the work has taken a second', () => {
  const { texts, update, announce, stop } = report({});
  announce('a win');
  update(900, 'KRvK', 0.1);
  stop();
  expect(texts).toEqual([]);
  for (let at = 1_000; at <= 10_000; at += 1_000) update(at, 'KRvK', 0.5);
  expect(texts).toEqual(['a win\n', 'KRvK 50%\n']);
});

test('one table tells its own progress, several that of all', () => {
  const whole = { ended: 3, jobs: 9, share: 0.2, secondsLeft: undefined };
  expect(amongAll('KRvK solving', 0.5, undefined)).toEqual(['KRvK solving', 0.5]);
  expect(amongAll('KRvK solving', 0.5, { ...whole, jobs: 1 })).toEqual(['KRvK solving', 0.5]);
  expect(amongAll('KRvK solving', 0.5, whole)).toEqual(['3 of 9 tables: KRvK solving', 0.2]);
  expect(amongAll('KRvK solving', 0.5, { ...whole, secondsLeft: 150 })).toEqual([
    '3 of 9 tables, about 3 min left: KRvK solving',
    0.2,
  ]);
});
