import { describe, expect, test } from 'vitest';
import { freeMuTorere, muTorere as game } from '../../games/mu-torere.ts';
import { DRAW, loss, OUTCOME, Position, type Value, win } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { conformance } from '../support/conformance.ts';
import { solveAll } from '../support/table.ts';

for (const variant of [game, freeMuTorere]) {
  const spec = specialize(variant);
  conformance(variant, spec, () => spec.slicesOf('all'));
}

/**
 * The game once more, sharing nothing with the project: nine letters, the ring clockwise from the top and the centre.
 * A value is the number of plies to the end, positive if the side to move wins, 0 for a draw, -1 - plies if it loses.
 */
const slide = (board: string, from: number): string => {
  const to = board.indexOf('.');
  return Array.from(board)
    .map((c, i) => (i === from ? '.' : i === to ? board[from] : c))
    .join('');
};

function boardsAfter(board: string, man: string, restricted: boolean): string[] {
  const free = board.indexOf('.');
  const beside = (at: number): string[] => [board[(at + 1) % 8], board[(at + 7) % 8]];
  return Array.from(board).flatMap((c, from) => {
    if (c !== man) return [];
    if (from === 8) return [slide(board, from)];
    if (free === 8) return restricted && beside(from).every((d) => d === man) ? [] : [slide(board, from)];
    return (from - free + 8) % 8 === 1 || (free - from + 8) % 8 === 1 ? [slide(board, from)] : [];
  });
}

const write = (b: string, man: string): string =>
  `${b[0]}/${b[7]}${b[1]}/${b[6]}${b[8]}${b[2]}/${b[5]}${b[3]}/${b[4]} ${man}`;

function brute(restricted: boolean): { after: Map<string, string[]>; values: Map<string, number> } {
  const after = new Map<string, string[]>();
  const queue: [string, string][] = [['BBBBWWWW.', 'B']];
  for (const [board, man] of queue) {
    const text = write(board, man);
    if (after.has(text)) continue;
    const next = boardsAfter(board, man, restricted);
    const other = man === 'B' ? 'W' : 'B';
    after.set(
      text,
      next.map((b) => write(b, other)),
    );
    queue.push(...next.map((b): [string, string] => [b, other]));
  }
  const values = new Map<string, number>();
  for (let plies = 0, more = true; more; plies++) {
    const found: [string, number][] = [];
    for (const [text, next] of after) {
      if (values.has(text)) continue;
      if (next.some((t) => values.get(t)! < 0)) found.push([text, plies]);
      else if (next.every((t) => values.get(t)! > 0)) found.push([text, -1 - plies]);
    }
    for (const [text, value] of found) values.set(text, value);
    more = found.length > 0;
  }
  return { after, values };
}

const toValue = (v: number | undefined): Value => (v === undefined ? DRAW : v > 0 ? win(v) : loss(-1 - v));
const p = new Position(game.schema);
const out = new Int32Array(game.maxMoves);

describe.each([
  // Wikipedia, "Mu torere", from the solver of GamesCrafters (Berkeley): 1,180 positions can be reached, 208 won, 128
  // lost, 844 drawn. Positions up to rotation and reflection: 46 (Ascher 1987, Straffin 1995).
  { variant: game, restricted: true, reached: { size: 1180, won: 208, lost: 128 }, start: DRAW },
  // Browne (2022): without a condition for the centre the side that begins wins in one move.
  { variant: freeMuTorere, restricted: false, reached: undefined, start: win(1) },
])('$variant.id', ({ variant, restricted, reached, start }) => {
  const { after, values } = brute(restricted);

  test('has the published positions and the published value', async () => {
    const solved = await solveAll(variant);
    expect(solved.positions).toBe(46);
    expect(solved.valueOf(variant.initial)).toBe(start);
    if (reached) {
      const all = [...after.keys()].map((text) => OUTCOME.outcome(solved.valueOf(text)));
      const count = (outcome: string): number => all.filter((o) => o === outcome).length;
      expect({ size: all.length, won: count('win'), lost: count('loss') }).toEqual(reached);
    }
  });

  test('every value is that of the other program, and so is every move', async () => {
    const solved = await solveAll(variant);
    for (const [text, next] of after) {
      expect(solved.valueOf(text)).toBe(toValue(values.get(text)));
      variant.parse(p, text);
      const found = [...out.subarray(0, variant.moves(p, out))].map((move) => {
        variant.play(p, move);
        const reachedText = variant.format(p);
        p.rewind(0);
        return reachedText;
      });
      expect(found.toSorted()).toEqual(next.toSorted());
    }
  });
});

test('the longest win takes five plies: the "big trap" of scientificgems.wordpress.com/2018/02/14', async () => {
  const { counts } = await solveAll(game);
  expect(Math.max(...[...counts.keys()].filter((v) => v > 0).map((v) => OUTCOME.plies(v)))).toBe(5);
});

describe('mu torere', () => {
  test('a man enters the centre beside an opposing man only', () => {
    game.parse(p, game.initial);
    const names = [...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move));
    expect(names).toEqual(['k1-p', 'k4-p']);
    game.parse(p, 'B/.B/WBW/WW/B B');
    expect([...out.subarray(0, game.moves(p, out))].map((move) => game.formatMove(p, move))).toEqual(['k1-k8', 'p-k8']);
  });

  test('the drawing', () => {
    game.parse(p, 'B/.B/WBW/WW/B W');
    expect(game.draw(p)).toBe(['    B', '  .   B', 'W   B   W', '  W   W', '    B', 'W to move'].join('\n'));
  });

  test.each([
    ['B/WB/W.B/WB/. W', '4 men B and 3 men W'],
    ['B/WB/WBB/WB/W W', 'more than 4 men "B"'],
    ['B/WB/W.B/WB/W X', 'side to move "X"'],
    ['B/WB/W.B/WB B', '4 rows'],
    ['B/WB/W.B/Wb/W B', 'unknown letter "b"'],
  ])('refuses %s: %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
    expect(() => game.parse(p, text)).toThrow(what);
  });
});
