/** Addresses of the explorer: whatever a position is, its link leads back to it, and a strange link does no harm. */

import { assert, constantFrom, option, property, record, string, stringMatching, integer } from 'fast-check';
import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from '../../src/web/page/route.ts';

test('a link leads back to what it was made for', () => {
  const routes = record(
    {
      page: constantFrom('game' as const),
      game: stringMatching(/^[a-z][a-z0-9-]{0,20}$/).filter((game) => game !== 'gallery' && game !== 'study'),
      position: string({ minLength: 1, unit: 'grapheme' }),
      isFlipped: constantFrom(true),
      isBrief: constantFrom(true),
      bytes: integer({ min: 0, max: 1e12 - 1 }),
    },
    { requiredKeys: ['page', 'game'] },
  );
  assert(
    property(routes, (route) => {
      expect(parseRoute(formatRoute(route))).toEqual({ ...route });
    }),
  );
});

test('a FEN stays readable', () => {
  const position = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
  expect(formatRoute({ page: 'game', game: 'chess', position })).toBe('#/chess/8/8/8/8/8/1k6/8/K2R4+w+-+-+0+1');
});

test('whatever stands behind the #, there is a page', () => {
  assert(
    property(option(string({ unit: 'grapheme' }), { nil: '%E0%A4%A' }), (text) => {
      expect(['games', 'game', 'gallery', 'study']).toContain(parseRoute(`#${text}`).page);
    }),
  );
  expect(parseRoute('#/chess/%E0%A4%A')).toEqual({ page: 'game', game: 'chess' });
});
