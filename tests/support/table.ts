/** A completely solved game, for tests that look up values by notation. */

import { type Game, Position, type Value } from '../../src/game/index.ts';
import type { Values } from '../../src/game/values.ts';
import { SliceValues } from '../../src/values/index.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';

export interface Solved {
  /** Value of the position that `text` writes, ended or not. */
  readonly valueOf: (text: string) => Value;
  /** Indices that stand for a legal position. */
  readonly positions: number;
  /** The number of these with each value. */
  readonly counts: ReadonlyMap<Value, number>;
}

const known = new Map<string, Promise<Solved>>();

/** Solves all positions that the start of `game`, or `text`, leads to; once for all callers. */
export function solveAll(game: Game, text: string = game.initial): Promise<Solved> {
  const key = `${game.id} ${text}`;
  const solved = known.get(key) ?? solve(game, text);
  known.set(key, solved);
  return solved;
}

async function solve(game: Game, text: string): Promise<Solved> {
  const spec = specialize(game);
  const p = new Position(game.schema);
  game.parse(p, text);
  const slices = spec.closure([spec.sliceOf(p.signature)]);
  const solver = new SliceValues(spec, { memory: 4e9 });
  const all = new Map<Slice, Values>();
  for (const slice of slices) all.set(slice, await solver.get(slice));
  const counts = new Map<Value, number>();
  let positions = 0;
  for (const [slice, values] of all) {
    const space = spec.space(slice);
    for (let i = 0; i < space.size; i++) {
      if (!space.unrank(i, p) || (game.legal && !game.legal(p))) continue;
      const value = values.at(i) as Value;
      counts.set(value, (counts.get(value) ?? 0) + 1);
      positions++;
    }
  }
  const valueOf = (position: string): Value => {
    game.parse(p, position);
    const ended = game.ended(p);
    if (ended !== undefined) return ended;
    const slice = spec.sliceOf(p.signature);
    return all.get(slice)!.at(spec.space(slice).rank(p)) as Value;
  };
  return { valueOf, positions, counts };
}
