import { describe, expect, test } from 'vitest';
import { lGame as game } from '../../games/l-game.ts';
import { DRAW, loss, OUTCOME, Position, type Value, win } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { conformance } from '../support/conformance.ts';
import { solveAll } from '../support/table.ts';

const spec = specialize(game);
conformance(game, spec, () => spec.slicesOf('all'));

/**
 * The game once more, sharing nothing with the project: a board is sixteen letters, top row first, and every L is found
 * by looking for four equal letters in this shape.
 */
const LS: readonly (readonly number[])[] = (() => {
  const found: number[][] = [];
  for (const [corner, arm, long] of [
    // Of the corner, steps right and down: to the short arm's end and along the long one.
    [
      [0, 0],
      [1, 0],
      [0, 1],
    ],
    [
      [0, 0],
      [-1, 0],
      [0, 1],
    ],
    [
      [0, 0],
      [1, 0],
      [0, -1],
    ],
    [
      [0, 0],
      [-1, 0],
      [0, -1],
    ],
    [
      [0, 0],
      [0, 1],
      [1, 0],
    ],
    [
      [0, 0],
      [0, -1],
      [1, 0],
    ],
    [
      [0, 0],
      [0, 1],
      [-1, 0],
    ],
    [
      [0, 0],
      [0, -1],
      [-1, 0],
    ],
  ] as const) {
    for (let x = 0; x < 4; x++) {
      for (let y = 0; y < 4; y++) {
        const squares = [corner, arm, long, [2 * long[0], 2 * long[1]]].map(([a, b]) => [x + a, y + b]);
        if (squares.every(([a, b]) => a >= 0 && a < 4 && b >= 0 && b < 4))
          found.push(squares.map(([a, b]) => 4 * b + a));
      }
    }
  }
  return found;
})();

const paint = (board: string, squares: readonly number[], letter: string): string =>
  Array.from(board)
    .map((c, i) => (squares.includes(i) ? letter : c))
    .join('');
const free = (board: string, squares: readonly number[]): boolean => squares.every((i) => board[i] === '.');
const text = (board: string, side: string): string =>
  `${/(.{4})(.{4})(.{4})(.{4})/.exec(board)!.slice(1).join('/')} ${side}`;

/** Every board; the neutral men are not distinguished. */
function allBoards(): string[] {
  const boards: string[] = [];
  for (const w of LS) {
    const one = paint('.'.repeat(16), w, 'W');
    for (const b of LS) {
      if (!free(one, b)) continue;
      const two = paint(one, b, 'B');
      for (let i = 0; i < 16; i++)
        for (let j = i + 1; j < 16; j++) if (free(two, [i, j])) boards.push(paint(two, [i, j], 'o'));
    }
  }
  return boards;
}

function boardsAfter(board: string, side: string): string[] {
  const lifted = board.replaceAll(side, '.');
  return LS.filter((squares) => free(lifted, squares)).flatMap((squares) => {
    const put = paint(lifted, squares, side);
    if (put === board) return [];
    const steps = Array.from(put).flatMap((c, from) =>
      c === 'o'
        ? Array.from(put).flatMap((d, to) => (d === '.' ? [paint(paint(put, [from], '.'), [to], 'o')] : []))
        : [],
    );
    return [put, ...steps];
  });
}

const other: Readonly<Record<string, string>> = { W: 'B', B: 'W' };
const swap = (board: string): string =>
  Array.from(board)
    .map((c) => other[c] ?? c)
    .join('');

/** Value of every board with W to move, in plies: each round asks every undecided one again, as B sees what follows. */
function brute(boards: readonly string[]): Map<string, Value> {
  const numbers = new Map(boards.map((board, i) => [board, i]));
  const after = boards.map((board) => Int32Array.from(boardsAfter(board, 'W'), (next) => numbers.get(swap(next))!));
  const values: (Value | undefined)[] = boards.map(() => undefined);
  for (let plies = 0, more = true; more; plies++) {
    const found: [number, Value][] = [];
    after.forEach((next, i) => {
      if (values[i] !== undefined) return;
      if (next.some((j) => values[j] !== undefined && values[j] < 0)) found.push([i, win(plies)]);
      else if (next.every((j) => values[j] !== undefined && values[j] > 0)) found.push([i, loss(plies)]);
    });
    for (const [i, value] of found) values[i] = value;
    more = found.length > 0;
  }
  return new Map(boards.map((board, i) => [board, values[i] ?? DRAW]));
}

const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);

describe('the L-game', () => {
  const boards = allBoards();

  // Wikipedia, "L game" (English and German): 18,368 arrangements, 2,296 up to symmetry; a player to move has lost in
  // 15 of these, loses in 14 more, and can at least draw in the other 2,267. The start is a draw.
  test('has the published number of arrangements, lost positions and the published value', async () => {
    expect(boards).toHaveLength(18_368);
    const { positions, counts, valueOf } = await solveAll(game);
    expect(positions).toBe(2 * 2296);
    expect(counts.get(loss(0))).toBe(2 * 15);
    const losses = [...counts].filter(([v]) => v < 0).reduce((sum, [, n]) => sum + n, 0);
    expect(losses).toBe(2 * (15 + 14));
    expect(valueOf(game.initial)).toBe(DRAW);
  });

  // The fifteen boards of everything2.com/title/L-game; W cannot move.
  test.each([
    '.B../oB../WBBo/WWW.',
    '.o../oB../WBBB/WWW.',
    '..o./oB../WBBB/WWW.',
    '..B./o.B./WBB./WWWo',
    '..B./o.B./WBBo/WWW.',
    '..B./o.B./WoBB/WWW.',
    '..../BBBo/W.B./WWWo',
    '...o/BBB./W.B./WWWo',
    '..o./BBB./W.B./WWWo',
    '.o../o..B/WBBB/WWW.',
    '..o./o..B/WBBB/WWW.',
    '..B./BBB./W.o./WWWo',
    '.B../.Bo./BBWo/WWW.',
    '..B./BBB./WWWo/W.o.',
    '..../oBBB/WWWB/W.o.',
  ])('%s is lost', async (board) => {
    game.parse(p, `${board} W`);
    expect(game.moves(p, out)).toBe(0);
    const { valueOf } = await solveAll(game);
    expect(valueOf(`${board} W`)).toBe(loss(0));
  });

  test('every value is that of the other program, whichever side is to move', async () => {
    const { valueOf } = await solveAll(game);
    const values = brute(boards);
    expect(values.size).toBe(18_368);
    let wrong = 0;
    for (const [board, value] of values) {
      if (valueOf(text(board, 'W')) !== value) wrong++;
      if (valueOf(text(swap(board), 'B')) !== value) wrong++;
    }
    expect(wrong).toBe(0);
    const longest = Math.max(...[...values.values()].map((v) => OUTCOME.plies(v)));
    expect(longest).toBeGreaterThan(3);
  });

  test('every move is that of the other program', () => {
    for (const board of boards.filter((_, i) => i % 101 === 0)) {
      game.parse(p, text(board, 'W'));
      const moves = [...out.subarray(0, game.moves(p, out))];
      const found = moves.map((move) => {
        game.play(p, move);
        expect(game.legal!(p)).toBe(true);
        const reached = game.format(p);
        p.rewind(0);
        return reached;
      });
      expect(found.toSorted()).toEqual(
        boardsAfter(board, 'W')
          .map((next) => text(next, 'B'))
          .toSorted(),
      );
    }
  });

  test('names and drawing', () => {
    game.parse(p, game.initial);
    const names = [...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move));
    expect(names).toContain('c2c3c4d4');
    expect(names).toContain('c2c3c4d4 a4-b4');
    expect(game.draw(p)).toBe('o W W .\n. B W .\n. B W .\n. B B o\nW to move');
  });

  test.each([
    ['oWW./.BW./.BW./.BB. W', '1 neutral men "o", expected 2'],
    ['oWWo/.BW./.BW./.BBo W', 'more than two neutral men'],
    ['oWW./.BW./.BB./.BBo W', 'the squares "W" are no L'],
    ['oWW./.BW./.BW./.B.o W', 'the squares "B" are no L'],
    ['oWW./.BW./.BW./.BBo X', 'side to move "X"'],
    ['oWW./.BW./.BW. W', '3 rows, expected 4'],
    ['oWW./.BW./.BW./.BB W', 'row ".BB" has not 4 squares'],
    ['oWW./.BW./.BW./.BBx W', 'unknown letter "x"'],
    ['oWW./.BW./.BW./.BBo W W', 'unexpected "W"'],
  ])('refuses %s: %s', (board, what) => {
    expect(() => game.parse(p, board)).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
    expect(() => game.parse(p, board)).toThrow(what);
  });
});
