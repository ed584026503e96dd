import { describe, expect, test } from 'vitest';
import { millGame } from '../../games/shared/mill-game.ts';
import { ringBoard } from '../../games/shared/rings.ts';
import { sixMensMorris as game } from '../../games/six-mens-morris.ts';
import { loss, Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteMills } from '../support/brute-mills.ts';
import { conformance } from '../support/conformance.ts';
import { disagreements } from '../support/mills-agreement.ts';
import { solveAll } from '../support/table.ts';

const spec = specialize(game);
const named = (name: string) => spec.sliceOf(spec.materials.parse(name, game.id));
conformance(game, spec, () => ['4-3', '2+3-2+4'].map(named));

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);
const namesOf = (text: string): string[] => {
  game.parse(p, text);
  return [...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move)).toSorted();
};

describe("six men's morris", () => {
  test('there are 16 symmetries, and the sides can be exchanged', () => {
    const [slice] = spec.slicesOf('all').slice(-1);
    expect(slice.name).toBe('0+6-0+6');
    expect(spec.symmetries(slice)).toHaveLength(32);
  });

  test('a man in hand is put down; a closed mill takes a man that is in none', () => {
    expect(namesOf(game.initial)).toHaveLength(16);
    // w closes a5-c5-e5; of b, the men b2, b3 and b4 are a mill.
    const names = namesOf('**@****@/*O*****O w 4 4');
    expect(names.filter((name) => name.includes('x'))).toEqual(['c5xb4', 'c5xd3']);
    expect(namesOf('*****@@@/*O*****O w 3 3').filter((name) => name.includes('x'))).toEqual([
      'c5xb2',
      'c5xb3',
      'c5xb4',
    ]);
  });

  test('a spoke is no mill, and three men do not jump', () => {
    expect(namesOf('O*@*@***/O*O*@*** w 0 0')).toEqual(['c4-b4', 'c4-d4', 'c5-a5', 'c5-e5', 'e3-e1', 'e3-e5']);
  });

  test('two men in all, or no move, have lost', () => {
    game.parse(p, '********/OO@@@*** w 0 0');
    expect(game.ended(p)).toBe(loss(0));
    expect(namesOf('********/@O@O@O@O w 0 0')).toEqual([]);
    game.parse(p, '********/@O@O@O@O w 0 0');
    expect(game.ended(p)).toBeUndefined();
  });

  test('notation and drawing', () => {
    const text = '@*******/O******* b 5 4';
    expect(() => game.parse(p, text)).toThrow('leads there');
    game.parse(p, '@*******/O******* w 5 5');
    expect(game.draw(p)).toBe(
      [
        '5  *-------O-------*',
        '   |       |       |',
        '4  |   *---@---*   |',
        '   |   |       |   |',
        '3  *---*       *---*',
        '   |   |       |   |',
        '2  |   *---*---*   |',
        '   |       |       |',
        '1  *-------*-------*',
        '',
        '   a   b   c   d   e',
        'O in hand: 5, @ in hand: 5',
        'O to move',
      ].join('\n'),
    );
  });

  test.each([
    ['********/********/******** w 6 6', '3 rings, expected 2'],
    ['********/******** w 7 6', 'men in hand "7", expected 0 to 6'],
    ['********/******** w 6 4', "no game of Six men's morris leads there"],
    ['OOOOOOO*/******** w 0 0', 'more than 6 men "O"'],
    ['********/********', '1 fields, expected 4'],
  ])('refuses %s: %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
    expect(() => game.parse(p, text)).toThrow(what);
  });
});

describe('against an independent program', () => {
  test.each([
    { men: 3, flying: false, mixed: false },
    { men: 3, flying: true, mixed: true },
  ])(
    'every value with $men men a side on two squares (jumping $flying, moving while men are in hand $mixed)',
    async (rules) => {
      const id = `test-${JSON.stringify(rules)}`;
      const small = millGame({ ...rules, id, title: id, version: 1, board: ringBoard(2), tables: 'one' });
      const { valueOf } = await solveAll(small);
      const brute = bruteMills({ points: 16, ...rules });
      expect(brute.positions).toBeGreaterThan(300_000);
      expect(disagreements(small, valueOf, brute)).toEqual([]);
    },
  );
});
