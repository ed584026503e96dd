import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, EMPTY, grid, kindOfCode, NONE, Position, type Schema, sideOfCode } from '../../src/game/index.ts';
import { weightsOf } from '../../src/game/position.ts';

const pieces: Schema = {
  board: grid(4, 3),
  content: 'pieces',
  kinds: [
    { letter: 'A', max: 4, reserve: 3 },
    { letter: 'B', max: 2 },
    { letter: 'C', max: 1, reserve: 2 },
  ],
};
const seeds: Schema = { board: grid(6, 2), content: 'seeds', kinds: [], seeds: 48 };

interface Change {
  readonly op: number;
  readonly a: number;
  readonly b: number;
}
const changes = fc.array(fc.record({ op: fc.nat(5), a: fc.nat(11), b: fc.nat(255) }), { maxLength: 60 });

/** Applies a change if it makes sense in `p`; the arguments are folded into range. */
function apply(p: Position, { op, a, b }: Change): void {
  const { schema } = p;
  const code = 1 + (b % 6);
  const kind = schema.kinds[kindOfCode(schema, code)];
  switch (op) {
    case 0:
      if (p.counts[code] < kind.max || p.cells[a] === code) p.set(a, code);
      break;
    case 1:
      p.set(a, EMPTY);
      break;
    case 2:
      if (p.cells[a] !== EMPTY && p.cells[b % 12] === EMPTY) p.shift(a, b % 12);
      break;
    case 3:
      p.pass(b % 2 === 0 ? NONE : a);
      break;
    case 4:
      p.setFlags(b);
      break;
    case 5:
      if (p.reserve[code] < (kind.reserve ?? 0)) p.addReserve(code, 1);
      else if (p.reserve[code] > 0) p.addReserve(code, -1);
      break;
  }
}

/** Everything that follows from cells and reserves, worked out again. */
function check(p: Position): void {
  const weights = weightsOf(p.schema);
  let signature = 0;
  for (let code = 1; code <= 2 * p.schema.kinds.length; code++) {
    const cells = [...p.cells].flatMap((c, cell) => (c === code ? [cell] : []));
    const list = [...p.lists.subarray(code * p.stride, code * p.stride + p.counts[code])];
    expect(list.toSorted((a, b) => a - b)).toEqual(cells);
    signature += cells.length * weights.board[code] + p.reserve[code] * weights.reserve[code];
  }
  expect(p.signature).toBe(signature);
}

describe('the journal', () => {
  test('rewinds any changes to any point', () => {
    fc.assert(
      fc.property(changes, fc.nat(59), (list, cut) => {
        const p = new Position(pieces);
        p.clear();
        const states: [number, string][] = [];
        for (const change of list) {
          states.push([p.time, p.key()]);
          apply(p, change);
          check(p);
        }
        states.push([p.time, p.key()]);
        for (const [time, key] of [states[Math.min(cut, list.length)], states[0]]) {
          p.rewind(time);
          expect(p.key()).toBe(key);
          expect(p.time).toBe(time);
          check(p);
        }
        expect(p.signature).toBe(0);
      }),
    );
  });

  test('forget keeps the position and starts anew', () => {
    const p = new Position(pieces);
    p.clear();
    p.set(3, codeOf(pieces, 1, 1));
    const key = p.key();
    p.forget();
    p.rewind(0);
    expect(p.key()).toBe(key);
  });

  test('a copy is equal, independent, and rewinds no further than itself', () => {
    fc.assert(
      fc.property(changes, changes, (list, more) => {
        const p = new Position(pieces);
        const copy = new Position(pieces);
        p.clear();
        for (const change of list) apply(p, change);
        copy.copyFrom(p);
        const key = p.key();
        expect(copy.key()).toBe(key);
        for (const change of more) apply(copy, change);
        check(copy);
        expect(p.key()).toBe(key);
        copy.rewind(0);
        expect(copy.key()).toBe(key);
        check(copy);
      }),
    );
  });

  test('exchanging two men keeps lists and signature, and the journal does not know', () => {
    fc.assert(
      fc.property(changes, fc.nat(11), fc.nat(10), (list, one, further) => {
        const p = new Position(pieces);
        p.clear();
        for (const change of list) apply(p, change);
        p.forget();
        const taken = [...p.cells.keys()].filter((cell) => p.cells[cell] !== EMPTY);
        fc.pre(taken.length > 1);
        const a = taken[one % taken.length];
        const b = taken[(one + 1 + (further % (taken.length - 1))) % taken.length];
        const [before, { stamp, signature }] = [[...p.cells], p];
        p.exchange(a, b);
        check(p);
        expect([...p.cells]).toEqual(before.with(a, before[b]).with(b, before[a]));
        expect(p.signature).toBe(signature);
        expect([p.time, p.stamp === stamp]).toEqual([0, false]);
      }),
    );
  });

  test('clear empties the board after anything', () => {
    fc.assert(
      fc.property(changes, changes, (list, more) => {
        const used = new Position(pieces);
        const fresh = new Position(pieces);
        for (const change of list) apply(used, change);
        used.clear();
        for (const change of more) for (const p of [used, fresh]) apply(p, change);
        check(used);
        expect(used.key()).toBe(fresh.key());
        expect(used.signature).toBe(fresh.signature);
      }),
    );
  });

  test('counts seeds', () => {
    const sow = fc.array(fc.tuple(fc.nat(11), fc.nat(4)), { maxLength: 12 });
    fc.assert(
      fc.property(sow, (list) => {
        const p = new Position(seeds);
        p.clear();
        for (const [cell, n] of list) {
          p.set(cell, n);
          expect(p.signature).toBe(p.cells.reduce((sum, c) => sum + c, 0));
        }
        p.rewind(0);
        expect(p.signature).toBe(0);
      }),
    );
  });
});

describe('limits', () => {
  test('more men of a kind than the schema has are a mistake', () => {
    const p = new Position({ ...pieces, kinds: [{ letter: 'A', max: 1 }] });
    p.clear();
    p.set(0, 1);
    expect(() => p.set(1, 1)).toThrow(RangeError);
  });

  test('a journal that nobody forgets overflows loudly', () => {
    const p = new Position(pieces);
    p.clear();
    expect(() => {
      for (let i = 0; i < 100_000; i++) p.pass();
    }).toThrow('journal full');
  });

  test('a schema with more materials than a double counts is refused', () => {
    const kinds = Array.from({ length: 20 }, (_, i) => ({ letter: 'ABCDEFGHIJKLMNOPQRST'[i], max: 15 }));
    expect(() => weightsOf({ ...pieces, kinds })).toThrow(RangeError);
  });

  test('equal signatures mean equal material', () => {
    const { board, reserve, range } = weightsOf(pieces);
    const weights: [number, number][] = [];
    for (let code = 1; code <= 6; code++) {
      const kind = pieces.kinds[kindOfCode(pieces, code)];
      weights.push([board[code], kind.max]);
      if (kind.reserve) weights.push([reserve[code], kind.reserve]);
    }
    let signatures = [0];
    for (const [weight, most] of weights) {
      signatures = signatures.flatMap((s) => Array.from({ length: most + 1 }, (_, n) => s + n * weight));
    }
    expect(new Set(signatures).size).toBe(signatures.length);
    expect(range).toBe(signatures.length);
    expect(signatures.reduce((a, b) => Math.max(a, b))).toBe(range - 1);
  });
});

describe('place', () => {
  const codes = Uint8Array.of(1, 1, 2, 4, 4, 4);
  const cell = fc.nat(11);
  const placings = fc.array(
    fc.record({ men: fc.array(cell, { minLength: 6, maxLength: 6 }), turn: fc.nat(1), mark: cell }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );

  test('agrees with set, time after time, and says when two men share a cell', () => {
    fc.assert(
      fc.property(placings, changes, (list, wandering) => {
        const reserve = Uint8Array.of(0, 2, 0, 0, 1, 0, 0);
        const slow = new Position(pieces);
        slow.clear();
        for (const code of [1, 4]) slow.addReserve(code, reserve[code]);
        for (const code of codes) slow.signature += weightsOf(pieces).board[code];
        const signature = slow.signature;

        const p = new Position(pieces);
        // Whatever stood there before `open` is gone.
        for (const change of wandering) apply(p, change);
        p.open(signature, reserve);
        for (const { men, turn, mark } of list) {
          const side = turn === 0 ? 0 : 1;
          const distinct = p.place(codes, Uint8Array.from(men), codes.length, side, mark);
          expect(distinct).toBe(new Set(men).size === men.length);
          if (!distinct) continue;
          slow.clear();
          for (const code of [1, 4]) slow.addReserve(code, reserve[code]);
          men.forEach((at, i) => slow.set(at, codes[i]));
          slow.turn = side;
          slow.mark = mark;
          expect(p.key()).toBe(slow.key());
          expect(p.signature).toBe(slow.signature);
          check(p);
          // Rules play on the placed position and take it back before the next one.
          apply(p, { op: 2, a: men[0], b: 0 });
          apply(p, { op: 1, a: men[2], b: 0 });
          apply(p, { op: 5, a: 0, b: 0 });
          p.rewind(0);
          expect(p.key()).toBe(slow.key());
          check(p);
        }
      }),
    );
  });
});

test('codes name a kind and a side', () => {
  const codes = pieces.kinds.flatMap((_, kind) => [codeOf(pieces, kind, 0), codeOf(pieces, kind, 1)]);
  expect(codes.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  for (const side of [0, 1] as const) {
    for (let kind = 0; kind < 3; kind++) {
      const code = codeOf(pieces, kind, side);
      expect([kindOfCode(pieces, code), sideOfCode(pieces, code)]).toEqual([kind, side]);
    }
  }
});
