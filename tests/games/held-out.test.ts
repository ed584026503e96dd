/**
 * The games that came after the study's rule of advantage (src/study/rule). Values are published ones where the source
 * is named, else those of plain recursions here, which share no rules with games/.
 */

import { describe, expect, test } from 'vitest';
import { clobber } from '../../games/clobber.ts';
import { domineering } from '../../games/domineering.ts';
import { dotsAndBoxes } from '../../games/dots-and-boxes.ts';
import { hex } from '../../games/hex.ts';
import { konane44 } from '../../games/konane.ts';
import { pongHauKi } from '../../games/pong-hau-ki.ts';
import { tigers } from '../../games/tigers.ts';
import { ataxx } from '../../games/ataxx.ts';
import { DRAW, type Game, Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { bruteForce } from '../support/brute.ts';

/** Returns a function that reads the engine's values; slices are solved when they are asked for. */
function solved(game: Game): (text: string) => Promise<number> {
  const spec = specialize(game);
  const slices = new SliceValues(spec, { memory: 1e9 });
  const p = new Position(game.schema);
  return async (text) => {
    game.parse(p, text);
    const ended = game.ended(p);
    if (ended !== undefined) return ended;
    const slice = spec.sliceOf(p.signature);
    const index = spec.space(slice).rank(p);
    return (await slices.get(slice)).at(index);
  };
}

const startOf = (game: Game): Promise<number> => solved(game)(game.initial);

/** Counts the positions of plain recursion that the engine values otherwise, only winning or losing. */
async function disagreements(game: Game, wins: ReadonlyMap<string, boolean>): Promise<number> {
  const value = solved(game);
  let wrong = 0;
  for (const [text, win] of wins) if ((await value(text)) > 0 !== win) wrong++;
  return wrong;
}

/** Solves a game whose last mover wins: boards are rows joined by "/", and `next` returns the boards after a move. */
function lastMoverWins(
  start: string,
  sides: string,
  next: (rows: string[][], side: string) => string[],
): Map<string, boolean> {
  const wins = new Map<string, boolean>();
  const solve = (board: string, side: string): boolean => {
    const key = `${board} ${side}`;
    const known = wins.get(key);
    if (known !== undefined) return known;
    const other = sides.replace(side, '');
    const rows = board.split('/').map((row) => Array.from(row));
    const win = next(rows, side)
      .map((after) => solve(after, other))
      .includes(false);
    wins.set(key, win);
    return win;
  };
  solve(start, sides[0]);
  return wins;
}

const STEPS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** Returns the board with some cells changed, as text. */
function changed(
  rows: readonly (readonly string[])[],
  cells: readonly (readonly [x: number, y: number, to: string])[],
): string {
  return rows
    .map((row, y) => row.map((old, x) => cells.find((each) => each[0] === x && each[1] === y)?.[2] ?? old).join(''))
    .join('/');
}

const cellsOf = (rows: readonly (readonly string[])[]): [number, number, string][] =>
  rows.flatMap((row, y) => row.map((cell, x): [number, number, string] => [x, y, cell]));

describe('domineering', () => {
  test('has the published winners', async () => {
    // D. M. Breuker, J. W. H. M. Uiterwijk, H. J. van den Herik, Solving 8 x 8 Domineering (TCS 230, 2000): the first
    // player wins 2 x 2, 3 x 3 and 4 x 4. A single column is Vertical's, a single row Horizontal's.
    for (const n of [2, 3, 4]) expect(await startOf(domineering(n, n))).toBeGreaterThan(0);
    expect(await startOf(domineering(1, 4))).toBeGreaterThan(0);
    expect(await startOf(domineering(4, 1))).toBeLessThan(0);
  });

  test('has the values of plain recursion', async () => {
    const wins = lastMoverWins('..../..../..../....', 'VH', (rows, side) =>
      cellsOf(rows).flatMap(([x, y]) => {
        const [x2, y2] = side === 'V' ? [x, y + 1] : [x + 1, y];
        return rows[y][x] === '.' && rows[y2]?.[x2] === '.'
          ? [
              changed(rows, [
                [x, y, '#'],
                [x2, y2, '#'],
              ]),
            ]
          : [];
      }),
    );
    expect(wins.size).toBeGreaterThan(1_000);
    expect(await disagreements(domineering(4, 4), wins)).toBe(0);
  });
});

test('clobber 4 x 3 has the values of plain recursion', async () => {
  const game = clobber(4, 3);
  const wins = lastMoverWins(game.initial.split(' ')[0], 'xo', (rows, side) =>
    cellsOf(rows).flatMap(([x, y, cell]) =>
      cell !== side
        ? []
        : STEPS.map(([dx, dy]) => [x + dx, y + dy] as const)
            .filter(([x2, y2]) => !`.${side}`.includes(rows[y2]?.[x2] ?? '.'))
            .map(([x2, y2]) =>
              changed(rows, [
                [x, y, '.'],
                [x2, y2, side],
              ]),
            ),
    ),
  );
  expect(wins.size).toBeGreaterThan(1_000);
  expect(await disagreements(game, wins)).toBe(0);
});

test('konane 4 x 4 has the values of plain recursion', async () => {
  const wins = lastMoverWins('wbwb/bwbw/wbwb/bwbw', 'bw', (rows, side) => {
    const all = cellsOf(rows);
    const gaps = all.filter(([, , cell]) => cell === '.');
    const other = side === 'b' ? 'w' : 'b';
    if (gaps.length === 0)
      return ['wbwb/bwbw/wbwb/.wbw', 'wbw./bwbw/wbwb/bwbw', 'wbwb/bw.w/wbwb/bwbw', 'wbwb/bwbw/w.wb/bwbw'];
    if (gaps.length === 1) {
      const [[gx, gy]] = gaps;
      return STEPS.filter(([dx, dy]) => rows[gy + dy]?.[gx + dx] === side).map(([dx, dy]) =>
        changed(rows, [[gx + dx, gy + dy, '.']]),
      );
    }
    const own = all.filter(([, , cell]) => cell === side);
    return own.flatMap(([x, y]) =>
      STEPS.flatMap(([dx, dy]) => {
        const boards: string[] = [];
        const taken: [number, number, string][] = [[x, y, '.']];
        for (let far = 2; ; far += 2) {
          const over = [x + (far - 1) * dx, y + (far - 1) * dy] as const;
          const to = [x + far * dx, y + far * dy] as const;
          if (rows[over[1]]?.[over[0]] !== other || rows[to[1]]?.[to[0]] !== '.') break;
          taken.push([...over, '.']);
          boards.push(changed(rows, [...taken, [...to, side]]));
        }
        return boards;
      }),
    );
  });
  expect(wins.size).toBeGreaterThan(100);
  expect(await disagreements(konane44, wins)).toBe(0);
  expect(await startOf(konane44)).toBeLessThan(0);
});

describe('dots and boxes', () => {
  /** Solves all sets of lines by a recursion over bits; lines are numbered as the rows of the drawing are read. */
  const best = (columns: number, rows: number): number => {
    const width = 2 * columns + 1;
    const lines = rows * width + columns;
    const boxes = Array.from({ length: rows * columns }, (_, i) => {
      const top = Math.floor(i / columns) * width + (i % columns);
      return (1 << top) | (1 << (top + columns)) | (1 << (top + columns + 1)) | (1 << (top + width));
    });
    const values = new Int8Array(1 << lines);
    for (let set = values.length - 2; set >= 0; set--) {
      let most = Number.NEGATIVE_INFINITY;
      for (let line = 0; line < lines; line++) {
        if ((set >> line) & 1) continue;
        const after = set | (1 << line);
        const closed = boxes.filter((box) => (set & box) !== box && (after & box) === box).length;
        most = Math.max(most, closed > 0 ? closed + values[after] : -values[after]);
      }
      values[set] = most;
    }
    return values[0];
  };

  test.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [2, 2],
  ])('%i x %i has the score of plain recursion', async (columns, rows) => {
    expect(await startOf(dotsAndBoxes(columns, rows))).toBe(best(columns, rows));
  });
});

test('hex is won by who begins, and never drawn', async () => {
  // Nash's argument of stolen strategies, and Gale (1979) for the draws.
  for (const n of [2, 3]) expect(await startOf(hex(n))).toBeGreaterThan(0);
  const values = bruteForce(hex(3), [hex(3).initial]);
  expect(values.size).toBeGreaterThan(1_000);
  expect([...values.values()]).not.toContain(DRAW);
});

test("pong hau k'i is drawn", async () => {
  // P. D. Straffin, Position Graphs for Pong Hau K'i and Mu Torere (Mathematics Magazine 68, 1995).
  expect(await startOf(pongHauKi)).toBe(DRAW);
});

// The oracle shares the rules with these, and nothing with the engine.
test.each([ataxx(3), tigers({ size: 3, goats: 3, taken: 1 }), pongHauKi])(
  '$id has the values of a fixpoint in all positions that can be reached',
  async (game) => {
    const value = solved(game);
    const known = bruteForce(game, [game.initial]);
    let wrong = 0;
    for (const [text, expected] of known) if ((await value(text)) !== expected) wrong++;
    expect(wrong).toBe(0);
    expect(known.size).toBeGreaterThan(10);
  },
);
