import { describe, expect, test } from 'vitest';
import { chess3x3, chess3x4, chess5x5, chess6x6, smallChess } from '../../games/small-chess.ts';
import { DRAW, type Game, loss, OUTCOME, Position, type Value } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { kernelOf } from '../../src/kernel/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteChess, bruteChessMoves } from '../support/brute-chess.ts';
import { conformance, eachPosition } from '../support/conformance.ts';

for (const [game, tables] of [
  [chess3x3, ['KQvK', 'KPvK', 'KPvKP', 'KPPvK']],
  [chess3x4, ['KPvK']],
  [chess5x5, ['KPvKP']],
  [chess6x6, ['KPvK']],
] as const) {
  conformance(game, specialize(game), () => tables.map((table) => specialize(game).slicesOf(table)[0]));
}

const square = (n: number): Game =>
  smallChess({
    id: `chess-${n}x${n}-test`,
    title: 'Chess on a square board',
    width: n,
    height: n,
    initial: `k${n - 1}/${`${n}/`.repeat(n - 2)}${n - 1}K w - - 0 1`,
    most: [2, 2, 2, 3, 2],
  });
const squares = new Map([3, 4, 5, 6].map((n) => [n, square(n)]));

function after(game: Game, p: Position): string[] {
  const moves = new Int32Array(game.maxMoves);
  const found: string[] = [];
  for (let n = game.moves(p, moves), m = 0; m < n; m++) {
    const { time } = p;
    game.play(p, moves[m]);
    if (game.legal!(p)) found.push(game.format(p).split(' ').slice(0, 2).join(' '));
    p.rewind(time);
  }
  return found;
}

describe('longest mates that V. Kotesovec published (OEIS A225551, A225552, A225556, A227437)', () => {
  test.each([
    ['KQvK', 3, 1],
    ['KQvK', 4, 4],
    ['KQvK', 5, 6],
    ['KQvK', 6, 7],
    ['KRvK', 3, 3],
    ['KRvK', 4, 7],
    ['KRvK', 5, 10],
    ['KRvK', 6, 12],
    ['KBNvK', 3, 7],
    ['KBNvK', 4, 14],
    ['KBNvK', 5, 13],
    ['KNNNvK', 4, 10],
  ] as const)('%s on a board of %i: mate in %i', async (table, n, moves) => {
    expect((await histogram(squares.get(n)!, table)).longest).toBe(2 * moves - 1);
  });
});

test('KRvK: as many positions at each distance to mate as published (OEIS A358339)', async () => {
  // Rows of the array from 3 to 6, up to the distances where its first eleven antidiagonals end. The array has 13 mates
  // on 6 x 6, where its other rows have (n - 2) (n + 1) / 2 and the rules of the independent solver give 14 too.
  const rows = new Map([
    [3, [2, 4, 3, 5, 9, 5, 4, 0, 0, 0, 0]],
    [4, [5, 15, 10, 51, 30, 40, 26, 30, 31, 22]],
    [5, [9, 36, 21, 122, 59, 97, 39, 87, 79]],
    [6, [14, 70, 36, 231, 101, 181, 53, 134]],
  ]);
  for (const [n, expected] of rows) {
    const { plies } = await histogram(squares.get(n)!, 'KRvK');
    expect(expected.map((_, k) => plies.get(k) ?? 0)).toEqual(expected);
  }
});

async function histogram(game: Game, table: string): Promise<{ longest: number; plies: Map<number, number> }> {
  const spec = specialize(game);
  const slice = spec.slicesOf(table)[0];
  const values = await new SliceValues(spec, { memory: 1e9 }).get(slice);
  const plies = new Map<number, number>();
  for (let index = 0; index < values.length; index++) {
    const value = values.at(index);
    if (value === UNUSED || value === DRAW) continue;
    const n = OUTCOME.plies(value as Value);
    plies.set(n, (plies.get(n) ?? 0) + 1);
  }
  const wins = [...plies.keys()].filter((n) => n % 2 === 1);
  return { longest: Math.max(...wins), plies };
}

describe('Los Alamos chess: published perft (Fairy-Stockfish and Cute Chess agree)', () => {
  test.each([
    ['rnqknr/pppppp/6/6/PPPPPP/RNQKNR w - - 0 1', 4, 14_332],
    ['rnqknr/pppppp/6/6/PPPPPP/RNQKNR w - - 0 1', 5, 191_846],
    ['6/2P3/6/1K1k2/6/6 w - - 0 1', 6, 187_431],
  ] as const)('%s to depth %i', (fen, depth, nodes) => {
    const p = new Position(chess6x6.schema);
    const moves = Array.from({ length: depth + 1 }, () => new Int32Array(chess6x6.maxMoves));
    const perft = (left: number): number => {
      const n = chess6x6.moves(p, moves[left]);
      let sum = 0;
      for (let m = 0; m < n; m++) {
        const { time } = p;
        chess6x6.play(p, moves[left][m]);
        if (chess6x6.legal!(p)) sum += left === 1 ? 1 : perft(left - 1);
        p.rewind(time);
      }
      return sum;
    };
    chess6x6.parse(p, fen);
    expect(perft(depth)).toBe(nodes);
  });
});

describe('an independent solver with rules of its own', () => {
  test.each([
    [chess3x3, 3, 3, 2],
    [chess3x4, 3, 4, 1],
  ] as const)('$id: moves and value of every position', async (game, width, height, more) => {
    const spec = specialize(game);
    const values = new SliceValues(spec, { memory: 1e9 });
    const p = new Position(game.schema);
    const wrong: string[] = [];
    let legal = 0;
    for (const [text, expected] of bruteChess(width, height, more, 'QRBN')) {
      game.parse(p, text);
      const slice = spec.sliceOf(p.signature);
      const value = (values.peek(slice) ?? (await values.get(slice))).at(spec.space(slice).rank(p)) as Value;
      if (OUTCOME.outcome(value) !== expected.outcome || OUTCOME.plies(value) !== expected.plies) wrong.push(text);
      if (legal++ % 20 === 0) {
        const own = after(game, p).toSorted();
        if (own.join() !== bruteChessMoves(text, 'QRBN').toSorted().join()) wrong.push(`moves of ${text}`);
      }
    }
    expect(legal).toBeGreaterThan(10_000);
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test.each([
    [chess5x5, ['KQPvKRP', 'KBNvKP'], 'QRBN'],
    [chess6x6, ['KQPvKRP', 'KRNvKP'], 'QRN'],
  ] as const)('$id: moves of random positions', (game, tables, promotions) => {
    const spec = specialize(game);
    for (const table of tables) {
      const slice = spec.slicesOf(table)[0];
      const seen = eachPosition(
        spec,
        slice,
        (p) => {
          const text = game.format(p).split(' ').slice(0, 2).join(' ');
          expect(after(game, p).toSorted()).toEqual(bruteChessMoves(text, promotions).toSorted());
        },
        60,
      );
      expect(seen).toBe(60);
    }
  });
});

describe('small boards', () => {
  test('have no kernel, and the symmetries of their shape', () => {
    for (const game of [chess3x3, chess3x4, chess5x5, chess6x6]) expect(kernelOf(specialize(game))).toBeUndefined();
    const count = (game: Game, table: string): number =>
      specialize(game)
        .symmetries(specialize(game).slicesOf(table)[0])
        .filter((s) => !s.swap).length;
    expect(count(chess3x3, 'KRvK')).toBe(8);
    expect(count(chess3x4, 'KRvK')).toBe(4);
    expect(count(chess5x5, 'KPvK')).toBe(2);
  });

  test('a drawing', () => {
    const p = new Position(chess3x4.schema);
    chess3x4.parse(p, '2k/1p1/3/KR1 b - - 3 7');
    expect(chess3x4.format(p)).toBe('2k/1p1/3/KR1 b - - 0 1');
    expect(chess3x4.draw(p)).toBe('4 . . k\n3 . p .\n2 . . .\n1 K R .\n  a b c\nBlack to move');
  });

  test('stalemate is a draw, mate is lost', () => {
    const p = new Position(chess3x3.schema);
    chess3x3.parse(p, 'k2/2Q/1K1 b');
    expect(after(chess3x3, p)).toEqual([]);
    expect(chess3x3.stuck!(p)).toBe(DRAW);
    chess3x3.parse(p, 'k2/1Q1/1K1 b');
    expect(after(chess3x3, p)).toEqual([]);
    expect(chess3x3.stuck!(p)).toBe(loss(0));
  });

  test('promotion: to every officer on 5 x 5, not to a bishop in Los Alamos chess', () => {
    const names = (game: Game, fen: string): string[] => {
      const p = new Position(game.schema);
      const moves = new Int32Array(game.maxMoves);
      game.parse(p, fen);
      return [...moves.subarray(0, game.moves(p, moves))]
        .map((move) => game.formatMove(p, move))
        .filter((name) => name.length === 5);
    };
    expect(names(chess5x5, '4k/P4/5/5/4K w')).toEqual(['a4a5q', 'a4a5r', 'a4a5b', 'a4a5n']);
    expect(names(chess6x6, '5k/P5/6/6/6/5K w')).toEqual(['a5a6q', 'a5a6r', 'a5a6n']);
  });

  test.each([
    ['k4/5/5/5/4K', 'side to move ""'],
    ['k4/5/5/5/4K x', 'side to move "x"'],
    ['k4/5/5/5/4K w K', 'no castling'],
    ['k4/5/5/5/4K w - a3', 'no double steps'],
    ['k4/5/5/5/4K w - - x', 'move counter "x"'],
    ['k4/5/5/5/4K w - - 0 1 2', 'unexpected "2"'],
    ['k4/5/5/4K w', '4 rows, expected 5'],
    ['k5/5/5/5/4K w', 'row "k5" has not 5 cells'],
    ['k3/5/5/5/4K w', 'row "k3" has not 5 cells'],
    ['kkkkkk/5/5/5/4K w', 'more than 1 men "k"'],
    ['kx3/5/5/5/4K w', '"x" in the placement'],
    ['5/5/5/5/4K w', 'Black has no king'],
    ['k4/5/5/5/5 w', 'White has no king'],
    ['kP3/5/5/5/4K w', 'a pawn of White on b5'],
    ['k4/5/5/5/p3K w', 'a pawn of Black on a1'],
    ['k4/5/5/5/P3K w', 'a pawn of White on a1'],
    ['kK3/5/5/5/5 w', 'in contact'],
    ['k4/5/5/5/R3K w', 'Black is in check but White is to move'],
  ])('refuses %s', (fen, what) => {
    const p = new Position(chess5x5.schema);
    expect(() => chess5x5.parse(p, fen)).toThrow(what);
  });

  test('pawns stand on their first rank on 3 x 3 only', () => {
    const p = new Position(chess3x3.schema);
    chess3x3.parse(p, 'k1p/3/P1K w');
    expect(p.counts[6] + p.counts[12]).toBe(2);
  });
});
