/**
 * What games bring with them is what exploring finds. Nothing is known of copies of the games, so they are explored.
 * `npx vitest run tests/specialize/explored.test.ts --update` writes games/explored.ts again.
 */

import { expect, test, vi } from 'vitest';
import * as exported from '../../games/index.ts';
import type { Explored } from '../../src/game/explored.ts';
import { type Game, Position } from '../../src/game/index.ts';
import { Exploration } from '../../src/specialize/exploration.ts';
import { Materials, Specialization, type Symmetry } from '../../src/specialize/index.ts';
import { candidates } from '../../src/specialize/symmetry.ts';

const { games } = exported;

/** Games with materials that are sampled. What follows chessmen is read off the rules. */
const sampled = games.filter((game) => game !== exported.chess);

const FILE = '../../games/explored.ts';
const HEAD = `/**
 * What exploring the games finds (src/game/explored.ts). tests/specialize/explored.test.ts compares it with what
 * exploring finds now, and writes it.
 */
`;

/** Explores the default tables of a copy of the game, and all materials below them. */
function explore(game: Game): Explored {
  const copy = { ...game };
  const materials = new Materials(copy.schema);
  const exploration = new Exploration(copy, materials);
  const numbers = candidates(copy.schema).map(keyOf);
  const initial = new Position(copy.schema);
  copy.parse(initial, copy.initial);
  /** Which signature is canonical depends on the symmetries of the one that is named first. */
  const canonical = (signature: number): number[] => {
    const swapped = materials.swap(signature);
    const first = materials.compare(swapped, signature) > 0 ? swapped : signature;
    return [exploration.canonicalOf(signature), exploration.canonicalOf(first)];
  };
  const roots = copy.endgames?.map((name) => materials.parse(name, copy.id)) ?? [initial.signature];
  const met = new Set(roots.flatMap(canonical));
  const lists = new Map<string, (readonly number[])[]>();
  for (const signature of met) {
    for (const _ of exploration.explore(signature));
    const below = [...exploration.below(signature)].sort((a, b) => a - b);
    const held = exploration.symmetries(signature).map((symmetry) => numbers.indexOf(keyOf(symmetry)));
    const list = lists.get(held.join()) ?? [held];
    lists.set(held.join(), list);
    list.push([signature, ...below]);
    for (const each of below.flatMap(canonical)) met.add(each);
  }
  return [...lists.values()];
}

const keyOf = ({ image, swap }: Symmetry): string => `${image.join()} ${swap}`;

/** Writes what exploring found as src/game/explored.ts reads it. */
function write(explored: Explored): string {
  const element = (numbers: readonly number[]): string => numbers.map((n) => n.toString(36)).join();
  return explored.map((list) => list.map(element).join(' ')).join(';');
}

const nameOf = (game: Game): string => Object.entries(exported).find(([, value]) => value === game)![0];

test('games/explored.ts holds what exploring finds', async () => {
  const lines = sampled.map((game) => `export const ${nameOf(game)}Explored = '${write(explore(game))}';`);
  await expect(`${HEAD}\n${lines.join('\n')}\n`).toMatchFileSnapshot(FILE);
});

/** Returns how often exploring the default tables asks the rules for moves. */
function questions(game: Game): number {
  const moves = vi.spyOn(game, 'moves');
  const spec = new Specialization(game);
  for (const table of spec.defaultTables()) {
    const slice = spec.slicesOf(table).at(-1)!;
    for (const _ of spec.exploring(slice.signatures[0]));
    if (game !== exported.connectFour7x6) spec.symmetries(slice); // it has slices that no index space can hold
  }
  const { length } = moves.mock.calls;
  moves.mockRestore();
  return length;
}

test('so that exploring the default tables of a game asks its rules nothing', () => {
  expect(games.filter((game) => questions(game) > 0).map(nameOf)).toEqual([]);
  expect(questions({ ...exported.ticTacToe })).toBeGreaterThan(1_000);
});

test('nothing is known of a copy with other rules, even under the same name', () => {
  const { ticTacToe } = exported;
  const cornered: Game = {
    ...ticTacToe,
    moves(p, out) {
      const n = ticTacToe.moves(p, out);
      const rest = out.subarray(0, n).filter((cell) => cell !== 0);
      out.set(rest);
      return rest.length === 0 ? n : rest.length;
    },
  };
  const symmetries = (game: Game): number => {
    const exploration = new Exploration(game, new Materials(game.schema));
    return exploration.symmetries(1).length;
  };
  // The whole square, and its reflection in the diagonal through the corner.
  expect([ticTacToe, cornered].map(symmetries)).toEqual([8, 2]);
});
