/** One suite for all engines: each gives the same values, stays within its prediction, and stops on an abort. */

import { beforeAll, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { threeMensMorris } from '../../games/three-mens-morris.ts';
import type { Engine, EngineRun, Successors } from '../../src/engine/index.ts';
import { enginesOf } from '../../src/engines/index.ts';
import { isAborted, Position, type Game } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { toArray, type Values } from '../../src/game/values.ts';
import { Random, type Slice, type Specialization, specialize } from '../../src/specialize/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { FakeKernel } from '../support/kernel.ts';

const MEMORY = 1e9;

interface Subject {
  readonly name: string;
  readonly game: Game;
  /** With slices below; the last has more than one move out. */
  readonly tables: readonly string[];
  engine(specialization: Specialization): Engine;
}

const subjects: readonly Subject[] = [
  {
    name: 'generic, three men',
    game: threeMensMorris,
    tables: ['all'],
    engine: (spec) => enginesOf(spec, 'generic').engines[0],
  },
  {
    name: 'generic, chess',
    game: chess,
    tables: ['KRvK'],
    engine: (spec) => enginesOf(spec, 'generic').engines[0],
  },
  {
    name: 'kernel',
    game: chess,
    tables: ['KRvK', 'KPvK'],
    engine: (spec) => enginesOf(spec, 'kernel').engines[0],
  },
  { name: 'fake', game: chess, tables: ['KRvK'], engine: (spec) => new FakeKernel(spec) },
];

describe.each(subjects)('$name', ({ game, tables, ...subject }) => {
  const engineFor = (spec: Specialization): Engine => subject.engine(spec);
  let spec: Specialization;
  let engine: Engine;
  let slices: Slice[];
  /** The last, which has slices below. */
  let largest: Slice;
  const solved = new Map<Slice, Values>();
  const asked = new Set<Slice>();

  const successors: Successors = {
    values: (slice) => {
      asked.add(slice);
      const values = solved.get(slice);
      return values ? Promise.resolve(values) : Promise.reject(new Error(`${slice.name} is not solved yet`));
    },
    available: (slice) => solved.get(slice),
    planes: () => undefined,
  };
  const run = (more: Partial<EngineRun> = {}): EngineRun => ({
    metric: 'dtm',
    threads: 1,
    memory: MEMORY,
    successors,
    ...more,
  });

  beforeAll(async () => {
    spec = specialize(game);
    engine = engineFor(spec);
    slices = spec.closure(tables.flatMap((table) => spec.slicesOf(table)));
    largest = slices[slices.length - 1];
    for (const slice of slices) solved.set(slice, (await engine.solve(slice, run())).values);
  });

  test('supports dtm of what it is for, and says how it works', () => {
    for (const slice of slices) expect(engine.supports(slice, 'dtm'), slice.name).toBe(true);
    expect(engine.id).toMatch(/^[a-z]+$/);
  });

  test('every value follows from its successors, by a verifier that shares no code', async () => {
    for (const slice of slices) {
      const stored = (p: Position): number =>
        solved.get(spec.sliceOf(p.signature))!.at(spec.space(spec.sliceOf(p.signature)).rank(p));
      const { positions } = await verifySlice(spec, slice, stored as (p: Position) => never);
      expect(positions).toBeGreaterThan(0);
    }
  });

  test('gives one value for each index, UNUSED exactly where no legal position stands', () => {
    const p = new Position(game.schema);
    for (const slice of slices) {
      const space = spec.space(slice);
      const values = solved.get(slice)!;
      expect(values.length).toBe(space.size);
      const random = new Random(3);
      for (let i = 0; i < 500; i++) {
        const index = random.below(space.size);
        const legal = space.unrank(index, p) && (game.legal === undefined || game.legal(p));
        expect(values.at(index) !== UNUSED, `${slice.name} ${index}`).toBe(legal);
      }
    }
  });

  test('asks for slices below and for no others', () => {
    const below = new Set(slices.flatMap((slice) => spec.below(slice)));
    for (const slice of asked) expect(below.has(slice), slice.name).toBe(true);
    if (engine.needsAllBelow)
      expect([...asked].map(({ name }) => name).sort()).toEqual([...below].map(({ name }) => name).sort());
  });

  test('predicts bytes that suffice, and a time', async () => {
    for (const slice of slices) {
      const { bytes, seconds } = engine.predict(slice, 'dtm', 1);
      expect(bytes).toBeGreaterThan(0);
      expect(seconds).toBeGreaterThanOrEqual(0);
      const again = await engine.solve(slice, run({ memory: engine.needsAllBelow ? MEMORY : Math.max(bytes, 1) }));
      expect(again.effort.bytes, slice.name).toBeLessThanOrEqual(bytes);
    }
  });

  test('the same values whatever the threads, and again', async () => {
    const slice = largest;
    const again = await engine.solve(slice, run({ threads: 2 }));
    expect(toArray(again.values)).toEqual(toArray(solved.get(slice)!));
  });

  test('progress rises from 0 to 1 within a phase', async () => {
    const shares = new Map<string, number>();
    const fresh = engineFor(spec);
    await fresh.solve(
      largest,
      run({
        onProgress: (phase, share) => {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          shares.set(phase, share);
        },
      }),
    );
    for (const phase of shares.keys()) expect(phase).not.toBe('');
  });

  test('values of single positions are those of the slice, and then they are cached', async () => {
    const { parts } = engine;
    if (parts === undefined) {
      // A skip gives its reason: this engine solves whole slices alone.
      expect(engine.needsAllBelow).toBe(true);
      return;
    }
    const p = new Position(game.schema);
    const slice = largest;
    const space = spec.space(slice);
    const random = new Random(5);
    for (let seen = 0; seen < 50; ) {
      const index = random.below(space.size);
      if (!space.unrank(index, p) || !game.legal!(p) || game.ended(p) !== undefined) continue;
      seen++;
      const { value } = await parts.value(p, run());
      expect(value).toBe(solved.get(slice)!.at(index));
      const cached = parts.cachedValue(p, 'dtm');
      if (cached !== undefined) expect(cached).toBe(value);
    }
    parts.forget();
    expect(parts.cachedBytes).toBe(0);
    expect(parts.cachedValue(p, 'dtm')).toBeUndefined();
  });

  test('stops at the signal', async () => {
    const controller = new AbortController();
    controller.abort();
    const fresh = engineFor(spec);
    const outcome = await fresh.solve(largest, run({ signal: controller.signal })).then(
      ({ values }) => values.length,
      (error: unknown) => isAborted(error) || 'another error',
    );
    // What is solved before other work gets its turn is given; nothing else ends but by the abort.
    expect([true, spec.space(largest).size]).toContain(outcome);
  });
});
