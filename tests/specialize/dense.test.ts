/** Index spaces of boards so full that men are ranked among the cells that others leave empty. */

import { describe, expect, test } from 'vitest';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { sixMensMorris } from '../../games/six-mens-morris.ts';
import { DRAW, type Game, grid, gridNotation, OUTCOME, Position, type Schema } from '../../src/game/index.ts';
import { applySymmetry, Specialization, specialize } from '../../src/specialize/index.ts';

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
/** Ways to put groups of like men on distinct cells. */
const placements = (cells: number, groups: readonly number[]): number =>
  [...groups, cells - groups.reduce((a, b) => a + b, 0)].reduce((ways, men) => ways / factorial(men), factorial(cells));

/** Two kinds of men that only step to empty neighbours, so that the test is about the index space alone. */
function stepping(schema: Schema): Game {
  const notation = gridNotation(schema);
  const near = schema.board.links.flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]);
  return {
    id: 'stepping',
    title: 'Stepping (a test game)',
    version: 1,
    schema,
    domain: OUTCOME,
    initial: '.../.../... 0',
    maxMoves: near.length,
    moves(p, out) {
      let n = 0;
      near.forEach(([from, to], i) => {
        const code = p.cells[from];
        const own = code !== 0 && (code > schema.kinds.length ? 1 : 0) === p.turn;
        if (own && p.cells[to] === 0) out[n++] = i;
      });
      return n;
    },
    play(p, move) {
      p.shift(near[move][0], near[move][1]);
      p.pass();
    },
    ended: () => undefined,
    stuck: () => DRAW,
    parse: (p, text) => notation.parse(p, text),
    format: (p) => notation.format(p),
    formatMove: (_, move) => String(move),
    draw: (p) => notation.draw(p),
  };
}

const kinds = [
  { letter: 'A', max: 3 },
  { letter: 'B', max: 3 },
];

describe.each([
  { board: grid(3, 3), table: 'AABvAAB', groups: [2, 2, 1, 1] },
  { board: grid(3, 3), table: 'AAABBvABB', groups: [3, 1, 2, 2] },
  { board: grid(5, 2), table: 'AABBvAAAB', groups: [2, 2, 3, 1] },
  { board: grid(4, 2), table: 'AAABBvBBB', groups: [3, 2, 3] },
])('$table on $board.cells cells', ({ board, table, groups }) => {
  const game = stepping({ board, content: 'pieces', kinds });
  const spec = new Specialization(game);
  const slice = spec.slicesOf(table)[0];
  const space = spec.space(slice);

  test('every placement has an index of its own, up to symmetry, and there are no more indices than placements', () => {
    const p = new Position(game.schema);
    const image = new Position(game.schema);
    const group = spec.symmetries(slice);
    const keeping = group.filter((s) => !s.swap).length;
    const seen = new Set<string>();
    let positions = 0;
    let used = 0;
    let wrong = 0;
    for (let i = 0; i < space.size; i++) {
      if (!space.unrank(i, p)) continue;
      used++;
      if (space.rank(p) !== i || seen.has(p.key())) wrong++;
      seen.add(p.key());
      positions += keeping / space.stabilizer;
      for (const s of group) {
        applySymmetry(s, p, image);
        if (space.rank(image) !== i) wrong++;
      }
    }
    expect(wrong).toBe(0);
    // One side to move is enough where the sides can be exchanged.
    const turns = space.parts.length;
    expect(positions).toBe(turns * placements(board.cells, groups));
    // The indices beyond are placements on cells that, as a set, a symmetry keeps: on boards this small many do.
    expect(space.size).toBeLessThanOrEqual(positions);
    expect(used).toBeLessThan(positions / (keeping / 1.6));
  });
});

/** Sets of `men` points of a morris board up to its 16 symmetries, counted one by one. */
function classes(game: Game, men: number): number {
  const spec = specialize(game);
  const images = spec.symmetries(spec.slicesOf(game.tables === 'one' ? 'all' : '3-3')[0]).filter((s) => !s.swap);
  const seen = new Set<number>();
  let found = 0;
  for (let set = 0; set < 1 << 16; set++) {
    if (seen.has(set)) continue;
    const cells = Array.from({ length: 16 }, (_, i) => i).filter((i) => (set >> i) & 1);
    if (cells.length !== men) continue;
    found++;
    for (const { image } of images) seen.add(cells.reduce((bits, cell) => bits | (1 << image[cell]), 0));
  }
  return found;
}

test('six men against six on sixteen points: classes of twelve points times the ways to share them', () => {
  const spec = specialize(sixMensMorris);
  const slice = spec.slicesOf('all').find((s) => s.name === '6-6')!;
  // One side to move is enough, since the sides can be exchanged.
  expect(spec.space(slice).size).toBe(classes(sixMensMorris, 12) * placements(12, [6]));
});

test('a board that is not crowded keeps plain digits: three men against three on 24 points', () => {
  const spec = specialize(nineMensMorris);
  // 158 classes of three men (docs/morris-rules.md of github.com/jojopeligroso/brandubh), and three of 24 points.
  expect(spec.space(spec.slicesOf('3-3')[0]).size).toBe(158 * 2024);
});
