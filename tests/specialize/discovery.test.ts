/**
 * Structure that no author of rules declared: what symmetries `specialize` finds, and that it finds no false ones.
 * Numbers of symmetries are those of the boards in the literature; the sides' exchange doubles them where the game is
 * the same for both.
 */

import { describe, expect, test } from 'vitest';
import {
  awari,
  checkers,
  chess,
  connectFour5x4,
  dobutsuShogi,
  dodgem3,
  foxAndGeese,
  games,
  hareAndHounds,
  kalah44,
  lGame,
  muTorere,
  nineMensMorris,
  othello4x4,
  teeko,
  ticTacToe,
} from '../../games/index.ts';
import { type Game, type Move, Position } from '../../src/game/index.ts';
import { applySymmetry, type Slice, Specialization, specialize, type Symmetry } from '../../src/specialize/index.ts';
import { eachPosition } from '../support/conformance.ts';

/** Symmetries that keep the sides, and that exchange them; the copy of the game is explored, whatever is known of it. */
function found(game: Game, table: string): [number, number] {
  const spec = new Specialization({ ...game });
  const symmetries = spec.symmetries(spec.slicesOf(table)[0]);
  return [symmetries.filter((s) => !s.swap).length, symmetries.filter((s) => s.swap).length];
}

describe('symmetries are found', () => {
  const known: readonly (readonly [Game, string, number, number])[] = [
    // R. Gasser, Solving Nine Men's Morris (1996): 16, for the inner and the outer square can change places.
    [nineMensMorris, '3-3', 16, 16],
    // M. Ascher, Mu Torere: the eight kewai as a ring, turned and mirrored.
    [muTorere, 'all', 16, 16],
    [teeko, 'all', 8, 8],
    [othello4x4, 'all', 8, 8],
    [ticTacToe, 'all', 8, 0],
    [connectFour5x4, 'all', 2, 0],
    // E. de Bono's L-game: only the owner of the L distinguishes the sides, yet the table has one side to move only.
    [lGame, 'all', 8, 0],
    // Berlekamp, Conway, Guy, Winning Ways: each side's cars leave by the other's side of the board.
    [dodgem3, 'all', 1, 1],
    // Half a turn of the board exchanges the rows.
    [awari, '4', 1, 1],
    [kalah44, '4', 1, 1],
    // Kings know no direction; men do.
    [checkers, 'KKvK', 4, 4],
    [checkers, 'KMvK', 1, 1],
    [dobutsuShogi, 'LGvL', 2, 2],
    [hareAndHounds, 'all', 2, 0],
    [foxAndGeese, 'all', 1, 0],
  ];
  const named = known.map(([game, table, keeping, exchanging]) => ({ game, id: game.id, table, keeping, exchanging }));
  test.each(named)('$id $table: $keeping and $exchanging', ({ game, table, keeping, exchanging }) => {
    expect(found(game, table)).toEqual([keeping, exchanging]);
  });
});

/** Keys of what moves lead to, seen through a symmetry, sorted, each with how the game ends there. */
function successors(game: Game, p: Position, moves: Int32Array, s: Symmetry, image: Position): string[] {
  if (game.ended(p) !== undefined) return [String(game.ended(p))];
  const keys: string[] = [];
  const list: Move[] = [...moves.subarray(0, game.moves(p, moves))];
  for (const move of list) {
    const { time } = p;
    const points = game.play(p, move) ?? 0;
    if (!game.legal || game.legal(p)) {
      applySymmetry(s, p, image);
      keys.push(`${image.key()} ${game.ended(p)} ${points}`);
    }
    p.rewind(time);
  }
  return keys.sort();
}

/** Positions of a slice on which a symmetry does not hold, of up to `sample`. */
function breaches(spec: Specialization, slice: Slice, sample: number): { checked: number; broken: string[] } {
  const { game } = spec;
  const broken: string[] = [];
  const image = new Position(game.schema);
  const after = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const [identity, ...others] = spec.symmetries(slice);
  const checked = eachPosition(
    spec,
    slice,
    (p) => {
      for (const s of others) {
        applySymmetry(s, p, image);
        const legal = !game.legal || game.legal(image);
        const mirrored = successors(game, p, moves, s, after);
        if (!legal || mirrored.join() !== successors(game, image, moves, identity, after).join()) {
          broken.push(`${game.format(p)} under ${s.image.join()}`);
        }
      }
    },
    sample,
  );
  return { checked, broken };
}

describe('and none that does not hold', () => {
  const small = games.filter(({ id }) => id !== 'connect-four');
  test.each(small)('$id', (game) => {
    const spec = specialize(game);
    const slices = spec.defaultTables().flatMap((table) => [...spec.slicesOf(table)]);
    // Every position of small slices, a sample of large ones; at most eight slices, spread from the first to the last.
    const chosen = slices.filter((_, i) => i % Math.ceil(slices.length / 8) === 0);
    let all = 0;
    for (const slice of chosen) {
      const { checked, broken } = breaches(spec, slice, 60);
      expect(broken).toEqual([]);
      all += checked;
    }
    expect(all).toBeGreaterThan(0);
  });

  test('a rule that tells one corner from the others leaves the reflection in its diagonal', () => {
    const cornered: Game = {
      ...ticTacToe,
      id: 'tic-tac-toe-with-a-last-corner',
      moves(p, out) {
        const n = ticTacToe.moves(p, out);
        const rest = out.subarray(0, n).filter((cell) => cell !== 0);
        if (rest.length > 0) out.set(rest);
        return Math.max(1, rest.length);
      },
    };
    const spec = new Specialization(cornered);
    const symmetries = spec.symmetries(spec.slicesOf('all').find((slice) => slice.name === '1-1')!);
    expect(symmetries.map(({ image, swap }) => [image.join(), swap])).toEqual([
      ['0,1,2,3,4,5,6,7,8', false],
      ['0,3,6,1,4,7,2,5,8', false],
    ]);
  });
});

describe('what chessmen promise', () => {
  const read = new Specialization(chess);
  const { chessmen: _, ...anonymous } = chess;
  const sampled = new Specialization(anonymous);
  const below = (spec: Specialization, table: string): string[] =>
    spec.below(spec.slicesOf(table)[0]).map(({ name }) => name);
  const symmetries = (spec: Specialization, table: string): string[] =>
    spec.symmetries(spec.slicesOf(table)[0]).map(({ image, swap }) => `${image.join()} ${swap}`);
  /** Promotions by capturing the only man on the last rank, which samples do not show. */
  const rare: Readonly<Record<string, readonly string[]>> = {
    KRvKP: ['KBvK', 'KNvK', 'KQvK'],
    KBvKP: ['KNvK', 'KQvK', 'KRvK'],
  };

  test.each(['KvK', 'KPvK', 'KQvKR', 'KRvKP', 'KBvKP', 'KPvKP', 'KPPvK', 'KBNvK', 'KRPvKR'])(
    '%s: the materials below and the symmetries are those that samples show',
    (table) => {
      expect(below(read, table)).toEqual([...new Set([...below(sampled, table), ...(rare[table] ?? [])])].sort());
      expect(symmetries(read, table)).toEqual(symmetries(sampled, table));
    },
  );

  test('a pawn that takes a rook on the last rank becomes the only man beside the kings', () => {
    const p = new Position(chess.schema);
    chess.parse(p, '8/8/8/8/8/2k5/1p6/R6K b - - 0 1');
    const moves = new Int32Array(chess.maxMoves);
    const count = chess.moves(p, moves);
    const queening = moves.subarray(0, count).find((move) => chess.formatMove(p, move) === 'b2a1q')!;
    chess.play(p, queening);
    expect(read.sliceOf(p.signature).name).toBe('KQvK');
  });
});

test('materials that reversible moves connect are found to be one slice', () => {
  const spec = specialize(dobutsuShogi);
  // A lion, a giraffe and the other lion: the giraffe is on the board or in hand, of either side.
  const [slice] = spec.slicesOf('LGvL');
  expect(slice.signatures.length).toBeGreaterThan(1);
  // In chess nothing comes back.
  const chess = games.find(({ id }) => id === 'chess')!;
  expect(specialize(chess).slicesOf('KQvKR')[0].signatures).toHaveLength(1);
});
