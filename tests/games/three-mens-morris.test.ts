import { describe, expect, test } from 'vitest';
import { threeMensMorris as game } from '../../games/three-mens-morris.ts';
import { loss, Position } from '../../src/game/index.ts';
import { bruteMoves, bruteThreeMensMorris } from '../support/brute-three-mens-morris.ts';

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);

describe("three men's morris", () => {
  const after = bruteMoves();

  test('moves lead where independently written rules say, from every position that can be reached', () => {
    expect(after.size).toBeGreaterThan(1000);
    for (const [text, expected] of after) {
      game.parse(p, text);
      expect(game.format(p)).toBe(text);
      const moves = game.ended(p) === undefined ? [...out.subarray(0, game.moves(p, out))] : [];
      const names = moves.map((move) => game.formatMove(p, move));
      const found = moves.map((move) => {
        game.play(p, move);
        expect(game.legal!(p)).toBe(true);
        const next = game.format(p);
        p.rewind(0);
        return next;
      });
      expect(found.toSorted()).toEqual(expected.toSorted());
      expect(new Set(names).size).toBe(moves.length);
    }
  });

  test('with six men on the board there are as many positions as combinatorics say', () => {
    // 9! / (3! 3! 3!) = 1,680 placements. x has a line in 8 * 20 of them; beside each of the six rows and columns two
    // of the 20 fillings give o a line too: 6 * 18 + 2 * 20 = 148 with a line for x alone, as many for o, 12 for both.
    // The side to move has no line: 1,680 - 148 - 12 = 1,520 positions for either side, 148 of them ended.
    const moving = [...after.keys()].filter((text) => text.endsWith(' -'));
    const ended = moving.filter((text) => {
      game.parse(p, text);
      return game.ended(p) !== undefined;
    });
    expect(moving).toHaveLength(2 * 1520);
    expect(ended).toHaveLength(2 * 148);
  });

  test('unmoves undo exactly the slides', () => {
    const before = new Map<string, string[]>();
    for (const [text, next] of after) {
      if (!text.endsWith(' -')) continue;
      for (const t of next) before.set(t, [...(before.get(t) ?? []), text]);
    }
    expect(before.size).toBeGreaterThan(1000);
    for (const text of after.keys()) {
      game.parse(p, text);
      const found: string[] = [];
      for (const unmove of out.slice(0, game.unmoves!(p, out))) {
        game.unplay!(p, unmove);
        if (game.legal!(p) && game.ended(p) === undefined) found.push(game.format(p));
        p.rewind(0);
      }
      expect(found.toSorted()).toEqual((before.get(text) ?? []).toSorted());
    }
  });

  test('the solver of the oracle is consistent with itself', () => {
    const values = bruteThreeMensMorris();
    expect(values.size).toBe(after.size);
    for (const [text, value] of values) {
      const next = after.get(text)!.map((t) => values.get(t)!);
      const losses = next.filter((v) => v.outcome === 'loss').map((v) => v.plies);
      const wins = next.filter((v) => v.outcome === 'win').map((v) => v.plies);
      const outcome = losses.length > 0 ? 'win' : wins.length === next.length ? 'loss' : 'draw';
      const plies = outcome === 'win' ? 1 + Math.min(...losses) : outcome === 'loss' ? Math.max(-1, ...wins) + 1 : 0;
      expect(value).toEqual({ outcome, plies });
    }
  });

  test('a line ends the game, a side without a move has lost', () => {
    game.parse(p, 'xxx/oo./... o o');
    expect(game.ended(p)).toBe(loss(0));
    game.parse(p, 'xox/.o./..x o o');
    expect(game.ended(p)).toBeUndefined();
    game.parse(p, 'xo./xxo/..o o -');
    expect(game.ended(p)).toBeUndefined();
  });

  test('either side may begin', () => {
    game.parse(p, '.../.../... o xxxooo');
    expect(game.moves(p, out)).toBe(9);
  });

  test('notation, names and drawing', () => {
    game.parse(p, 'xo./.x./..o x xo');
    expect(game.format(p)).toBe('xo./.x./..o x xo');
    expect(game.draw(p)).toBe('x o .\n. x .\n. . o\nin hand: x\nin hand: o\nx to move');
    expect([...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move))).toEqual([
      'a1',
      'b1',
      'a2',
      'c2',
      'c3',
    ]);
    game.parse(p, 'xo./.x./x.o o o');
    expect(game.ended(p)).toBeUndefined();
    game.parse(p, 'xo./.xo/x.o x -');
    expect([...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move)).toSorted()).toEqual([
      'a1-a2',
      'a1-b1',
      'a3-a2',
      'b2-a2',
      'b2-b1',
      'b2-c3',
    ]);
  });

  test.each([
    ['xxx/.../... x ooo', 'leads there'],
    ['x../.../... x xxooo', 'leads there'],
    ['.../.../... x xxoo', 'leads there'],
    ['xo./xxo/x.o x -', 'more than 3 men "x"'],
    ['xo./xx./..o o xo', 'leads there'],
  ])('refuses %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(what);
  });
});
