import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeFileName, parseFileName } from '../../src/store/index.ts';

test('the usual names stay readable', () => {
  expect(makeFileName('chess', 'KQvKR')).toBe('chess.KQvKR.egt');
  expect(makeFileName('nine-mens-morris', '3-3')).toBe('nine-mens-morris.3-3.egt');
  expect(makeFileName('tic-tac-toe', 'all')).toBe('tic-tac-toe.all.egt');
});

test('any names make a safe file name that gives them back', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((s) => !/\p{Surrogate}/u.test(s));
  fc.assert(
    fc.property(name, name, (game, table) => {
      const file = makeFileName(game, table);
      expect(file).toMatch(/^[A-Za-z0-9_+,=%-]+\.[A-Za-z0-9_+,=%-]+\.egt$/);
      expect(parseFileName(`/some/where.else/${file}`)).toEqual({ game, table });
    }),
  );
});

test('hostile names do not leave the directory', () => {
  expect(makeFileName('../../etc', 'pass/wd\0')).toBe('%2E%2E%2F%2E%2E%2Fetc.pass%2Fwd%00.egt');
});

test('names not in normal form are none', () => {
  const none = [
    '',
    'egt',
    '.egt',
    'a.egt',
    '.a.egt',
    'a..egt',
    'a.b.c.egt',
    'a.b.txt',
    'a.%.egt',
    'a.%41.egt',
    'a.%ff.egt',
    'a b.c.egt',
  ];
  for (const file of none) expect(parseFileName(file)).toBeUndefined();
});
