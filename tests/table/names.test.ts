import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateCommand, makeFileName, parseFileName } from '../../src/table/index.ts';
import { METRICS } from '../../src/game/values.ts';

test('the usual names stay readable', () => {
  expect(makeFileName('chess', 'KQvKR')).toBe('chess.KQvKR.egt');
  expect(makeFileName('nine-mens-morris', '3-3')).toBe('nine-mens-morris.3-3.egt');
  expect(makeFileName('tic-tac-toe', 'all')).toBe('tic-tac-toe.all.egt');
});

test('the metric is part of the name unless it is dtm', () => {
  expect(makeFileName('chess', 'KQvKR', 'dtm')).toBe('chess.KQvKR.egt');
  expect(makeFileName('chess', 'KQvKR', 'dtz')).toBe('chess.KQvKR.dtz.egt');
  expect(parseFileName('chess.KQvKR.wdl.egt')).toEqual({ game: 'chess', table: 'KQvKR', metric: 'wdl' });
  expect(parseFileName('chess.wdl.egt')).toEqual({ game: 'chess', table: 'wdl', metric: 'dtm' });
  for (const file of ['chess.KQvKR.dtm.egt', 'chess.KQvKR.DTZ.egt', 'chess.KQvKR.wdl.dtz.egt', 'chess.wdl.dtz.'])
    expect(parseFileName(file)).toBeUndefined();
});

test('commands that make a table name the metric only where they must', () => {
  const names = { game: 'chess', table: 'KQvKR' };
  expect(generateCommand({ ...names, metric: 'dtm' })).toBe('endgame generate chess KQvKR');
  expect(generateCommand({ ...names, metric: 'wdl' })).toBe('endgame generate chess KQvKR --metric wdl');
});

test('any names make a safe file name that gives them back', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((s) => !/\p{Surrogate}/u.test(s));
  fc.assert(
    fc.property(name, name, fc.constantFrom(...METRICS), (game, table, metric) => {
      const file = makeFileName(game, table, metric);
      expect(file).toMatch(/^[A-Za-z0-9_+,=%-]+\.[A-Za-z0-9_+,=%-]+(\.dtz|\.wdl|\.wdl50)?\.egt$/);
      expect(parseFileName(`/some/where.else/${file}`)).toEqual({ game, table, metric });
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
