import { expect, test } from 'vitest';
import { rankSet } from '../../src/specialize/sets.ts';

test('sets of equal size are numbered in the order of their words', () => {
  const next = new Map<number, number>();
  for (let word = 0; word < 1 << 18; word++) {
    let size = 0;
    for (let rest = word; rest !== 0; rest &= rest - 1) size++;
    const number = next.get(size) ?? 0;
    expect(rankSet(word)).toBe(number);
    next.set(size, number + 1);
  }
});

test('the last sets of 32 places have the largest numbers', () => {
  expect(rankSet(0xffff0000 | 0)).toBe(601_080_389); // binomial(32, 16) - 1
  expect(rankSet(0xe0000000 | 0)).toBe(4_959); // binomial(32, 3) - 1
  expect(rankSet(0x80000000 | 0)).toBe(31);
});
