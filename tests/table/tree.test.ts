/** What the decision trees know: where men stand, questions about that, and a chess table against the kernel's. */

import { describe, expect, test } from 'vitest';
import { chess, gameOf } from '../../games/index.ts';
import { Position, toArray } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import type { Cells } from '../../src/table/coder.ts';
import { Features } from '../../src/table/coders/features.ts';
import { BoardRelations } from '../../src/table/trees/board-relations.ts';
import { RELATION, SIGHT } from '../../src/table/trees/program-layout.ts';
import { cellPositions, numberedCells } from '../../src/table/coders/positions.ts';
import { tree } from '../../src/table/coders/tree-encoder.ts';

describe('positions of cells', () => {
  // Not the games with crowded boards, as three men's morris: their rankings are dense and have no digit for a man.
  test.each([
    ['chess', 'KPvKP'],
    ['chess', 'KNNvK'],
    ['nine-mens-morris', '3-3'],
    ['nine-mens-morris', '4-3'],
  ])('%s %s: the men stand where unranking puts them', (id, table) => {
    const game = gameOf(id);
    const specialization = specialize(game);
    const spaces = specialization.slicesOf(table).map((slice) => specialization.space(slice));
    const { groups } = cellPositions(game.schema, spaces);
    const p = new Position(game.schema);
    const places = new Uint8Array(20);
    const wrong: number[] = [];
    let compared = 0;
    let offset = 0;
    for (const space of spaces) {
      for (let index = 0; index < space.size; index += 1 + (space.size >> 8)) {
        if (!space.unrank(index, p)) continue;
        const cell = offset + index;
        const group = groups.find(({ base, size }) => cell >= base && cell < base + size)!;
        const mark = group.place(cell - group.base, places);
        const standing = [...p.cells.keys()].filter((c) => p.cells[c] !== 0);
        const found = [...places.subarray(0, group.men)].sort((a, b) => a - b).join();
        if (found !== standing.join() || mark >= group.marks || mark > 0 !== (p.mark !== 255)) wrong.push(cell);
        compared++;
      }
      offset += space.size;
    }
    expect(offset).toBe(groups.at(-1)!.base + groups.at(-1)!.size);
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  test('cells without positions are numbers to the base of 16', () => {
    const { groups, places } = numberedCells(5000);
    const out = new Uint8Array(groups[0].men + 1);
    groups[0].place(0x1234, out);
    expect([places, groups[0].men, groups[0].size, [...out.subarray(0, 4)]]).toEqual([16, 4, 5000, [1, 2, 3, 4]]);
  });
});

describe('questions', () => {
  const specialization = specialize(chess);
  const [slice] = specialization.slicesOf('KRvKN');
  const geometry = new BoardRelations(cellPositions(chess.schema, [specialization.space(slice)]));
  const features = new Features(geometry, 4, 1);

  test('every two placements of the men are told apart by the questions about single men', () => {
    const single = [...Array(features.count).keys()].filter(
      (f) => features.kinds[f] === RELATION && features.pair[f] === 0,
    );
    const answers = Array.from({ length: 64 }, (_, cell) => {
      const places = Uint8Array.of(cell, 0, 0, 0, 0);
      return single.map((f) => features.value(f, places)).join();
    });
    expect(new Set(answers).size).toBe(64);
  });

  test('a man sees another along lines that nobody stands on', () => {
    const pair = [...features.first.keys()].find((p) => features.first[p] === 1 && features.second[p] === 3)!;
    // places of four men; the second looks at the last
    const sees = (...places: number[]): number => features.sight(pair, Uint8Array.from(places));
    const [a1, c1, h1, a8, h8, d4, b3] = [0, 2, 7, 56, 63, 27, 17];
    expect(sees(d4, a1, b3, h1)).toBeGreaterThan(0);
    expect(sees(c1, a1, b3, h1)).toBe(0);
    expect(sees(c1, a1, b3, a8)).toBeGreaterThan(0);
    expect(sees(d4, a1, b3, h8)).toBe(0);
    expect(sees(c1, a1, b3, h8)).toBeGreaterThan(0);
    expect(sees(c1, a1, b3, 10)).toBe(0);
    const any = [...Array(features.count).keys()].filter((f) => features.kinds[f] === SIGHT);
    expect(any.length).toBe(3 * 6);
  });

  test('answers are below the number of values that is stated', () => {
    const places = new Uint8Array(5);
    const wrong: string[] = [];
    for (let i = 0; i < 1000; i++) {
      for (let man = 0; man < 4; man++) places[man] = Math.imul(i + 1, 0x9e3779b1 + 0x1234567 * man) >>> 26;
      for (let f = 0; f < features.count; f++) {
        if (!(features.value(f, places) < features.sizes[f])) wrong.push(`${f} at ${places.join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('chess', () => {
  test.each([
    ['KPvK', 7824],
    ['KRvK', 208],
  ])(
    '%s: equal to the kernel at every position, in less than half of the %i bytes of Syzygy',
    async (table, syzygy) => {
      const specialization = specialize(chess);
      const slices = specialization.slicesOf(table);
      const values = toArray(await new SliceValues(specialization, { memory: 2e9, metric: 'wdl' }).get(slices[0]));
      const palette = [...new Set(values)].filter((v) => v !== UNUSED).sort((a, b) => a - b);
      const free = new Uint8Array((values.length + 7) >> 3);
      const codes = new Uint8Array(values.length);
      values.forEach((v, i) => {
        codes[i] = v === UNUSED ? palette.length - 1 : palette.indexOf(v);
        if (v === UNUSED) free[i >> 3] |= 1 << (i & 7);
      });
      const cells: Cells = { length: values.length, alphabetSize: palette.length, codes, dontCare: free };
      const positions = cellPositions(
        chess.schema,
        slices.map((slice) => specialization.space(slice)),
      );
      const bytes = tree.encode(cells, positions);
      const reader = tree.open(bytes, cells.length, cells.alphabetSize, positions);
      const out = new Uint8Array(values.length);
      reader.read(0, out);
      expect(values.every((v, i) => v === UNUSED || palette[out[i]] === v)).toBe(true);
      expect(bytes.length).toBeLessThan(syzygy / 2);
    },
  );
});
