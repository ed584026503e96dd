/** The tables that questions of trees come from, against what docs/trees-format.md says of chess and against sets of values. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { cellPositions } from '../../src/table/coders/positions.ts';
import { BoardRelations } from '../../src/table/trees/board-relations.ts';

/** Returns the ranks of a function's values, by pairs of places. */
function ranks(places: number, value: (a: number, b: number) => number): number[] {
  const values = Array.from({ length: places * places }, (_, at) => value(Math.floor(at / places), at % places));
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  return values.map((v) => sorted.indexOf(v));
}

describe('relations of chess', () => {
  const geometry = new BoardRelations(cellPositions(chess.schema, []));
  const tableOf = (number: number): number[] => [...geometry.tables.subarray(4096 * number, 4096 * (number + 1))];
  const [x, y] = [(a: number): number => a & 7, (a: number): number => a >> 3];
  const side = (a: number): number => Math.min(x(a), 7 - x(a));
  const end = (a: number): number => Math.min(y(a), 7 - y(a));

  test('have the sizes that are documented', () => {
    const sizesOf = (numbers: readonly number[]): number[] => numbers.map((number) => geometry.sizes[number]);
    expect(sizesOf(geometry.single)).toEqual([8, 8, 4, 4, 4, 4, 7, 7, 15, 15, 8, 8, 2, 3, 64]);
    const ahead = [8, 8, 15, 15];
    const before = [15, 8, 15, 15, 8, 8, 8, 15, 29, 29, 34, 7, 2, 127, 7, 7, 7];
    expect(sizesOf(geometry.pair)).toEqual([...before, ...ahead, ...ahead, ...ahead, ...ahead]);
    expect(geometry.metric).toEqual(geometry.pair.slice(0, 2));
    expect(geometry.sizes[geometry.number]).toBe(64);
  });

  test.each([
    ['single', 5, (a: number): number => Math.max(side(a), end(a))],
    ['single', 11, (a: number): number => Math.abs(x(a) + y(a) - 7)],
    ['single', 13, (a: number): number => 4 - Number(side(a) === 0) - Number(end(a) === 0)],
    ['pair', 0, (a: number, b: number): number => Math.abs(x(a) - x(b)) + Math.abs(y(a) - y(b))],
    ['pair', 9, (a: number, b: number): number => x(a) - x(b) - (y(a) - y(b))],
    ['pair', 10, (a: number, b: number): number => (x(a) - x(b)) ** 2 + (y(a) - y(b)) ** 2],
    ['pair', 16, (a: number, b: number): number => Math.min(side(a), end(a)) - Math.min(side(b), end(b))],
    ['pair', 22, (a: number, b: number): number => Math.max(Math.abs(x(a) - x(b)), y(b))],
    ['pair', 27, (a: number, b: number): number => Math.max(Math.abs(y(a) - y(b)), 7 - x(a)) - (7 - x(b))],
    ['pair', 32, (a: number, b: number): number => Math.max(Math.abs(y(a) - y(b)), x(b)) - x(a)],
  ] as const)('%s %i', (list, number, value) => {
    expect(tableOf(geometry[list][number])).toEqual(ranks(64, value));
  });

  test('a knight takes as many moves as a search finds', () => {
    const table = tableOf(geometry.pair[11]);
    const leaps = (a: number, b: number): boolean => (x(a) - x(b)) ** 2 + (y(a) - y(b)) ** 2 === 5;
    // a square at n moves has a neighbour at n - 1 moves, and none nearer
    for (let at = 0; at < 4096; at++) {
      const [a, b] = [at >> 6, at & 63];
      const nearest = Math.min(...[...Array(64).keys()].filter((c) => leaps(c, b)).map((c) => table[64 * a + c]));
      expect(table[at]).toBe(a === b ? 0 : nearest + 1);
    }
  });
});

test('a row has an entry for each mark where these are more than the places', () => {
  const positions = { ...cellPositions(nineMensMorris.schema, []) };
  const { places, x } = positions;
  const marks = places + 3;
  const geometry = new BoardRelations({ ...positions, groups: [{ base: 0, size: 1, men: 1, marks, place: () => 0 }] });
  expect(geometry.stride).toBe(marks);
  const entry = (number: number, a: number, b: number): number => geometry.tables[(number * marks + a) * marks + b];
  const columns = [...new Set(x)].sort((a, b) => a - b);
  for (let a = 0; a < marks; a++) {
    expect(entry(geometry.number, a, 0)).toBe(a);
    expect(entry(geometry.single[0], a, 1)).toBe(a < places ? columns.indexOf(x[a]) : 0);
  }
});
