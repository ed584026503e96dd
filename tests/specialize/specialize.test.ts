import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import {
  EndgameError,
  type Game,
  grid,
  gridNotation,
  Position,
  type Schema,
  SCORE,
  score,
} from '../../src/game/index.ts';
import { automorphisms, Materials, Specialization, specialize } from '../../src/specialize/index.ts';
import { ringSowing } from '../support/toys.ts';

describe('automorphisms of boards', () => {
  test.each([
    ['a square', grid(8, 8), 8],
    ['a rectangle', grid(3, 4), 4],
    ['a row', grid(5, 1), 2],
    ['the morris board: the square’s, with the rings exchanged or not', nineMensMorris.schema.board, 16],
    ['a ring of pits', ringSowing.schema.board, 8],
    ['a board without links', { ...grid(4, 1), links: [] }, 1],
  ])('%s', (_, board, order) => {
    const group = automorphisms(board);
    expect(group).toHaveLength(order);
    expect([...group[0]]).toEqual(Array.from({ length: board.cells }, (_, i) => i));
    const keys = new Set(group.map((g) => g.join()));
    for (const f of group) for (const g of group) expect(keys).toContain(f.map((to) => g[to]).join());
  });
});

describe('chess', () => {
  const spec = specialize(chess);

  test.each([
    // Published numbers of king placements: 462 without pawns, 1,806 with (for instance Nalimov et al., 2000).
    ['KvK', 16, 462],
    ['KQvK', 16, 2 * 462 * 64],
    ['KQvKR', 16, 2 * 462 * 64 * 64],
    ['KRvKR', 16, 462 * 64 * 64],
    ['KRRvK', 16, 2 * 462 * 2016],
    ['KPvK', 4, 2 * 1806 * 48],
    ['KPvKP', 4, 1806 * 48 * 48 * 2],
  ])('%s has %i symmetries, exchange of colours included, and %i indices', (table, symmetries, size) => {
    const [slice] = spec.slicesOf(table);
    expect(spec.symmetries(slice)).toHaveLength(symmetries);
    expect(spec.space(slice).size).toBe(size);
  });

  test('what lies below a class is everything that captures and promotions lead to', () => {
    const below = (table: string): string[] => spec.below(spec.slicesOf(table)[0]).map((s) => s.name);
    expect(below('KQvKR')).toEqual(['KQvK', 'KRvK']);
    expect(below('KPvK')).toEqual(['KBvK', 'KNvK', 'KQvK', 'KRvK', 'KvK']);
    expect(below('KPvKP')).toEqual(['KBvKP', 'KNvKP', 'KPvK', 'KQvKP', 'KRvKP']);
  });

  test('slices come after those below them', () => {
    const order = spec.closure(spec.slicesOf('KPvKP')).map((s) => s.name);
    for (const slice of spec.closure(spec.slicesOf('KPvKP'))) {
      for (const lower of spec.below(slice)) expect(order.indexOf(lower.name)).toBeLessThan(order.indexOf(slice.name));
    }
    expect(order.at(-1)).toBe('KPvKP');
  });

  test('the numbers of classes are the known ones', () => {
    expect(spec.tablesWithMen(3, 3)).toHaveLength(5);
    expect(new Materials(chess.schema).withMen(4, 4)).toHaveLength(5 * 5 + 2 * 15);
  });

  test('either order of the sides names the same table; others are refused by name', () => {
    expect(spec.slicesOf('KvKQ')[0].name).toBe('KQvK');
    for (const name of ['KXvK', 'QvK', 'KKvK', 'K', 'KQ-KR', '', 'KPPPPPPPPPvK']) {
      expect(() => spec.slicesOf(name)).toThrow(expect.objectContaining({ code: 'E_TABLE_UNKNOWN' }) as EndgameError);
    }
  });

  test('too many men are refused before anything is explored', () => {
    const p = new Position(chess.schema);
    chess.parse(p, 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w - - 0 1');
    expect(() => spec.sliceOf(p.signature)).toThrow(/too many men/);
  });
});

test('a symmetry that does not survive what follows is not used', () => {
  // As tic-tac-toe, but a full board counts for x if the first cell is x's: symmetric moves, unsymmetric ends.
  const biased = {
    ...ticTacToe,
    id: 'biased',
    ended: (p: Position) => {
      const value = ticTacToe.ended(p);
      return value === 0 && p.cells[0] === 1 ? (-1 as never) : value;
    },
  };
  const spec = new Specialization(biased);
  const start = spec.slicesOf('all').at(-1)!;
  expect(start.name).toBe('0-0');
  // Only the reflection that keeps the first cell is left.
  expect(spec.symmetries(start)).toHaveLength(2);
  expect(specialize(ticTacToe).symmetries(specialize(ticTacToe).slicesOf('all').at(-1)!)).toHaveLength(8);
});

test('dense materials are sampled too: a full board keeps only the symmetries of its ends', () => {
  // Whoever fills the last cell ends the game; cell numbers count, so hardly any symmetry holds.
  const board = grid(3, 3);
  const schema: Schema = { board, content: 'pieces', kinds: [{ letter: 'M', max: 5 }] };
  const notation = gridNotation(schema);
  const fill: Game = {
    id: 'fill',
    title: 'Fill (a test game)',
    version: 1,
    schema,
    domain: SCORE,
    initial: '.../.../... 0',
    maxMoves: 9,
    tables: 'one',
    legal: (p) => p.counts[1] - p.counts[2] === p.turn,
    moves(p, out) {
      let n = 0;
      for (let cell = 0; cell < 9; cell++) if (p.cells[cell] === 0) out[n++] = cell;
      return n;
    },
    play(p, cell) {
      p.set(cell, 1 + p.turn);
      p.pass();
    },
    ended(p) {
      if (p.counts[1] + p.counts[2] < 9) return undefined;
      let sum = 0;
      for (let cell = 0; cell < 9; cell++) sum += (p.cells[cell] === 1 ? 1 : -1) * cell * cell;
      return score(p.turn === 0 ? sum : -sum);
    },
    parse: (p, text) => notation.parse(p, text),
    format: (p) => notation.format(p),
    formatMove: (_, cell) => board.names[cell],
    draw: (p) => notation.draw(p),
  };
  const spec = new Specialization(fill);
  for (const slice of spec.slicesOf('all')) expect(spec.symmetries(slice), slice.name).toHaveLength(1);
});
