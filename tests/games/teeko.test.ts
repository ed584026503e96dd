import { describe, expect, test } from 'vitest';
import { advancedTeeko, teeko } from '../../games/teeko.ts';
import { type Game, loss, Position } from '../../src/game/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';
import { conformance } from '../support/conformance.ts';
import { bruteTeeko } from '../support/brute-teeko.ts';

for (const { game, slices } of [
  { game: teeko, slices: ['2+2-1+3', '4-4'] },
  { game: advancedTeeko, slices: ['2+2-2+2'] },
]) {
  const spec = specialize(game);
  conformance(game, spec, () => slices.map((name) => spec.sliceOf(spec.materials.parse(name, game.id))));
}

const p = new Position(teeko.schema);
const out = new Int32Array(teeko.maxMoves);

/** A position from its 25 letters, top row first. */
const text = (board: string, side: string): string => {
  const hand = ['B', 'R']
    .map((letter) => letter.repeat(4 - Array.from(board).filter((c) => c === letter).length))
    .join('');
  return `${board.match(/.{5}/g)!.join('/')} ${side} ${hand || '-'}`;
};

describe.each([
  // G. L. Steele Jr., Summary of the Solving of the Game of Teeko (1999): 44 goals, of the advanced game 58.
  { game: teeko, goals: 44, advanced: false },
  { game: advancedTeeko, goals: 58, advanced: true },
])('$game.id', ({ game, goals, advanced }: { game: Game; goals: number; advanced: boolean }) => {
  const other = bruteTeeko(advanced);

  test('every set of four men is a goal or not, as in the other program; the number of goals is the published one', () => {
    let found = 0;
    for (let a = 0; a < 25; a++)
      for (let b = a + 1; b < 25; b++)
        for (let c = b + 1; c < 25; c++)
          for (let d = c + 1; d < 25; d++) {
            p.clear();
            for (const cell of [a, b, c, d]) p.set(cell, 1);
            p.turn = 1;
            const over = game.ended(p) !== undefined;
            if (over) found++;
            // Cells count from the bottom, letters from the top.
            const board = Array.from({ length: 25 }, (_, i) =>
              [a, b, c, d].includes(5 * (4 - Math.floor(i / 5)) + (i % 5)) ? 'B' : '.',
            );
            expect(over).toBe(other.hasGoal(board.join(''), 'B'));
          }
    expect(found).toBe(goals);
  });

  test('moves are those of the other program', () => {
    const random = new Random(5);
    for (let i = 0; i < 400; i++) {
      const pairs = random.below(5);
      const board = Array.from({ length: 25 }, () => '.');
      const side = pairs < 4 && random.below(2) ? 'R' : 'B';
      const men = `${'B'.repeat(pairs + (side === 'R' ? 1 : 0))}${'R'.repeat(pairs)}`;
      for (const man of men) {
        const free = board.flatMap((c, cell) => (c === '.' ? [cell] : []));
        board[free[random.below(free.length)]] = man;
      }
      const letters = board.join('');
      if (other.hasGoal(letters, side)) continue;
      game.parse(p, text(letters, side));
      expect(game.ended(p)).toBe(other.hasGoal(letters, side === 'B' ? 'R' : 'B') ? loss(0) : undefined);
      if (game.ended(p) !== undefined) continue;
      const found = [...out.subarray(0, game.moves(p, out))].map((move) => {
        game.play(p, move);
        const reached = game.format(p);
        p.rewind(0);
        return reached;
      });
      const expected = other.boardsAfter(letters, side).map((next) => text(next, side === 'B' ? 'R' : 'B'));
      expect(found.toSorted()).toEqual(expected.toSorted());
    }
  });
});

describe('teeko', () => {
  test('names and drawing', () => {
    teeko.parse(p, 'B..R./.R.../..B../...B./R...B R R');
    expect([...out.subarray(0, teeko.moves(p, out))].map((move) => teeko.formatMove(p, move))).toContain('c5');
    expect(teeko.draw(p)).toBe(
      'B . . R .\n. R . . .\n. . B . .\n. . . B .\nR . . . B\nin hand: -\nin hand: R\nR to move',
    );
    teeko.parse(p, 'B..R./.R.../..B../...BR/R...B B -');
    expect([...out.subarray(0, teeko.moves(p, out))].map((move) => teeko.formatMove(p, move))).toContain('c3-d4');
  });

  test.each([
    ['BBBBB/RRR../...../...../..... R R', 'more than 4 men'],
    ['BBBB./RRR../...../...../..... B R', 'no game of Teeko leads there'],
    ['BBB../RR.../...../...../..... B BRR', 'no game of Teeko leads there'],
    ['...../...../...../...../..... B BBBBRRR', 'no game of Teeko leads there'],
    ['...../...../...../.... B BBBBRRRR', '4 rows, expected 5'],
    ['...../...../...../...../....W B BBBBRRRR', 'unknown letter "W"'],
  ])('refuses %s: %s', (position, what) => {
    expect(() => teeko.parse(p, position)).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
    expect(() => teeko.parse(p, position)).toThrow(what);
  });
});
