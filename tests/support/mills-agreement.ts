/** Comparison of a morris game's values with those of the independent solver, position by position. */

import { DRAW, type Game, loss, type Value, win } from '../../src/game/index.ts';
import type { BruteMills } from './brute-mills.ts';

/** Returns the notation of class `i`. */
export function notationOf(game: Game, brute: BruteMills, i: number): string {
  const { w, b, hands, turn } = brute.describe(i);
  const { cells, names } = game.schema.board;
  const letters = Array.from({ length: cells }, (_, cell) =>
    w.includes(names[cell]) ? 'O' : b.includes(names[cell]) ? '@' : '*',
  );
  const rings = letters.join('').match(/.{8}/g)!;
  return `${rings.join('/')} ${'wb'[turn]} ${hands.join(' ')}`;
}

/** Returns the first few positions whose values differ. */
export function disagreements(game: Game, valueOf: (text: string) => Value, brute: BruteMills): string[] {
  const wrong: string[] = [];
  for (let i = 0; i < brute.classes && wrong.length < 5; i++) {
    const v = brute.value(i);
    const expected = v === undefined ? DRAW : v > 0 ? win(v) : loss(-1 - v);
    const text = notationOf(game, brute, i);
    const found = valueOf(text);
    if (found !== expected) wrong.push(`${text}: ${found} instead of ${expected}`);
  }
  return wrong;
}
