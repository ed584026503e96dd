/** Every game of the list has its conformance run; `games.slow.test.ts` makes it at full length. */

import { expect, test } from 'vitest';
import { gameOf, games } from '../../games/index.ts';
import type { Remark } from '../../src/check/finding.ts';
import { checkGame, POSITION_CHECKS, SLICE_CHECKS } from '../../src/check/index.ts';
import { Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';

/** Games whose slices are too large to be looked at; their other sizes have them. */
const RULES_ONLY = ['connect-four'];

test.each(games.map((game) => ({ id: game.id, game })))('$id keeps the contract', async ({ id, game }) => {
  const report = await checkGame(game, { seconds: 60, effort: 0.1 });
  expect(report.findings).toEqual([]);
  expect(report.looks).toBeGreaterThan(50);
  const concerned = POSITION_CHECKS.filter(({ concerns }) => concerns === undefined || concerns(game));
  const made = [...concerned, ...(RULES_ONLY.includes(id) ? [] : SLICE_CHECKS)].map(({ name }) => name);
  expect(report.checks).toEqual(expect.arrayContaining(made));
  const left = RULES_ONLY.includes(id) ? 'slices and solving' : 'solving';
  expect(report.unfinished.map(({ check }) => check)).toEqual([left]);
});

test('an index stands for one position where its images are too many to compare', () => {
  const game = gameOf('domineering-5x5');
  const spec = specialize(game);
  const p = new Position(game.schema);
  game.parse(p, '...../###../####./.###./.#### H');
  const slice = spec.sliceOf(p.signature);
  const space = spec.space(slice);
  const index = space.rank(p);
  expect(space.isReduced(index)).toBe(false);
  game.parse(p, '...../..###/.####/.###./####. H');
  expect(space.rank(p)).not.toBe(index);
  const found: Remark[] = [];
  const orbits = SLICE_CHECKS.find(({ name }) => name === 'orbits')!;
  expect(orbits.run(spec, slice, { sample: 100, say: (remark) => found.push(remark), goesOn: () => true })).toBe(100);
  expect(found).toEqual([]);
});
