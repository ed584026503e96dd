/** Counts of values by the number of men, for games whose moves only place men. */

import { expect } from 'vitest';
import { type Game, Position, type Value } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { type Slice, type Specialization, specialize } from '../../src/specialize/index.ts';

/** Solves every position of a game, including full boards, which only moves that end the game lead to. */
export async function solved(game: Game): Promise<{ spec: Specialization; slices: SliceValues; all: Slice[] }> {
  const spec = specialize(game);
  const slices = new SliceValues(spec, { memory: 1e9 });
  const { cells } = game.schema.board;
  const full = spec.slicesOf('all')[0].signatures[0];
  const p = new Position(game.schema);
  const men = (signature: number): number => spec.materials.men(signature);
  expect(men(full)).toBe(cells - 1);
  p.turn = (cells % 2) as 0 | 1;
  for (let cell = 0; cell < cells; cell++) p.set(cell, cell % 2 === 0 ? 1 : 2);
  const all = [spec.sliceOf(p.signature), ...spec.slicesOf('all')];
  for (const slice of all) await slices.get(slice);
  return { spec, slices, all };
}

/** Counts positions up to symmetry by number of men: won for x, won for o, ended. */
export async function census(game: Game): Promise<{ x: number[]; o: number[]; ended: number[]; positions: number }> {
  const { spec, slices, all } = await solved(game);
  const { cells } = game.schema.board;
  const zeros = (): number[] => Array.from({ length: cells + 1 }, () => 0);
  const tally = { x: zeros(), o: zeros(), ended: zeros(), positions: 0 };
  const p = new Position(game.schema);
  for (const slice of all) {
    const space = spec.space(slice);
    const values = slices.peek(slice)!;
    const men = spec.materials.men(slice.signatures[0]);
    for (let index = 0; index < space.size; index++) {
      if (!space.unrank(index, p) || !game.legal!(p)) continue;
      const v = values.at(index);
      tally.positions++;
      if (v !== 0) tally[v > 0 === (p.turn === 0) ? 'x' : 'o'][men]++;
      if (game.ended(p) !== undefined) tally.ended[men]++;
    }
  }
  return tally;
}

/** Returns the value of the initial position. */
export async function valueOfStart(game: Game): Promise<Value> {
  const p = new Position(game.schema);
  game.parse(p, game.initial);
  return (await new SliceValues(specialize(game), { memory: 2e9 }).value(p)).value;
}
