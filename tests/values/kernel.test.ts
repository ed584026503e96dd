/** Slices solved through the contract of kernels: the runs of a kernel, and the cases that use another engine. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { WDL } from '../../src/game/index.ts';
import { type Metric, toArray, type Values } from '../../src/game/values.ts';
import { UNUSED, type Value } from '../../src/game/value.ts';
import { SliceValues, type SlicesOptions } from '../../src/values/index.ts';
import { statisticsOf } from '../../src/table/index.ts';
import { verifySlice } from '../../src/verify/index.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';
import { enginesOf } from '../../src/engines/index.ts';
import { FakeKernel } from '../support/kernel.ts';

const spec = specialize(chess);
const slice = (name: string): Slice => spec.slicesOf(name)[0];
const [KvK, KRvK, KPvK] = [slice('KvK'), slice('KRvK'), slice('KPvK')];
const generic = new SliceValues(spec, { memory: 1e9, engine: 'generic' });

function withKernel(kernel: FakeKernel, more: Partial<SlicesOptions> = {}): SliceValues {
  return new SliceValues(spec, { memory: 1e9, engines: kernel.set, ...more });
}

const asked = (kernel: FakeKernel): string[] => kernel.runs.map(({ slice }) => slice);

test('a kernel solves what it supports, the generic engine the rest, and the values are the same', async () => {
  const kernel = new FakeKernel(spec, ['KvK', 'KBvK']);
  const values = withKernel(kernel, { threads: 3 });
  const solved = new Map<string, object>();
  const phases = new Set<string>();
  const found = await values.get(KPvK, {
    onSolved: ({ name }, effort) => solved.set(name, effort),
    onProgress: ({ slice, phase }) => phases.add(`${slice} ${phase}`),
  });
  expect(asked(kernel)).toEqual(['KPvK', 'KNvK', 'KQvK', 'KRvK']);
  expect(toArray(found)).toEqual(toArray(await generic.get(KPvK)));
  expect(values.peek(KPvK)).toBe(found);
  expect([...solved.keys()].sort()).toEqual(['KBvK', 'KNvK', 'KPvK', 'KQvK', 'KRvK', 'KvK']);
  expect(solved.get('KPvK')).toEqual({ positions: 11, edges: 0, backEdges: 0, bytes: 1000, words: 22 });
  expect(solved.get('KBvK')).not.toHaveProperty('words');
  expect(phases).toContain('KPvK pretending');
  const { run } = kernel.runs[0];
  expect([run.metric, run.threads]).toEqual(['dtm', 3]);
  expect(run.memory).toBeGreaterThanOrEqual(kernel.bytes);
});

test('successors come when the kernel asks for them, from where they are stored', async () => {
  const kernel = new FakeKernel(spec);
  const loaded: string[] = [];
  const values = withKernel(kernel, {
    load: (lower) => {
      loaded.push(lower.name);
      return lower === KvK ? generic.peek(KvK) : undefined;
    },
  });
  await generic.get(KvK);
  kernel.begun = () => {
    expect(loaded).toEqual(['KRvK']);
  };
  await values.get(KRvK);
  expect(loaded).toEqual(['KRvK', 'KvK']);
  expect(asked(kernel)).toEqual(['KRvK']);
});

test('a slice asked for twice at the same time is solved once', async () => {
  const kernel = new FakeKernel(spec);
  const values = withKernel(kernel);
  const [a, b] = await Promise.all([values.get(KRvK), values.get(KRvK)]);
  expect(a).toBe(b);
  expect(asked(kernel)).toEqual(['KRvK', 'KvK']);
});

test('the engine that was asked for is used, or refused', async () => {
  const kernel = new FakeKernel(spec, ['KvK']);
  const alone = enginesOf(spec, 'generic');
  expect(alone.engines.map(({ id }) => id)).toEqual(['generic']);
  expect(enginesOf(spec).engines.map(({ id }) => id)).toEqual(['kernel', 'generic']);
  await withKernel(kernel, { engines: alone }).get(KRvK);
  expect(kernel.runs).toEqual([]);
  const usage = (...parts: string[]): object => ({
    code: 'E_USAGE',
    message: expect.stringMatching(parts.join('.*')) as string,
  });
  const strict = withKernel(kernel, { engines: { engines: [kernel], bounds: undefined } });
  await expect(strict.get(KRvK)).rejects.toMatchObject(usage('kernel', 'KvK'));
  expect(() => strict.check(KvK)).toThrow(expect.objectContaining(usage('kernel', 'KvK')) as Error);
  expect(() => withKernel(kernel, { engine: 'generic', metric: 'dtz' })).toThrow(
    expect.objectContaining(usage('generic', 'dtz')) as Error,
  );
  await expect(withKernel(kernel, { metric: 'dtz' }).get(KvK)).rejects.toMatchObject(usage('dtz', 'KvK'));
});

test('memory: what the kernel predicts and the successors at hand', async () => {
  const kernel = new FakeKernel(spec);
  const { size } = spec.space(KvK);
  kernel.bytes = 5_000_000;
  expect(withKernel(kernel).check(KRvK)).toBe(5_000_000);
  const values = withKernel(kernel, { memory: 5_000_000 + 2 * size });
  await values.get(KvK);
  expect(values.check(KRvK)).toBe(5_000_000 + 2 * size);
  expect(toArray(await values.get(KRvK))).toEqual(toArray(await generic.get(KRvK)));
  expect(kernel.runs.at(-1)?.run.memory).toBe(5_000_000);
  kernel.bytes++;
  const failure = { code: 'E_BUDGET', message: expect.stringContaining('5.1 MB') as string };
  expect(() => values.check(KRvK)).toThrow(expect.objectContaining(failure) as Error);
  // Values that do not fit are not cached: here the whole budget is less than the values of the slice.
  kernel.bytes = 1;
  const small = withKernel(kernel, { memory: spec.space(KRvK).size });
  await small.get(KRvK);
  expect(small.peek(KRvK)).toBeUndefined();
});

test('an abort is told in the usual way, however the kernel ends, and another caller goes on', async () => {
  const kernel = new FakeKernel(spec);
  await expect(withKernel(kernel).get(KRvK, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'E_ABORTED',
  });
  expect(kernel.runs).toEqual([]);
  const controller = new AbortController();
  kernel.begun = (_, run) => {
    if (run.signal === undefined) return;
    controller.abort();
    throw new Error('worker gone');
  };
  const values = withKernel(kernel);
  const first = values.get(KRvK, { signal: controller.signal });
  const second = values.get(KRvK);
  await expect(first).rejects.toMatchObject({ code: 'E_ABORTED', message: expect.stringContaining('KRvK') as string });
  expect((await second).length).toBe(spec.space(KRvK).size);
  kernel.begun = () => {
    throw new Error('worker gone');
  };
  await expect(withKernel(kernel).get(KRvK)).rejects.toThrow('worker gone');
});

test('values of another length than the index space are the mistake of the kernel', async () => {
  const kernel = new FakeKernel(spec);
  const other = await generic.get(KvK);
  kernel.solve = () =>
    Promise.resolve({ values: other, effort: { positions: 0, edges: 0, backEdges: 0, bytes: 0, words: 0 } });
  await expect(withKernel(kernel).get(KRvK)).rejects.toThrow('KRvK');
});

test('outcomes: statistics without a longest win; local agreement finds a wrong one', async () => {
  const metric: Metric = 'wdl';
  const values = withKernel(new FakeKernel(spec), { metric });
  const held = new Map<Slice, Values>();
  for (const s of spec.closure([KPvK])) held.set(s, await values.get(s));
  const exact = statisticsOf(spec, [{ slice: KPvK, values: await generic.get(KPvK) }]);
  const { longestWin, ...counts } = exact;
  expect(longestWin!.plies).toBe(55);
  expect(statisticsOf(spec, [{ slice: KPvK, values: held.get(KPvK)! }], metric)).toEqual(counts);
  const stored = (p: Parameters<Parameters<typeof verifySlice>[2]>[0]): Value => {
    const s = spec.sliceOf(p.signature);
    return held.get(s)!.at(spec.space(s).rank(p)) as Value;
  };
  expect((await verifySlice(spec, KPvK, stored, { domain: WDL })).positions).toBe(exact.positions);
  const wrong = toArray(held.get(KRvK)!);
  wrong[wrong.findIndex((v) => v > 0 && v !== UNUSED)] = 0;
  const changed = (p: Parameters<typeof stored>[0]): Value => wrong[spec.space(KRvK).rank(p)] as Value;
  const damaged = (p: Parameters<typeof stored>[0]): Value =>
    spec.sliceOf(p.signature) === KRvK ? changed(p) : stored(p);
  await expect(verifySlice(spec, KRvK, damaged, { domain: WDL })).rejects.toMatchObject({
    code: 'E_VALUE_WRONG',
    message: expect.stringMatching(/ is stored as draw, its moves give win$/) as string,
  });
});
