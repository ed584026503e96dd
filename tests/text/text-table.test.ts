import { expect, test } from 'vitest';
import { TextTable } from '../../src/text/text-table.ts';

test('columns are as wide as their widest cell and stand left or right', () => {
  const table = new TextTable({ head: ['class', 'size'], colAligns: ['left', 'right'] });
  table.push(['KRvK', 12], ['KQvKR', '0.3 µs']);
  table.push(['none']);
  expect(table.toString()).toBe(
    [
      '┌───────┬────────┐',
      '│ class │   size │',
      '├───────┼────────┤',
      '│ KRvK  │     12 │',
      '│ KQvKR │ 0.3 µs │',
      '│ none  │        │',
      '└───────┴────────┘',
    ].join('\n'),
  );
});

test('without rows there is the head alone', () => {
  expect(new TextTable({ head: ['a'] }).toString()).toBe('┌───┐\n│ a │\n└───┘');
});
