import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { type SpacePart, specialize } from '../../src/specialize/index.ts';
import type { Game } from '../../src/game/index.ts';
import { admits, type Cells } from '../../src/table/coder.ts';
import { Ordering, ordersOf, searchOrder } from '../../src/table/axis-order.ts';
import { ringSowing } from '../support/toys.ts';

function partOf(game: Game, table: string): SpacePart {
  const specialization = specialize(game);
  return specialization.space(specialization.slicesOf(table)[0]).parts[0];
}

describe.each([
  ['KQvKR', chess],
  ['KPvKP', chess],
  ['KPPvK', chess],
  ['3-3', nineMensMorris],
] as const)('the digits of %s', (table, game) => {
  const part = partOf(game, table);
  const axes = part.axes();

  test('make up the index', () => {
    expect(axes.digits.reduce((product, size) => product * size, 1)).toBe(part.size);
    expect(axes.lead.values).toHaveLength(axes.digits[0] * axes.lead.sizes.length);
  });

  test('the natural order changes nothing', () => {
    const natural = new Ordering(
      axes,
      axes.digits.map((_, axis) => axis),
    );
    expect(natural.cells).toBe(part.size);
    for (let index = 0; index < part.size; index += 997) expect(natural.cellOf(index)).toBe(index);
  });

  test('in another order, each index has a cell of its own', () => {
    const orders = ordersOf(axes);
    expect(new Set(orders.map((order) => order.join())).size).toBe(orders.length);
    // the last tells the leading men apart where that is worth trying
    const ordering = new Ordering(axes, orders[orders.length - 1]);
    expect(ordering.cells).toBeLessThanOrEqual(2 * part.size);
    const seen = new Uint8Array(ordering.cells);
    let twice = 0;
    for (let index = 0; index < part.size; index++) twice += seen[ordering.cellOf(index)]++;
    expect(twice).toBe(0);
  });
});

test('seeds have one digit and one order', () => {
  const specialization = specialize(ringSowing);
  const [part] = specialization.space(specialization.slicesOf(specialization.defaultTables()[0])[0]).parts;
  expect(ordersOf(part.axes())).toEqual([[0]]);
});

test('what is no order is refused', () => {
  const axes = partOf(chess, 'KQvKR').axes();
  expect(axes.digits).toEqual([462, 64, 64]);
  expect(axes.lead.sizes).toEqual([10, 64]);
  for (const order of [[], [0, 1], [0, 1, 1], [0, 1, 2, 3], [1, 2, 3], [0, 1, 5], [1, 2, 3, 4, 0]]) {
    expect(() => new Ordering(axes, order), order.join()).toThrow(Error);
  }
});

test("arranging keeps codes and don't-cares, and cells that stand for nothing are don't-cares", () => {
  const axes = partOf(chess, 'KQvK').axes();
  const length = 462 * 64;
  const codes = Uint8Array.from({ length }, (_, i) => (i * 7919) % 3);
  const free = Uint8Array.from({ length: length / 8 }, (_, i) => (i * 31) & 255);
  const cells: Cells = { length, alphabetSize: 3, codes, dontCare: free };
  const ordering = new Ordering(axes, [1, 3, 2]);
  const arranged = ordering.arrange(cells);
  expect(arranged.length).toBe(64 * 640);
  const used = new Set<number>();
  for (let index = 0; index < length; index++) {
    const cell = ordering.cellOf(index);
    used.add(cell);
    if (arranged.codes[cell] !== codes[index] || admits(arranged, cell, 0) !== admits(cells, index, 0)) {
      expect.fail(`index ${index}`);
    }
  }
  for (let cell = 0; cell < arranged.length; cell++) {
    if (!used.has(cell) && !(admits(arranged, cell, 0) && admits(arranged, cell, 2))) expect.fail(`cell ${cell}`);
  }
});

test('the search finds the digit that changes nothing', () => {
  const axes = partOf(chess, 'KQvK').axes();
  // the code depends on the kings alone, in no way that another order could make use of
  const codes = Uint8Array.from({ length: 462 * 64 }, (_, i) => (Math.imul(i >> 6, 0x9e3779b1) >>> 13) % 3);
  const order = searchOrder({ length: codes.length, alphabetSize: 3, codes }, axes);
  expect(order.at(-1)).toBe(1);
});
