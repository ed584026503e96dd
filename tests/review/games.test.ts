/** Profiles of games that are not chess: recorded ones, and such as chance plays. */

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { games, ticTacToe, threeMensMorris } from '../../games/index.ts';
import { readCosts } from '../../src/plan/costs.ts';
import { GamesProfile } from '../../src/review/games.ts';
import { planFor } from '../../src/plan/planner.ts';
import { formatProfile, parseProfile, readProfile } from '../../src/plan/profile.ts';
import { Random, specialize } from '../../src/specialize/index.ts';

test('recorded games are counted move by move', () => {
  const counted = new GamesProfile(specialize(ticTacToe));
  counted.read('b2 a1 c3 a2 b1', 'first');
  counted.read('  b2   a1 ', 'second');
  const { classes, positions, plies, games: all, skipped, game, source } = counted.profile(['by hand']);
  expect({ game, source, all, skipped, plies, positions }).toEqual({
    game: 'tic-tac-toe',
    source: ['by hand'],
    all: 2,
    skipped: 0,
    plies: 7,
    positions: 7,
  });
  const each = { games2: 0, games10: 0 };
  expect(classes).toEqual([
    { table: '1-0', games: 2, positions: 2, ...each },
    { table: '1-1', games: 2, positions: 2, ...each },
    { table: '2-1', games: 1, positions: 1, ...each },
    { table: '2-2', games: 1, positions: 1, ...each },
    { table: '3-2', games: 1, positions: 1, ...each },
  ]);
});

test('a class that men shift in is counted once a game, with how long it stood', () => {
  const counted = new GamesProfile(specialize(threeMensMorris));
  // Three men per side, then slides to and fro.
  const slides = Array.from({ length: 6 }, () => 'c1-c2 a3-a2 c2-c1 a2-a3').join(' ');
  counted.read(`a1 b1 c1 a3 b3 c3 ${slides}`, 'shuffle');
  const entry = counted.profile([]).classes.find(({ table }) => table === '3-3');
  expect(entry).toEqual({ table: '3-3', games: 1, games2: 1, games10: 1, positions: 25 });
});

test('a game with an impossible move is left out whole, and said so', () => {
  const counted = new GamesProfile(specialize(ticTacToe));
  counted.read('b2 b2', 'games.txt: line 3');
  counted.read('a1 b1 a2 b2 a3 c1', 'games.txt: line 4'); // the game is over after a3
  const profile = counted.profile([]);
  expect(profile).toMatchObject({ games: 0, skipped: 2, plies: 0, positions: 0, classes: [] });
  expect(profile.problems).toEqual([
    'games.txt: line 3: move 2, "b2", is not possible',
    'games.txt: line 4: move 6, "c1", is not possible',
  ]);
});

/** Of each kind one: placed, scored, captured, dropped, sown, impartial. */
const KINDS = ['connect-four-5x4', 'othello-4x4', 'checkers', 'dobutsu-shogi', 'kalah-4-4', 'nim-1-3-5-7', 'dodgem'];

test.each(KINDS)('%s: random games depend on the seed alone, and make a profile', (id) => {
  const game = games.find((known) => known.id === id)!;
  const profileOf = (seed: number): string => {
    const counted = new GamesProfile(specialize(game));
    const random = new Random(seed);
    for (let i = 0; i < 3; i++) counted.playRandom(random);
    return formatProfile(counted.profile(['random']));
  };
  const once = profileOf(1);
  expect(profileOf(1)).toBe(once);
  const profile = parseProfile(once, id);
  expect(profile.games).toBe(3);
  expect(profile.plies).toBeGreaterThan(3);
  expect(profile.positions).toBeLessThanOrEqual(profile.plies);
});

test('connect-four 5 x 5: nobody says so, but what is worth keeping is the top of the tree', async () => {
  const costs = await readCosts(
    fileURLToPath(new URL('../../tables/costs/connect-four-5x5-dtm.json', import.meta.url)),
  );
  const profile = await readProfile(
    fileURLToPath(new URL('../../tables/profiles/connect-four-5x5-random.json', import.meta.url)),
  );
  const plan = await planFor(costs, profile, { budget: 100_000 });
  const men = plan.kept.map(({ table }) => table.split('-').reduce((sum, n) => sum + Number(n), 0));
  expect(men.length).toBeGreaterThan(0);
  // Of 24: below, search is fast and tables are large.
  expect(Math.max(...men)).toBeLessThan(12);
  expect(plan.seconds).toBeLessThan(plan.without / 100);
});
