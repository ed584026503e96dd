import { describe, expect, test } from 'vitest';
import { dobutsuShogi } from '../../games/dobutsu-shogi.ts';
import { grid, Position, type Schema } from '../../src/game/index.ts';
import { Crowded, isCrowded } from '../../src/specialize/crowded.ts';
import { type Material, Materials } from '../../src/specialize/material.ts';
import type { Symmetry } from '../../src/specialize/symmetry.ts';

const identity = (cells: number): Symmetry => ({
  image: Uint8Array.from({ length: cells }, (_, i) => i),
  swap: false,
});

const kinds = [
  { letter: 'A', max: 1 },
  { letter: 'B', max: 2 },
  { letter: 'C', max: 3 },
];
const schema: Schema = { board: grid(3, 3), content: 'pieces', kinds };
const mirror: Symmetry = { image: Uint8Array.from([2, 1, 0, 5, 4, 3, 8, 7, 6]), swap: false };

/** Every index of a material that stands for a position, as the position's key, each ranked again. */
function keysOf(of: Schema, name: string, symmetries: readonly Symmetry[]): Map<number, string> {
  const materials = new Materials(of);
  const material = materials.of(materials.parse(name, 'toy'));
  const space = new Crowded(of, material, 1, symmetries);
  const view = space.view(identity(of.board.cells).image, (code) => code, 0);
  const p = new Position(of);
  const keys = new Map<number, string>();
  p.open(material.signature, material.reserve);
  for (let index = 0; index < space.size; index++) {
    if (!space.unrank(index, p)) continue;
    expect(view.rank(p)).toBe(index);
    keys.set(index, p.key());
  }
  return keys;
}

describe('dense ranking of a crowded board', () => {
  test('every placement has one index', () => {
    const keys = keysOf(schema, 'ABBvACCC', [identity(9)]);
    // 9 cells for A, 8 for the other, and 7! / (2! 3! 2!) ways for the rest.
    expect(keys.size).toBe(9 * 8 * 210);
    expect(new Set(keys.values()).size).toBe(keys.size);
  });

  test('a mirror halves the placements, but for those that are their own image', () => {
    // Own images: both A in the middle file (3 * 2), one C there and two beside each other's images (3 pairs), or
    // three C in it (no room); B likewise: pairs of images, or both in the middle (no room).
    let own = 0;
    const all = keysOf(schema, 'ABBvACCC', [identity(9)]);
    const image = new Position(schema);
    for (const key of all.values()) {
      const cells = key.split('|')[0].split(',').map(Number);
      image.clear();
      cells.forEach((code, cell) => code > 0 && image.set(mirror.image[cell], code));
      if (image.cells.join() === cells.join()) own++;
    }
    expect(own).toBe(3 * 2 * 1 * 3 * 2);
    expect(keysOf(schema, 'ABBvACCC', [identity(9), mirror]).size).toBe((all.size + own) / 2);
  });

  test('leading men that the schema keeps apart have no index', () => {
    const touching = (a: number, b: number): boolean =>
      Math.abs(a - b) === 3 || (Math.abs(a - b) === 1 && Math.trunc(a / 3) === Math.trunc(b / 3));
    const apart: Schema = {
      ...schema,
      apart: (a, cellA, b, cellB) => a === 'A' && b === 'A' && touching(cellA, cellB),
    };
    // 12 of the 36 pairs of cells share an edge.
    expect(keysOf(apart, 'ABBvACCC', [identity(9)]).size).toBe((72 - 24) * 210);
  });

  test('is taken where it saves half, and where it can', () => {
    const materials = new Materials(schema);
    const crowded = (of: Schema, name: string): boolean =>
      isCrowded(of, new Materials(of).of(materials.parse(name, 'toy')));
    expect(crowded(schema, 'ABBvACCC')).toBe(true);
    expect(crowded(schema, 'AvA')).toBe(false);
    expect(crowded(schema, 'ABvA')).toBe(false);
    const restricted = kinds.map((kind) =>
      kind.letter === 'C' ? { ...kind, cells: (cell: number) => cell < 6 } : kind,
    );
    expect(crowded({ ...schema, kinds: restricted }, 'ABBvACCC')).toBe(false);
    expect(crowded({ ...schema, board: grid(8, 8) }, 'ABBvACCC')).toBe(false);
    expect(crowded({ ...schema, mark: { on: 'C', against: 'B' } }, 'ABBvACCC')).toBe(false);
  });

  test('dobutsu shogi has as many arrangements as T. Tanaka counts (2009, table 1), by animals in hand', () => {
    const { apart: _, ...all } = dobutsuShogi.schema;
    const materials = new Materials(all);
    const shares = (men: number, states: number): number[][] =>
      states === 1
        ? [[men]]
        : Array.from({ length: men + 1 }, (_, n) => shares(men - n, states - 1).map((rest) => [n, ...rest])).flat();
    const counted = Array<number>(7).fill(0);
    for (const g of shares(2, 4)) {
      for (const e of shares(2, 4)) {
        for (const c of shares(2, 6)) {
          // Codes: lion, giraffe, elephant, hen, chick of one side, then of the other.
          const board = [0, 1, g[0], e[0], c[0], c[1], 1, g[1], e[1], c[2], c[3]];
          const reserve = [0, 0, g[2], e[2], 0, c[4], 0, g[3], e[3], 0, c[5]];
          const material: Material = materials.of(materials.signatureOf(board, reserve));
          expect([...material.board]).toEqual(board);
          const inHand = reserve.reduce((a, b) => a + b, 0);
          counted[inHand] += sizeOf(all, material);
        }
      }
    }
    expect(counted).toEqual([638_668_800, 638_668_800, 242_161_920, 44_098_560, 4_134_240, 190_080, 3_564]);
    expect(counted.reduce((a, b) => a + b)).toBe(1_567_925_964);
  });
});

/** Few men are not crowded: then the placements are counted here. */
function sizeOf(of: Schema, material: Material): number {
  if (isCrowded(of, material)) return new Crowded(of, material, 0, [identity(12)]).size;
  let free = 12;
  let size = 1;
  for (const men of material.board) {
    for (let i = 0; i < men; i++) size *= free--;
    if (men === 2) size /= 2;
  }
  return size;
}
