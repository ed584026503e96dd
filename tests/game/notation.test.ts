import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EndgameError, grid, gridNotation, Position, type Schema } from '../../src/game/index.ts';

/** A board with a gap, two kinds, one of them with a reserve. */
const plus: Schema = {
  board: {
    cells: 5,
    links: [
      [0, 1],
      [1, 2],
      [1, 3],
      [1, 4],
    ],
    names: ['w', 'm', 'e', 'n', 's'],
    rows: [
      [-1, 3, -1],
      [0, 1, 2],
      [-1, 4, -1],
    ],
  },
  content: 'pieces',
  kinds: [
    { letter: 'K', max: 1 },
    { letter: 'P', max: 2, reserve: 2 },
  ],
};
const plain: Schema = { board: grid(3, 2), content: 'pieces', kinds: [{ letter: 'X', max: 6 }] };

const failure = (run: () => void): unknown => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
};
const caught = (run: () => void): EndgameError => {
  const error = failure(run);
  if (error instanceof EndgameError) return error;
  throw new Error('no EndgameError', { cause: error });
};

describe('grid notation', () => {
  const notation = gridNotation(plus);
  const p = new Position(plus);

  test('round-trips every placement', () => {
    const letters = fc.constantFrom('.', '.', '.', 'K', 'k', 'P', 'p');
    const board = fc
      .array(letters, { minLength: 5, maxLength: 5 })
      .filter((men) => ['K', 'k'].every((c) => men.filter((m) => m === c).length <= 1))
      .filter((men) => ['P', 'p'].every((c) => men.filter((m) => m === c).length <= 2));
    fc.assert(
      fc.property(board, fc.nat(1), fc.nat(2), fc.nat(2), (men, side, a, b) => {
        const hand = 'P'.repeat(a) + 'p'.repeat(b) || '-';
        const text = `${men[0]}/${men.slice(1, 4).join('')}/${men[4]} ${side} ${hand}`;
        notation.parse(p, text);
        expect(notation.format(p)).toBe(text);
        expect(p.time).toBe(0);
        const copy = new Position(plus);
        notation.parse(copy, notation.format(p));
        expect(copy.key()).toBe(p.key());
      }),
    );
  });

  test('reads top row first, puts each man on its cell, and brings men in hand into normal order', () => {
    notation.parse(p, '  K/p.P/.   1  pP ');
    expect([...p.cells]).toEqual([4, 0, 2, 1, 0]);
    expect(p.turn).toBe(1);
    expect(notation.format(p)).toBe('K/p.P/. 1 Pp');
    notation.parse(p, './.../. 0');
    expect(notation.format(p)).toBe('./.../. 0 -');
  });

  test('draws gaps and hands', () => {
    notation.parse(p, 'K/p.P/. 1 PPp');
    expect(notation.draw(p)).toBe('  K\np . P\n  .\nin hand: PP\nin hand: p\n1 to move');
  });

  test('parsing forgets what was there before', () => {
    notation.parse(p, 'K/pPP/k 1 PPpp');
    notation.parse(p, './.../. 0 -');
    expect(p.key()).toBe(new Position(plus).key());
    expect(p.signature).toBe(0);
  });

  test('says no word of hands where nothing is ever in hand', () => {
    const simple = gridNotation(plain, { men: [['x', 'o']], sides: ['x', 'o'] });
    const q = new Position(plain);
    simple.parse(q, 'x.o/.x. o');
    expect(simple.format(q)).toBe('x.o/.x. o');
    expect(simple.draw(q)).toBe('x . o\n. x .\no to move');
    expect(caught(() => simple.parse(q, 'x.o/.x. o x')).message).toContain('more than 0 men "x" in reserve');
    expect(caught(() => simple.parse(q, 'x.o/.x. 0')).hint).toBe('write it like ".../... x"');
  });

  test.each([
    ['', '1 rows, expected 3'],
    ['./... 0', '2 rows, expected 3'],
    ['./.../. 2', 'side to move "2", expected 0 or 1'],
    ['./.../.', 'side to move ""'],
    ['./..../. 0', 'row "...." has not 3 cells'],
    ['../.../. 0', 'row ".." has not 1 cells'],
    ['Q/.../. 0', 'unknown letter "Q"'],
    ['K/K../. 0', 'more than 1 men "K"'],
    ['p/p.p/. 0', 'more than 2 men "p"'],
    ['./.../. 0 K', 'more than 0 men "K" in reserve'],
    ['./.../. 0 ppp', 'more than 2 men "p" in reserve'],
    ['./.../. 0 x', 'unknown letter "x"'],
    ['./.../. 0 - 5', 'unexpected "5"'],
  ])('refuses "%s": %s', (text, what) => {
    const error = caught(() => notation.parse(p, text));
    expect(error.code).toBe('E_POSITION');
    expect(error.message).toContain(`"${text}"`);
    expect(error.message).toContain(what);
    expect(error.hint).toBe('write it like "./.../. 0 KPkp"');
  });

  test('nothing but an EndgameError comes out of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('./KkPp01- x\u00e9')), maxLength: 16 }), (text) => {
        const error = failure(() => notation.parse(p, text));
        expect(error === undefined || error instanceof EndgameError).toBe(true);
      }),
    );
  });
});
