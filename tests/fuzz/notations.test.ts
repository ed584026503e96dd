/** Texts of any kind as positions: read as one that is written the same again, or refused in one line of plain text. */

import { describe, expect, test } from 'vitest';
import { games } from '../../games/index.ts';
import { EndgameError, Position } from '../../src/game/index.ts';
import { oneLine } from '../../src/game/one-line.ts';
import { Random } from '../../src/specialize/index.ts';
import { mutatedText, randomText } from '../support/mutations.ts';
import { strength } from '../support/strength.ts';

const EXPECTED: readonly string[] = ['E_POSITION', 'E_TOO_LARGE'];

const ROUNDS = strength(60, 10_000);

describe.each(games)('$id', (game) => {
  /** Returns whether the text was read. Throws at any other error than an expected one, and at a wrong reading. */
  function read(text: string): boolean {
    const p = new Position(game.schema);
    try {
      game.parse(p, text);
    } catch (error) {
      if (!(error instanceof EndgameError) || !EXPECTED.includes(error.code)) throw error;
      if (error.message !== oneLine(error.message)) throw new Error('not one line', { cause: error });
      return false;
    }
    const written = game.format(p);
    const again = new Position(game.schema);
    game.parse(again, written);
    if (again.key() !== p.key() || game.format(again) !== written)
      throw new Error(`read as ${written}, then otherwise`);
    game.ended(p);
    if (game.legal?.(p) ?? true) game.moves(p, new Int32Array(game.maxMoves));
    return true;
  }

  /** Positions of a game of random moves. */
  function* positions(random: Random): Generator<string, void, void> {
    const p = new Position(game.schema);
    const moves = new Int32Array(game.maxMoves);
    for (;;) {
      game.parse(p, game.initial);
      for (let ply = 0; ply < 60 && game.ended(p) === undefined; ply++) {
        yield game.format(p);
        const n = game.moves(p, moves);
        if (n === 0) break;
        game.play(p, moves[random.below(n)]);
        if (game.legal?.(p) === false) break;
        p.forget();
      }
    }
  }

  test('texts at random, and positions with slips', () => {
    const random = new Random(6);
    const sound = positions(new Random(7));
    let wellRead = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const position = sound.next().value as string;
      const text = round % 5 === 0 ? randomText(random, 80) : mutatedText(random, position);
      try {
        read(text);
        if (read(position)) wellRead++;
      } catch (error) {
        throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
    expect(wellRead).toBe(ROUNDS);
  });
});
