import { describe, expect, test } from 'vitest';
import { connectFour } from '../../games/connect-four.ts';
import { nineMensMorris } from '../../games/nine-mens-morris.ts';
import { othello4x4 } from '../../games/othello.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import {
  codeOf,
  EndgameError,
  type Game,
  grid,
  gridNotation,
  Position,
  type Schema,
  SCORE,
  score,
  type Value,
} from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Specialization, specialize } from '../../src/specialize/index.ts';
import { Random } from '../../src/specialize/random.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance, eachPosition } from '../support/conformance.ts';

const board = grid(3, 2);
const schema: Schema = {
  board,
  content: 'pieces',
  kinds: [
    { letter: 'A', max: 2 },
    { letter: 'B', max: 2 },
  ],
  stacks: [
    [0, 3],
    [1, 4],
    [2, 5],
  ],
  filled: [1],
};
const notation = gridNotation(schema);

/**
 * Two kinds of men that fall into three columns, the middle one never empty. The board full, each A counts what its
 * cell is worth (middle 2, sides 1, upper row double), each B one, for its side. Either side may have begun.
 */
const pileUp: Game = {
  id: 'pile-up',
  title: 'Pile up (a test game)',
  version: 1,
  schema,
  domain: SCORE,
  initial: '.../.A. 1',
  maxMoves: 6,
  tables: 'one',
  moves(p, out) {
    let n = 0;
    for (let column = 0; column < 3; column++) {
      const cell = p.cells[column] === 0 ? column : column + 3;
      if (p.cells[cell] !== 0) continue;
      for (const kind of [0, 1]) if (p.counts[codeOf(schema, kind, p.turn)] < 2) out[n++] = kind * 6 + cell;
    }
    return n;
  },
  play(p, move) {
    p.set(move % 6, codeOf(schema, move < 6 ? 0 : 1, p.turn));
    p.pass();
  },
  legal: (p) => {
    const men = [p.counts[1] + p.counts[2], p.counts[3] + p.counts[4]];
    const ahead = men[1 - p.turn] - men[p.turn];
    return p.cells[1] !== 0 && (ahead === 0 || ahead === 1);
  },
  ended(p) {
    if (p.counts[1] + p.counts[2] + p.counts[3] + p.counts[4] < 6) return undefined;
    let sum = 0;
    for (let cell = 0; cell < 6; cell++) {
      const worth = p.cells[cell] % 2 === 1 ? (cell % 3 === 1 ? 2 : 1) * (cell < 3 ? 1 : 2) : 1;
      sum += p.cells[cell] <= 2 ? worth : -worth;
    }
    return score(p.turn === 0 ? sum : -sum);
  },
  parse(p, text) {
    notation.parse(p, text);
    if (!pileUp.legal!(p)) throw new EndgameError('E_POSITION', `position "${text}"`, 'the sides put men down in turn');
  },
  format: (p) => notation.format(p),
  formatMove: (_, move) => `${move < 6 ? 'A' : 'B'}${board.names[move % 6]}`,
  draw: (p) => notation.draw(p),
};

async function solveAll(spec: Specialization): Promise<(p: Position) => Value> {
  const slices = new SliceValues(spec, { memory: 1e9 });
  for (const slice of spec.slicesOf('all')) await slices.get(slice);
  return (p) => {
    const ended = spec.game.ended(p);
    if (ended !== undefined) return ended;
    const slice = spec.sliceOf(p.signature);
    return slices.peek(slice)!.at(spec.space(slice).rank(p)) as Value;
  };
}

describe('several kinds, stacks, a filled cell, sides that can be exchanged', () => {
  const spec = specialize(pileUp);
  conformance(pileUp, spec, () => spec.slicesOf('all'));

  test('values are those of a brute-force fixpoint', async () => {
    const valueOf = await solveAll(spec);
    const p = new Position(schema);
    const truth = bruteForce(pileUp, [pileUp.initial]);
    expect(truth.size).toBeGreaterThan(200);
    for (const [text, value] of truth) {
      pileUp.parse(p, text);
      expect(valueOf(p), text).toBe(value);
    }
  });

  test('only the reflection of left and right is left of the board, with and without exchange of the sides', () => {
    for (const slice of spec.slicesOf('all')) {
      for (const { image } of spec.symmetries(slice)) expect([0, 2]).toContain(image[0]);
    }
    expect(spec.symmetries(spec.slicesOf('all').at(-1)!)).toHaveLength(4);
  });
});

test('indices without holes are as many as combinatorics say', () => {
  const sizes = (game: Game): Map<string, number> => {
    const spec = new Specialization(game);
    return new Map(spec.slicesOf('all').map((slice) => [slice.name, spec.space(slice).size]));
  };
  // Tic-tac-toe, 4 against 4: the empty cell is a corner, an edge or the centre; 8 over 4 arrangements of the men.
  expect(sizes(ticTacToe).get('4-4')).toBe(3 * 70);
  // Three columns of two, one of them with one man less, up to reflection: 2 profiles; 5 over 3 arrangements.
  expect(sizes(connectFour(3, 2)).get('3-2')).toBe(2 * 10);
  // Othello, 4 against 3: the centre and three other cells, 7 over 4 arrangements, either side to move.
  expect(
    specialize(othello4x4).space(
      specialize(othello4x4)
        .slicesOf('all')
        .find((s) => s.name === '4-3')!,
    ).size,
  ).toBe(2 * setsOfThree() * 35);
});

/** Sets of three of the twelve outer cells of a square of 4 x 4 up to its symmetries, by enumeration. */
function setsOfThree(): number {
  const outer = Array.from({ length: 16 }, (_, i) => i).filter((i) => ![5, 6, 9, 10].includes(i));
  const turn = (i: number): number => 4 * (i % 4) + 3 - Math.floor(i / 4);
  const flip = (i: number): number => i ^ 3;
  const orbits = new Set<string>();
  for (const a of outer) {
    for (const b of outer) {
      for (const c of outer) {
        if (a >= b || b >= c) continue;
        let set = [a, b, c];
        const images: string[] = [];
        for (let i = 0; i < 8; i++) {
          set = i === 4 ? set.map(flip) : set.map(turn);
          images.push(set.toSorted((x, y) => x - y).join());
        }
        orbits.add(images.toSorted()[0]);
      }
    }
  }
  return orbits.size;
}

describe('without the accelerators values are the same and indices more', () => {
  const without = (game: Game, part: 'stacks' | 'mover' | 'filled'): Game => {
    const rest = { ...game.schema };
    delete rest[part];
    return { ...game, id: `${game.id}-without-${part}`, schema: rest };
  };
  test.each([
    [connectFour(4, 3), 'stacks', 5],
    [connectFour(4, 3), 'mover', 1.9],
    [ticTacToe, 'mover', 1.9],
    [pileUp, 'filled', 1.1],
  ] as const)('%#: the same without one', async (game, part, times) => {
    const slow = without(game, part);
    const [specA, specB] = [new Specialization(game), new Specialization(slow)];
    const size = (spec: Specialization): number =>
      spec.slicesOf('all').reduce((sum, slice) => sum + spec.space(slice).size, 0);
    const [valueA, valueB] = [await solveAll(specA), await solveAll(specB)];
    const p = new Position(slow.schema);
    let compared = 0;
    let wrong = 0;
    for (const slice of specA.slicesOf('all')) {
      eachPosition(
        specA,
        slice,
        (q) => {
          slow.parse(p, game.format(q));
          if (valueA(q) !== valueB(p)) wrong++;
          compared++;
        },
        200,
      );
    }
    expect(compared).toBeGreaterThan(100);
    expect(wrong).toBe(0);
    expect(size(specB)).toBeGreaterThan(times * size(specA));
  });
});

describe('one index after the other', () => {
  test.each([
    [othello4x4, '4-3'],
    [ticTacToe, '3-3'],
    [connectFour(4, 4), '5-4'],
  ] as const)('%#: gives the same positions, whatever is done to them meanwhile', (game, name) => {
    const spec = specialize(game);
    const slice = spec.slicesOf('all').find((s) => s.name === name)!;
    const fresh = new Specialization(game);
    const apart = fresh.space(fresh.slicesOf('all').find((s) => s.name === name)!);
    const space = spec.space(slice);
    const [p, q, other] = [new Position(game.schema), new Position(game.schema), new Position(game.schema)];
    const moves = new Int32Array(game.maxMoves);
    const random = new Random(1);
    let changed = 0;
    for (let index = 0; index < space.size; index++) {
      // Always from scratch: a call for the first index of the other space comes in between.
      apart.unrank(0, q);
      const used = apart.unrank(index, q);
      expect(space.unrank(index, p)).toBe(used);
      expect(p.key()).toBe(q.key());
      expect(p.signature).toBe(q.signature);
      if (!used) continue;
      expect(space.rank(p)).toBe(index);
      for (let code = 1; code < p.counts.length; code++) expect(listed(p, code)).toEqual(listed(q, code));
      if (game.ended(p) !== undefined) continue;
      const n = game.moves(p, moves);
      switch (random.below(6)) {
        case 0:
          game.play(p, moves[random.below(n)]);
          p.rewind(0);
          break;
        case 1:
          space.unrank(random.below(space.size), other);
          break;
        case 2:
          // Men change places and nobody can rewind that.
          p.copyFrom(q);
          p.exchange(p.lists[p.stride], p.lists[2 * p.stride]);
          changed++;
          break;
        case 3:
          space.unrank(random.below(space.size), p);
          break;
      }
    }
    expect(changed).toBeGreaterThan(20);
  });

  const listed = (p: Position, code: number): number[] =>
    [...p.lists.subarray(code * p.stride, code * p.stride + p.counts[code])].toSorted((a, b) => a - b);
});

test('what a shift leads to has the same index whether it is played or not', () => {
  const spec = specialize(threeMensMorris);
  const slice = spec.slicesOf('all').find((s) => s.name.includes('3-3'))!;
  const space = spec.space(slice);
  const moves = new Int32Array(threeMensMorris.maxMoves);
  let shifts = 0;
  eachPosition(spec, slice, (p) => {
    if (threeMensMorris.ended(p) !== undefined || p.reserve[1] + p.reserve[2] > 0) return;
    const before = p.key();
    for (const move of moves.slice(0, threeMensMorris.moves(p, moves))) {
      const index = space.rankShifted(p, move & 31, (move >> 5) & 31);
      expect(p.key()).toBe(before);
      threeMensMorris.play(p, move);
      expect(space.rank(p)).toBe(index);
      p.rewind(0);
      shifts++;
    }
  });
  expect(shifts).toBeGreaterThan(100);
});

test('what is too large placed apart is counted as it will be ranked', () => {
  const { materials } = specialize(nineMensMorris);
  // 24 over 12 sets of cells, 12 over 6 arrangements; six men of each side apart: 134,596 squared.
  expect(materials.placements(materials.parse('6-6', 'nine-mens-morris'))).toBe(2_704_156 * 924);
  expect(materials.placementsApart(materials.of(materials.parse('6-6', '')).board)).toBe(134_596 ** 2);
});

test('schemas that contradict themselves are refused', () => {
  const game = (change: Partial<Schema>): Game => ({ ...pileUp, schema: { ...schema, ...change } });
  expect(() => new Specialization(game({ stacks: [[0, 3], [3]] }))).toThrow(/two stacks/);
  expect(() => new Specialization(game({ mark: { on: 'A', against: 'B' } }))).toThrow(/neither marks/);
});
