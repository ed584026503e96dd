/** Threads that share the analysis of a slice. What they find is held against one thread, whose values others test. */

import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { loadGame } from '../../games/loaders.ts';
import {
  type Game,
  isAborted,
  type Position,
  type PlainValues,
  toArray,
  type Value,
  type Values,
} from '../../src/game/index.ts';
import { OutcomeValues } from '../../src/game/outcome-values.ts';
import { recordOrigin } from '../../src/game/origin.ts';
import { UNUSED } from '../../src/game/value.ts';
import { Control } from '../../src/retrograde/control.ts';
import { Crew } from '../../src/retrograde/crew.ts';
import { type Helpers, Retrograde } from '../../src/retrograde/engine.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';

const MEMORY = 2e9;
/** Indices that make some chunks. */
const ENOUGH = 20_000;

let crew: Crew | undefined;
afterEach(() => crew?.end());

/** The array that values stand in. */
const arrayOf = (values: Values): Int16Array | Uint8Array =>
  values instanceof OutcomeValues ? values.packed : (values as PlainValues).array;
const bytes = (values: Values): Buffer => Buffer.from(toArray(values).buffer);

/** Runs an analysis; after each step `pause` may take its time. */
async function finish(engine: Retrograde, pause: (phase: string) => Promise<void>): Promise<Values> {
  const steps = engine.run();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause(step.value.phase);
  }
}

/** Solves a slice alone, and with so many threads, which all join before the second chunk. */
async function solveBoth(game: Game, table: string, threads: number, metric: 'dtm' | 'wdl') {
  const spec = specialize(game);
  const slice = spec.closure(spec.slicesOf(table)).find((each) => spec.space(each).size > ENOUGH)!;
  const space = spec.space(slice);
  const slices = new SliceValues(spec, { memory: MEMORY, engine: 'generic', metric });
  const below = spec.below(slice);
  const missing = new Set<Slice>();
  const known = new Map<Slice, Values>();
  const begin = async (): Promise<void> => {
    known.clear();
    for (const lower of below) known.set(lower, await slices.get(lower));
  };
  const probe = (p: Position): Value | undefined => {
    const lower = spec.sliceOf(p.signature);
    if (!known.has(lower)) missing.add(lower);
    return known.get(lower)?.at(spec.space(lower).rank(p)) as Value | undefined;
  };
  const fetch = async (phase: string): Promise<void> => {
    if (phase === 'wait') for (const lower of missing) known.set(lower, await slices.get(lower));
  };

  await begin();
  const alone = new Retrograde(game, space, probe, { metric });
  const one = await finish(alone, fetch);

  await begin();
  crew = Crew.of(game)!;
  crew.hire();
  let joined = (): number => 0;
  const helpers: Helpers = {
    threads,
    begin: (arrays) => {
      const control = new Control(arrays.control);
      joined = () => control.joined;
      const shared = Array.from(known, ([lower, values]) => {
        const copy =
          values instanceof OutcomeValues
            ? new Uint8Array(new SharedArrayBuffer(values.packed.length))
            : new Int16Array(new SharedArrayBuffer(2 * values.length));
        copy.set(arrayOf(values));
        return { space: spec.space(lower).recipe, values: copy };
      });
      crew!.begin({ space: space.recipe, arrays, below: shared }, threads);
    },
  };
  const together = new Retrograde(game, space, probe, { metric, helpers });
  const many = await finish(together, async (phase) => {
    while (joined() < threads) await setTimeout(5);
    await fetch(phase);
  });
  return { one, many, alone: alone.effort, together: together.effort, missing: missing.size };
}

test.each<[string, string, number, 'dtm' | 'wdl', string]>([
  ['dobutsu-shogi', 'LGEvL', 2, 'dtm', 'men come back'],
  ['dobutsu-shogi', 'LGEvL', 4, 'dtm', 'men come back'],
  ['dobutsu-shogi', 'LGEvL', 3, 'wdl', 'men come back'],
  ['othello-4x4', 'all', 3, 'dtm', 'scores, and passes within a slice'],
  ['connect-four-4x4', 'all', 4, 'dtm', 'no move within a slice'],
  ['connect-four-4x4', 'all', 2, 'wdl', 'no move within a slice'],
  ['checkers-6x6', 'KKMvM', 4, 'dtm', 'a slice below that no sample showed'],
  ['checkers-6x6', 'KKMvM', 4, 'wdl', 'a slice below that no sample showed'],
])('%s %s: %i threads give the values and the counters of one (%s, %s)', async (id, table, threads, metric) => {
  const { one, many, alone, together, missing } = await solveBoth(await loadGame(id), table, threads, metric);
  expect(arrayOf(many).buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(bytes(many).equals(bytes(one))).toBe(true);
  expect({ ...together, bytes: 0 }).toEqual({ ...alone, bytes: 0 });
  if (id === 'checkers-6x6') expect(missing).toBeGreaterThan(0);
});

/** A game of the toolkit under its own name, which threads load from where `module` says. */
async function copyOf(id: string, changes: Partial<Game> = {}, module?: string): Promise<Game> {
  const game = { ...(await loadGame(id)), ...changes };
  if (module !== undefined) recordOrigin(game, { module, name: 'loadGame' });
  return game;
}

const LOADERS = new URL('../../dist/games/loaders.js', import.meta.url).href;
const LARGE = ['dobutsu-shogi', 'LGEHvL'] as const;
/** Positions of that class (docs/games.md), as T. Tanaka's rules have them. */
const POSITIONS = 296_419;

const valuesOf = (game: Game, threads: number): SliceValues =>
  new SliceValues(specialize(game), { memory: MEMORY, engine: 'generic', threads });

test('a signal ends the threads, and the slice can be asked for again', async () => {
  const game = await loadGame(LARGE[0]);
  const [slice] = specialize(game).slicesOf(LARGE[1]);
  const values = valuesOf(game, 2);
  const controller = new AbortController();
  const aborting = values.get(slice, {
    signal: controller.signal,
    onProgress: ({ phase }) => {
      if (phase === 'levels') controller.abort();
    },
  });
  expect(isAborted(await aborting.catch((error: unknown) => error))).toBe(true);
  const after = toArray(await values.get(slice));
  expect(after.filter((value) => value !== UNUSED).length).toBe(POSITIONS);
});

test('an error of the rules in the first thread ends the others', async () => {
  const shogi = await loadGame(LARGE[0]);
  let calls = 0;
  const failing: Game['moves'] = (p, out) => {
    if (++calls > 20_000) throw new RangeError('bad rules');
    return shogi.moves(p, out);
  };
  const game = await copyOf(LARGE[0], { moves: failing }, LOADERS);
  const [slice] = specialize(game).slicesOf(LARGE[1]);
  await expect(valuesOf(game, 2).get(slice)).rejects.toThrow('bad rules');
});

test.each(['moves', 'unmoves'])('an error of %s in another thread alone ends the first', async (member) => {
  const text = `import { loadGame } from ${JSON.stringify(LOADERS)};
    export const wrong = async (id) => ({ ...(await loadGame(id)), ${member}() { throw new RangeError('bad rules'); } });`;
  const game = await copyOf(LARGE[0]);
  recordOrigin(game, { module: `data:text/javascript,${encodeURIComponent(text)}`, name: 'wrong' });
  const [slice] = specialize(game).slicesOf(LARGE[1]);
  await expect(valuesOf(game, 2).get(slice)).rejects.toThrow('failed in another thread');
});

test('no other thread knows a game that was made in memory', async () => {
  expect(Crew.of(await copyOf(LARGE[0]))).toBeUndefined();
});

test('a game whose module other threads do not find is solved by one thread', async () => {
  const game = await copyOf(LARGE[0], {}, 'file:///there/is/no/such/module.js');
  const [slice] = specialize(game).slicesOf(LARGE[1]);
  const values = toArray(await valuesOf(game, 4).get(slice));
  expect(values.filter((value) => value !== UNUSED).length).toBe(POSITIONS);
});
