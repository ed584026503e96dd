import { describe, expect, test } from 'vitest';
import { laskerMorris as game } from '../../games/lasker-morris.ts';
import { Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { conformance } from '../support/conformance.ts';

const spec = specialize(game);
conformance(game, spec, () => ['3-2+1', '1+2-1+2'].map((name) => spec.slicesOf(name)[0]));

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);
const namesOf = (text: string): string[] => {
  game.parse(p, text);
  return [...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move)).toSorted();
};

describe('Lasker morris', () => {
  test('with men in hand one is put down or one on the board moves along a line', () => {
    expect(namesOf(game.initial)).toHaveLength(24);
    const names = namesOf('O*******/*******@/******** w 9 9');
    expect(names.filter((name) => !name.includes('-'))).toHaveLength(22);
    expect(names.filter((name) => name.includes('-'))).toEqual(['d5-c5', 'd5-d6', 'd5-e5']);
  });

  test('without men in hand one must move', () => {
    expect(namesOf('O*O*O*O*/@*@*@***/******** w 0 0').every((name) => name.includes('-'))).toBe(true);
  });

  test('three men in all jump, also while some of them are in hand', () => {
    expect(namesOf('O*O*****/*@*@*@**/******** w 1 0').filter((name) => name.startsWith('d5-'))).toHaveLength(19);
    expect(namesOf('O*O*****/*@*@*@**/******** w 2 0').filter((name) => name.startsWith('d5-'))).toHaveLength(3);
  });

  test('moving and putting down both close mills', () => {
    const names = namesOf('*O*****O/O*@***@*/******** w 5 5');
    expect(names.filter((name) => name.includes('x'))).toEqual(['d5xb4', 'd5xf4', 'd6-d5xb4', 'd6-d5xf4']);
  });

  test('hands need not keep pace, but who has moved has a man on the board', () => {
    expect(() => game.parse(p, 'O*******/*******@/******** w 3 9')).not.toThrow();
    expect(() => game.parse(p, 'O*******/********/******** w 9 9')).toThrow('no game of Lasker morris leads there');
    expect(() => game.parse(p, '********/********/******** w 11 9')).toThrow('men in hand "11", expected 0 to 10');
    expect(() => game.parse(p, '********/********/*******O b 10 10')).toThrow('leads there');
  });

  test('slices with men in hand can cycle: a slide is taken back', () => {
    game.parse(p, 'O*******/*******@/******** w 9 9');
    // The man of b on b6 can have come from d6 or b4.
    expect(game.unmoves!(p, out)).toBe(2);
  });
});
