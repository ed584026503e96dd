import { describe, expect, test } from 'vitest';
import { nineMensMorris as game } from '../../games/nine-mens-morris.ts';
import { loss, type Move, Position } from '../../src/game/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);

const movesOf = (q: Position): Move[] => [...out.subarray(0, game.moves(q, out))];
const namesOf = (text: string): string[] => {
  game.parse(p, text);
  return movesOf(p).map((move) => game.formatMove(p, move));
};
const playNamed = (q: Position, name: string): void => {
  const move = movesOf(q).find((m) => game.formatMove(q, m) === name);
  if (move === undefined) throw new Error(`no move ${name}`);
  game.play(q, move);
};

/** A position from the names of the points with men of w and of b. */
const at = (w: string, b: string, rest: string): string => {
  const letters = Array.from({ length: 24 }, () => '*');
  for (const [men, mark] of [
    [w, 'O'],
    [b, '@'],
  ] as const) {
    for (const name of men.split(' ')) letters[game.schema.board.names.indexOf(name)] = mark;
  }
  return `${[0, 8, 16].map((i) => letters.slice(i, i + 8).join('')).join('/')} ${rest}`;
};

interface Step {
  readonly fen: string;
  readonly legal_uci: readonly string[];
  readonly picked_uci: string;
}
interface Recorded {
  readonly perft: readonly (readonly [number, number])[];
  readonly trajectories: readonly { readonly steps: readonly Step[] }[];
}

/** The part before "x" moves a man, the part from "x" takes one: Sanmill makes two moves of it. */
const part = (name: string, which: 0 | 1): string => /^([^x]*)(.*)$/.exec(name)![1 + which];

/** Lines of play of `depth` moves; `last` counts the moves of the last ply. */
const perft = (depth: number, last: (q: Position) => number): number => {
  if (depth === 1) return last(p);
  let sum = 0;
  for (const move of movesOf(p)) {
    const time = p.time;
    game.play(p, move);
    sum += perft(depth - 1, last);
    p.rewind(time);
  }
  return sum;
};

/** Sanmill takes the man by another move, so moves that differ in the man taken count once. */
const landings = (q: Position): number => new Set(movesOf(q).map((move) => part(game.formatMove(q, move), 0))).size;

describe('against the move generator of Sanmill', () => {
  const path = oraclePath('oracles', 'nine-mens-morris', 'movegen-nine-mens-morris.json.gz');
  const recorded = path ? (JSON.parse(readOracle(path)) as Recorded) : undefined;

  test.skipIf(!recorded)('every recorded position has the same moves', () => {
    let positions = 0;
    for (const { steps } of recorded!.trajectories) {
      steps.forEach((step, i) => {
        positions++;
        const taking = step.fen.split(' ')[3] === 'r';
        const before = taking ? steps[i - 1] : step;
        game.parse(p, before.fen);
        const names = movesOf(p).map((move) => game.formatMove(p, move));
        expect(new Set(names).size).toBe(names.length);
        const ours = taking
          ? names.filter((name) => part(name, 0) === before.picked_uci).map((name) => part(name, 1))
          : names.map((name) => part(name, 0));
        expect([...new Set(ours)].toSorted()).toEqual(step.legal_uci.toSorted());
        // Names with and without a man to take differ, so playing by name also compares when a mill is closed.
        const after = steps[i + 1];
        if (after === undefined) return;
        const asks = after.fen.split(' ')[3] === 'r';
        if (taking) playNamed(p, before.picked_uci + step.picked_uci);
        else if (asks) return;
        else playNamed(p, step.picked_uci);
        const reached = game.format(p);
        game.parse(p, after.fen);
        expect(game.format(p)).toBe(reached);
      });
      // Every game that Sanmill declares over ends by taking the third last man.
      const last = steps.at(-1)!;
      if (last.fen.split(' ')[3] !== 'r') continue;
      game.parse(p, steps.at(-2)!.fen);
      playNamed(p, steps.at(-2)!.picked_uci + last.picked_uci);
      expect(game.ended(p)).toBe(loss(0));
    }
    expect(positions).toBe(recorded!.trajectories.length === 8 ? 1142 : 89);
  });

  test.skipIf(!recorded)('perft 1 to 4', () => {
    for (const [depth, count] of recorded!.perft.slice(0, 4)) {
      game.parse(p, game.initial);
      expect(perft(depth, landings)).toBe(count);
    }
  });

  test('perft 5', () => {
    // Sanmill's count, 24 * 23 * 22 * 21 * 20 ways to put five men, and 16 mills * 3! * 21 * 20 of them close a mill and
    // then take either of two men.
    game.parse(p, game.initial);
    expect(perft(5, (q) => game.moves(q, out))).toBe(5_100_480 + 16 * 6 * 21 * 20);
  });
});

const after = (text: string): Set<string> => {
  game.parse(p, text);
  const found = new Set<string>();
  if (game.ended(p) !== undefined) return found;
  for (const move of movesOf(p)) {
    if (game.formatMove(p, move).includes('x')) continue;
    game.play(p, move);
    found.add(game.format(p));
    p.rewind(0);
  }
  return found;
};

describe("nine men's morris", () => {
  test('four men slide, three fly, a man in hand is put down', () => {
    expect(namesOf(at('d7 g4 d1 a4', 'b2 d2 f2', 'w 0 0')).toSorted()).toEqual(
      ['a4-a1', 'a4-a7', 'a4-b4', 'd1-a1', 'd1-g1', 'd7-a7', 'd7-d6', 'd7-g7', 'g4-f4', 'g4-g1', 'g4-g7'].toSorted(),
    );
    expect(namesOf(at('d7 g4 d1', 'b2 d3 f4', 'w 0 0'))).toHaveLength(3 * 18);
    expect(namesOf(at('d7 g4 d1', 'b2 d3 f4', 'w 1 1'))).toHaveLength(18);
    expect(namesOf(at('d7 g4 d1 a4', 'b2 d3 f4', 'b 0 0'))).toHaveLength(3 * 17);
  });

  test('a closed mill takes a man that is in no mill', () => {
    const names = namesOf(at('a7 g7 d6 a1', 'b2 b4 b6 f2', 'w 0 0'));
    expect(names.filter((name) => name.includes('x'))).toEqual(['d6-d7xf2']);
  });

  test('or any man if all are in mills', () => {
    const names = namesOf(at('a7 g7 d6 a1', 'b2 b4 b6', 'w 0 0'));
    expect(names.filter((name) => name.includes('x')).toSorted()).toEqual(['d6-d7xb2', 'd6-d7xb4', 'd6-d7xb6']);
  });

  test('two mills closed at once take one man', () => {
    const names = namesOf(at('a7 g7 d6 d5', 'b2 b4 f2 f4', 'w 1 1'));
    expect(names.filter((name) => name.startsWith('d7')).toSorted()).toEqual(['d7xb2', 'd7xb4', 'd7xf2', 'd7xf4']);
  });

  test('a man that flies along its own line closes nothing', () => {
    expect(namesOf(at('a7 d7 g4', 'b2 b4 f2', 'w 0 0'))).toEqual(expect.arrayContaining(['a7-g7', 'g4-g7xf2']));
  });

  test('an opponent with all men in hand loses none', () => {
    expect(namesOf('********/********/O******O w 7 7')).toContain('g7');
  });

  test('two men in all, or no move, have lost', () => {
    game.parse(p, at('a7 d7', 'b2 b4 b6', 'w 0 0'));
    expect(game.ended(p)).toBe(loss(0));
    game.parse(p, at('a7 d7', 'b2 b4 b6', 'w 1 0'));
    expect(game.ended(p)).toBeUndefined();
    // Four men in the corners, each with both neighbours taken.
    expect(namesOf(at('a7 g7 a1 g1', 'd7 g4 d1 a4', 'w 0 0'))).toEqual([]);
    expect(game.ended(p)).toBeUndefined();
    expect('stuck' in game).toBe(false);
  });

  test('notation: short and full form, drawing', () => {
    game.parse(p, '******@*/******@O/****O*@O b p p 3 5 3 6 0 0 0 0 0 0 0 0 1');
    const text = '******@*/******@O/****O*@O b 5 6';
    expect(game.format(p)).toBe(text);
    expect(game.draw(p)).toBe(
      [
        '7  O-----------*-----------*',
        '   |           |           |',
        '6  |   O-------*-------*   |',
        '   |   |       |       |   |',
        '5  |   |   *---*---*   |   |',
        '   |   |   |       |   |   |',
        '4  @---@---@       *---*---*',
        '   |   |   |       |   |   |',
        '3  |   |   *---*---*   |   |',
        '   |   |       |       |   |',
        '2  |   *-------*-------*   |',
        '   |           |           |',
        '1  *-----------O-----------*',
        '',
        '   a   b   c   d   e   f   g',
        'O in hand: 5, @ in hand: 6',
        '@ to move',
      ].join('\n'),
    );
  });

  test.each([
    ['********/********/OO*@@*** w 0 0', 'leads there'],
    ['********/********/O**@@@** b 0 0', 'leads there'],
    ['********/********/******** b 9 9 9', '5 fields'],
    ['********/********/******* w 9 9', 'ring "*******" has 7 points'],
    ['********/******** w 9 9', '2 rings'],
    ['********/********/******** x 9 9', 'side to move "x"'],
    ['********/********/*******X w 9 9', 'unknown letter "X"'],
    ['********/OO******/OOOOOOOO w 0 0', 'more than 9 men "O"'],
    ['********/********/*******O b 9 9', 'leads there'],
    ['********/********/*******O b 8 10', 'men in hand "10"'],
    ['********/********/*******O w 7 9', 'leads there'],
    ['O*@@@O*@/**@*@***/*@@**@O* b m r 3 0 9 0 0 1 0 0 0 0 0 0 1', 'still to be taken'],
  ])('refuses "%s": %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
    expect(() => game.parse(p, text)).toThrow(what);
  });

  test('unmoves undo exactly the moves that put down and take nothing', () => {
    const random = new Random(9);
    const q = new Position(game.schema);
    const back = new Int32Array(game.maxMoves);
    const before = (text: string): Set<string> => {
      game.parse(q, text);
      const found = new Set<string>();
      for (const unmove of back.slice(0, game.unmoves!(q, back))) {
        game.unplay!(q, unmove);
        if (game.legal!(q)) found.add(game.format(q));
        q.rewind(0);
        expect(game.format(q)).toBe(text);
      }
      return found;
    };
    for (let i = 0; i < 60; i++) {
      const cells = [...game.schema.board.names];
      for (let j = cells.length - 1; j > 0; j--) {
        const k = random.below(j + 1);
        [cells[j], cells[k]] = [cells[k], cells[j]];
      }
      const turn = random.below(2) === 0 ? 'w' : 'b';
      const men = 3 + random.below(7);
      const text = at(
        cells.slice(0, men).join(' '),
        cells.slice(men, men + 3 + random.below(i % 2 ? 1 : 7)).join(' '),
        `${turn} 0 0`,
      );
      for (const next of after(text)) expect(before(next)).toContain(text);
      for (const previous of before(text)) expect(after(previous)).toContain(text);
    }
    expect(before(at('a7 d7 g4', 'b2 b4 f2', 'w 1 1')).size).toBe(0);
  });
});
