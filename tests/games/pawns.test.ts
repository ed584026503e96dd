import { describe, expect, test } from 'vitest';
import { breakthrough } from '../../games/breakthrough.ts';
import { hexapawn } from '../../games/hexapawn.ts';
import { type Game, loss, Position, type Value, win } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { conformance } from '../support/conformance.ts';
import { valueOf } from '../../bench/answer-value.ts';

const games = [hexapawn(3, 3), hexapawn(3, 4), breakthrough(3, 4), breakthrough(2, 5)];

async function start(game: Game): Promise<Value> {
  return valueOf(await new Solver({ game, solver: 'compute' }).query(game.initial));
}

/** The moves from the notation alone. */
function plainMoves(text: string, diagonal: boolean): string[] {
  const [board, side] = text.split(' ');
  const rows = board.split('/').map((row) => row.split(''));
  const up = side === 'x' ? -1 : 1;
  const found: string[] = [];
  rows.forEach((row, y) =>
    row.forEach((man, x) => {
      if (man !== side) return;
      for (const dx of [-1, 0, 1]) {
        const target = rows[y + up]?.[x + dx];
        if (target === undefined || target === side) continue;
        if (target === '.' ? dx !== 0 && !diagonal : dx === 0) continue;
        const next = rows.map((r) => [...r]);
        next[y][x] = '.';
        next[y + up][x + dx] = side;
        found.push(`${next.map((r) => r.join('')).join('/')} ${side === 'x' ? 'o' : 'x'}`);
      }
    }),
  );
  return found.toSorted();
}

for (const game of games) {
  const spec = specialize(game);
  conformance(game, spec, () => spec.slicesOf('all'));

  test(`${game.id}: moves, values of all reachable positions, verifier`, async () => {
    const slices = new SliceValues(spec, { memory: 1e9 });
    const p = new Position(game.schema);
    const out = new Int32Array(game.maxMoves);
    const truth = bruteForce(game, [game.initial]);
    expect(truth.size).toBeGreaterThan(100);
    for (const [text, value] of truth) {
      game.parse(p, text);
      const ended = game.ended(p);
      if (ended !== undefined) {
        expect(value).toBe(ended);
        continue;
      }
      const slice = spec.sliceOf(p.signature);
      expect((await slices.get(slice)).at(spec.space(slice).rank(p)), text).toBe(value);
      const found = [...out.subarray(0, game.moves(p, out))].map((move) => {
        game.play(p, move);
        const next = game.format(p);
        p.rewind(0);
        return next;
      });
      expect(found.toSorted()).toEqual(plainMoves(text, game.id.startsWith('breakthrough')));
    }
    for (const slice of spec.slicesOf('all')) await slices.get(slice);
    for (const slice of spec.slicesOf('all')) {
      await verifySlice(spec, slice, (q) => {
        const s = spec.sliceOf(q.signature);
        return slices.peek(s)!.at(spec.space(s).rank(q)) as never;
      });
    }
  });

  test(`${game.id}: the mirror and the exchange of the sides are found`, () => {
    expect(spec.symmetries(spec.slicesOf('all').at(-1)!)).toHaveLength(4);
  });
}

describe('published values', () => {
  test('hexapawn 3x3 is lost in three moves of either side (Gardner 1962; Wikipedia: 1.b2 axb2 2.cxb2 c2 3.a2 c1#)', async () => {
    const game = hexapawn(3, 3);
    const answer = await new Solver({ game, solver: 'compute' }).query(game.initial, { line: true });
    expect(valueOf(answer)).toBe(loss(6));
    expect(answer.line).toEqual(['b1-b2', 'a3xb2', 'c1xb2', 'c3-c2', 'a1-a2', 'c2-c1']);
  });

  test('hexapawn 4x4 ("octopawn") is won by who begins (Wikipedia)', async () => {
    expect(await start(hexapawn(4, 4))).toBeGreaterThan(0);
  });

  test('breakthrough 4x4 with one rank each is won in 11 plies (Little Golem forum, 2006)', async () => {
    // "Breakthrough on small boards": an exhaustive program, Tasmanian Devil, 24 November 2006; d1-d2 wins.
    const game = breakthrough(4, 4, 1);
    const answer = await new Solver({ game, solver: 'compute' }).query(game.initial, { moves: true });
    expect(valueOf(answer)).toBe(win(11));
    expect(answer.moves.find(({ move }) => move === 'd1-d2')).toMatchObject({ outcome: 'win', plies: 11 });
  });
});

describe('notation and ends', () => {
  const game = breakthrough(3, 4);
  const p = new Position(game.schema);

  test.each([
    ['x.o/.../.../.x. o', true],
    ['..o/.../.../.x. o', false],
    ['..o/.../.../... o', false],
    ['.../.../.../.x. o', true],
    ['.../.../.x./o.. x', true],
  ])('%s: over is %s', (text, over) => {
    if (text === '..o/.../.../... o') {
      // Who has just moved has no pawn.
      expect(() => game.parse(p, text)).toThrow('no game leads there');
      return;
    }
    game.parse(p, text);
    expect(game.format(p)).toBe(text);
    expect(game.ended(p)).toBe(over ? loss(0) : undefined);
  });

  test.each([
    ['x.o/.../.../.x. x', 'no game leads there'],
    ['x.x/.../.../.o. o', 'no game leads there'],
    ['x.o/.../.x. o', '3 rows'],
    ['x.o/.../.../.x. w', 'side to move "w"'],
    ['xxx/xxx/xoo/... o', 'more than 6 men'],
  ])('refuses %s', (text, what) => {
    expect(() => game.parse(p, text)).toThrow(expect.objectContaining({ code: 'E_POSITION' }));
    expect(() => game.parse(p, text)).toThrow(what);
  });

  test('a random game of pawns takes at most as many plies as there are steps', () => {
    const random = new Random(5);
    const out = new Int32Array(game.maxMoves);
    for (let i = 0; i < 200; i++) {
      game.parse(p, game.initial);
      let plies = 0;
      while (game.ended(p) === undefined) {
        const n = game.moves(p, out);
        expect(n).toBeGreaterThan(0);
        game.play(p, out[random.below(n)]);
        p.forget();
        plies++;
      }
      expect(plies).toBeLessThan(2 * 6 * 3);
    }
  });
});
