import { beforeAll, describe, expect, test } from 'vitest';
import { othello4x4 as game } from '../../games/othello.ts';
import { Position } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { conformance } from '../support/conformance.ts';

const spec = specialize(game);
const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);

const slices = new SliceValues(spec, { memory: 1e9 });

// Moves that turn many discs over are rare, and slices that only they lead to are learnt while slices are solved.
beforeAll(async () => {
  for (let known = 0; known < spec.slicesOf('all').length; ) {
    known = spec.slicesOf('all').length;
    for (const slice of spec.slicesOf('all')) await slices.get(slice);
  }
});

conformance(game, spec, () => spec.slicesOf('all').filter((_, i) => i % 12 === 0));

/**
 * An oracle that shares nothing with the rules: boards as 16 letters read row by row from the top, rows walked cell by
 * cell, values by plain recursion. Keys are the board and the side to move.
 */
const known = new Map<string, number>();
const next = new Map<string, string[]>();
const DIRECTIONS = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
];

function after(board: string, side: string, cell: number): string | undefined {
  if (board[cell] !== '.') return undefined;
  const turned: number[] = [];
  for (const [dx, dy] of DIRECTIONS) {
    const passed: number[] = [];
    let [x, y] = [(cell % 4) + dx, Math.floor(cell / 4) + dy];
    while (x >= 0 && x < 4 && y >= 0 && y < 4 && !`.${side}`.includes(board[4 * y + x])) {
      passed.push(4 * y + x);
      [x, y] = [x + dx, y + dy];
    }
    if (x >= 0 && x < 4 && y >= 0 && y < 4 && board[4 * y + x] === side) turned.push(...passed);
  }
  if (turned.length === 0) return undefined;
  return Array.from(board, (c, i) => (i === cell || turned.includes(i) ? side : c)).join('');
}

const count = (board: string, letter: string): number => board.split(letter).length - 1;
const otherSide = (side: string): string => (side === 'b' ? 'w' : 'b');
const placements = (board: string, side: string): string[] =>
  Array.from(board, (_, cell) => after(board, side, cell)).filter((b) => b !== undefined);

function solve(board: string, side: string): number {
  const key = `${board} ${side}`;
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const other = otherSide(side);
  let boards = placements(board, side);
  if (boards.length === 0 && placements(board, other).length > 0) boards = [board];
  next.set(
    key,
    boards.map((b) => `${b} ${other}`),
  );
  const value =
    boards.length === 0 ? count(board, side) - count(board, other) : Math.max(...boards.map((b) => -solve(b, other)));
  known.set(key, value);
  return value;
}

const start = '.....wb..bw.....';
solve(start, 'b');
const textOf = (key: string): string => `${[0, 4, 8, 12].map((i) => key.slice(i, i + 4)).join('/')} ${key.slice(-1)}`;

describe('the rules', () => {
  test('agree with independent ones in every position that can be reached', () => {
    expect(known.size).toBeGreaterThan(50_000);
    let passes = 0;
    let wrong = 0;
    for (const [key, boards] of next) {
      const text = textOf(key);
      game.parse(p, text);
      const moves = game.ended(p) === undefined ? [...out.subarray(0, game.moves(p, out))] : [];
      const found = moves.map((move) => {
        if (game.formatMove(p, move) === 'pass') passes++;
        game.play(p, move);
        const reply = game.format(p);
        p.rewind(0);
        return reply;
      });
      if (game.format(p) !== text || found.toSorted().join() !== boards.map(textOf).toSorted().join()) wrong++;
    }
    expect(wrong).toBe(0);
    expect(passes).toBeGreaterThan(100);
  });

  test('give as many games as are published', () => {
    // "Reversi NxN" (reversi-nxn.blogspot.com, 2008): 15,015 games on 4 x 4 after one of the four first moves, which are
    // alike. A pass is no move there.
    const games = (): number => {
      if (game.ended(p) !== undefined) return 1;
      let n = 0;
      for (const move of out.slice(0, game.moves(p, out))) {
        const time = p.time;
        game.play(p, move);
        n += games();
        p.rewind(time);
      }
      return n;
    };
    game.parse(p, game.initial);
    expect(games()).toBe(4 * 15_015);
  });
});

describe('values', () => {
  const valueOf = (text: string): number => {
    game.parse(p, text);
    const slice = spec.sliceOf(p.signature);
    return game.ended(p) ?? slices.peek(slice)!.at(spec.space(slice).rank(p));
  };

  test('are those of plain recursion for every position that can be reached', () => {
    let wrong = 0;
    for (const [key, value] of known) if (valueOf(textOf(key)) !== value) wrong++;
    expect(wrong).toBe(0);
  });

  test('White wins, 11 to 3', () => {
    // That the second player wins is published widely (Wikipedia, "Reversi"; "Reversi NxN", July 2008). The score is
    // that of the oracle above: the best play ends with 11 white and 3 black discs.
    expect(valueOf(game.initial)).toBe(-8);
    const ends = new Set<string>();
    const follow = (key: string): void => {
      const replies = next.get(key)!;
      if (replies.length === 0) ends.add(`${count(key.slice(0, 16), 'b')}-${count(key.slice(0, 16), 'w')}`);
      for (const reply of replies) if (known.get(reply) === -known.get(key)!) follow(reply);
    };
    follow(`${start} b`);
    expect([...ends].toSorted()).toContain('3-11');
  });
});

test('notation, names, drawing and errors', () => {
  game.parse(p, '..../.wb./.bw./.... b');
  expect(game.draw(p)).toBe('. . . .\n. w b .\n. b w .\n. . . .\nb to move');
  expect([...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move))).toEqual([
    'b1',
    'a2',
    'd3',
    'c4',
  ]);
  for (const [text, what] of [
    ['..../.wb./.b../.... b', 'the centre cell c3 is empty'],
    ['..../.wb./.bw. b', '3 rows'],
    ['..../.wb./.bx./.... b', 'unknown letter'],
  ] as const) {
    expect(() => game.parse(p, text), text).toThrow(what);
  }
});
