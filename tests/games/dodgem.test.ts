import { describe, expect, test } from 'vitest';
import { dodgem3 as game, dodgem4 } from '../../games/dodgem.ts';
import { type Game, loss, Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteDodgem } from '../support/brute-dodgem.ts';
import { conformance } from '../support/conformance.ts';

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);
const names = (text: string): string[] => {
  game.parse(p, text);
  return [...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move)).toSorted();
};

/** "win 19", "draw 0": the value of a position that has not ended. */
async function valueOf(of: Game, values: SliceValues, text: string): Promise<string> {
  const q = new Position(of.schema);
  of.parse(q, text);
  const { value } = await values.value(q);
  return `${of.domain.outcome(value)} ${of.domain.plies(value)}`;
}

conformance(game, specialize(game), () => specialize(game).slicesOf('all'));

describe('dodgem', () => {
  const values = new SliceValues(specialize(game), { memory: 1e7 });

  test('every value is that of an independent solver', async () => {
    const truth = bruteDodgem(3);
    // J. Erickson (rec.games.abstract, 1996) counts 666 positions after dividing by the symmetry; here either side moves.
    expect(truth).toHaveLength(2 * 2 * 666);
    for (const { cars, outcome, plies } of truth) {
      const letter = (x: number, y: number): string => {
        const isAt = (car: readonly [number, number]): boolean => car[0] === x && car[1] === y;
        return cars.left.some(isAt) ? 'L' : cars.right.some(isAt) ? 'R' : '.';
      };
      const rows = [2, 1, 0].map((y) => [0, 1, 2].map((x) => letter(x, y)).join(''));
      const text = `${rows.join('/')} ${cars.mover === 'left' ? 'L' : 'R'}`;
      expect(`${text} ${await valueOf(game, values, text)}`).toBe(`${text} ${outcome} ${plies}`);
    }
  });

  test('the first player wins (Winning Ways; D. des Jardins: 4 x 4 is a draw)', async () => {
    expect(await valueOf(game, values, game.initial)).toMatch('win');
    const four = new SliceValues(specialize(dodgem4), { memory: 1e8 });
    expect(await valueOf(dodgem4, four, dodgem4.initial)).toBe('draw 0');
  });

  test('cars go forward and sideways, and off over the far edge only', () => {
    expect(names(game.initial)).toEqual(['a2-a1', 'a2-b2', 'a3-b3']);
    expect(names('..L/.../R.. L')).toEqual(['c3-c2', 'c3-off']);
    expect(names('R.L/.../... R')).toEqual(['a3-b3', 'a3-off']);
    expect(names('.R./L../... R')).toEqual(['b3-a3', 'b3-c3', 'b3-off']);
    expect(names('LR./R../... L')).toEqual([]);
  });

  test('who is blocked has won, who sees no cars of the other side has lost', async () => {
    expect(await valueOf(game, values, 'LR./R../... L')).toBe('win 0');
    game.parse(p, '.../..L/R.. L');
    game.play(p, 5 | (255 << 8));
    expect(game.ended(p)).toBe(loss(0));
    // It was Left's last car, and nobody moves any more.
    p.pass();
    expect(game.legal!(p)).toBe(false);
  });

  test.each([
    ['.../.../.R. L', 'no cars'],
    ['LLL/.../.R. L', 'more than 2'],
    ['LL./.../.R. X', 'side to move'],
  ])('refuses %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(what);
  });

  test('draws itself', () => {
    game.parse(p, game.initial);
    expect(game.draw(p)).toBe('L . .\nL . .\n. R R\nL to move');
  });
});
