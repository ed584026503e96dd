import { expect, test } from 'vitest';
import { formatDuration } from '../../src/text/format.ts';

test('long times are rounded up, in the unit that people would take', () => {
  const told = [0, 0.2, 99.5, 100, 2_340, 5_999, 12_600].map(formatDuration);
  expect(told).toEqual(['0 s', '1 s', '100 s', '2 min', '39 min', '100 min', '3.5 h']);
});
