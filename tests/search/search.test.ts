/**
 * Search and closure against whole slices, which backward induction over an index space finds in quite another way, on
 * games of every kind: with scores, extra moves, cycles, drops, captures.
 */

import { describe, expect, test } from 'vitest';
import { gameOf } from '../../games/index.ts';
import { Position } from '../../src/game/position.ts';
import { DRAW, type Value, WDL } from '../../src/game/value.ts';
import type { Metric } from '../../src/game/values.ts';
import { SliceValues } from '../../src/values/index.ts';
import { type Bounds, Closure, Forward, type Known, Memo } from '../../src/search/index.ts';
import { Random, specialize } from '../../src/specialize/index.ts';

const SAMPLES: readonly {
  readonly id: string;
  readonly tables: readonly string[];
  readonly positions: number;
  readonly large?: true;
}[] = [
  { id: 'chess', tables: ['KPvK'], positions: 8, large: true },
  { id: 'tic-tac-toe', tables: ['all'], positions: 60 },
  { id: 'awari', tables: ['5', '6'], positions: 40 },
  { id: 'kalah-3-6', tables: ['6'], positions: 30 },
  { id: 'nim-1-3-5-7', tables: [], positions: 30 },
  { id: 'mu-torere', tables: [], positions: 20 },
  { id: 'hare-and-hounds', tables: [], positions: 20 },
  { id: 'chess-3x3', tables: ['KRvK', 'KPvK'], positions: 30 },
  { id: 'three-mens-morris', tables: [], positions: 20 },
  { id: 'hexapawn-3x3', tables: [], positions: 40 },
];

const nobody: Known = () => undefined;

function finish(steps: Generator<number, Bounds, void>): Bounds {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Legal positions of the tables that have not ended, drawn with a seed, and their values. */
async function drawn(
  id: string,
  tables: readonly string[],
  count: number,
): Promise<{ p: Position; value: Value; known: Known }[]> {
  const game = gameOf(id);
  const specialization = specialize(game);
  const values = new SliceValues(specialization, { memory: 1e9, engine: 'generic' });
  const names = tables.length > 0 ? tables : specialization.defaultTables();
  const slices = names.flatMap((table) => specialization.slicesOf(table));
  for (const slice of specialization.closure(slices)) await values.get(slice);
  const at = (p: Position): Value => {
    const slice = specialization.sliceOf(p.signature);
    return values.peek(slice)!.at(specialization.space(slice).rank(p)) as Value;
  };
  const random = new Random(7);
  const found: { p: Position; value: Value; known: Known }[] = [];
  for (let tries = 0; found.length < count && tries < 100_000; tries++) {
    const slice = slices[random.below(slices.length)];
    const space = specialization.space(slice);
    const p = new Position(game.schema);
    if (!space.unrank(random.below(space.size), p) || game.legal?.(p) === false || game.ended(p) !== undefined)
      continue;
    const known: Known = (q) => (specialization.sliceOf(q.signature) === slice ? undefined : at(q));
    found.push({ p, value: at(p), known });
  }
  expect(found.length).toBe(count);
  return found;
}

const asked = (value: Value, metric: Metric): Value => (metric === 'wdl' ? WDL.further(value) : value);

describe.each(SAMPLES)('$id', ({ id, tables, positions, large }) => {
  const game = gameOf(id);

  test.each(['dtm', 'wdl'] as const)('the closure gives the values of whole slices: %s', async (metric) => {
    if (metric === 'wdl' && game.domain.name === 'score') return;
    for (const { p, value, known } of await drawn(id, tables, positions)) {
      for (const helped of large ? [known] : [nobody, known]) {
        const known = metric === 'wdl' && helped !== nobody ? wdlOf(helped) : helped;
        const closure = new Closure(p, { game, metric, known, most: Number.MAX_SAFE_INTEGER });
        const { lower, upper } = finish(closure.run());
        expect([lower, upper], game.format(p)).toEqual([asked(value, metric), asked(value, metric)]);
      }
    }
  });

  test('cut short, the closure bounds them', async () => {
    let exact = 0;
    for (const { p, value } of await drawn(id, tables, positions)) {
      for (const most of [1, 3, 10, 40, 200]) {
        const { lower, upper } = finish(new Closure(p, { game, metric: 'dtm', known: nobody, most }).run());
        expect(lower, game.format(p)).toBeLessThanOrEqual(value);
        expect(upper, game.format(p)).toBeGreaterThanOrEqual(value);
        if (lower === upper) exact++;
      }
    }
    if (!large) expect(exact).toBeGreaterThan(0);
  });

  test('search bounds them at any depth, and is exact where the slices below are known or the game ends', async () => {
    const ends = game.domain.name === 'score' ? id.startsWith('kalah') : !MAY_CYCLE.has(id);
    let exact = 0;
    let decided = 0;
    const shared = new Map<Known, Memo>();
    for (const { p, value, known } of await drawn(id, tables, positions)) {
      for (const helped of [nobody, known]) {
        if (!shared.has(helped)) shared.set(helped, new Memo(p, 1e6));
        for (const deepest of [1, 2, 4, 12]) {
          const memo = deepest === 4 ? new Memo(p, 0) : shared.get(helped)!;
          const search = new Forward(p, { game, metric: 'dtm', known: helped, memo, most: 20_000, deepest });
          const { lower, upper } = finish(search.run());
          expect(lower, game.format(p)).toBeLessThanOrEqual(value);
          expect(upper, game.format(p)).toBeGreaterThanOrEqual(value);
          if (deepest === 12 && lower === upper) exact++;
          if (deepest === 12) decided++;
        }
      }
    }
    if (ends) expect(exact).toBe(decided);
    else expect(exact).toBeGreaterThan(0);
  });
});

/** Games in which positions can come back, so that search alone may never end. */
const MAY_CYCLE: ReadonlySet<string> = new Set([
  'chess',
  'mu-torere',
  'hare-and-hounds',
  'chess-3x3',
  'three-mens-morris',
]);

function wdlOf(known: Known): Known {
  return (p) => {
    const v = known(p);
    return v === undefined ? undefined : v === DRAW ? v : WDL.further(v);
  };
}
