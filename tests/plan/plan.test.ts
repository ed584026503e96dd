/** From tables to a plan: costs are measured, the plan is made and written to a file, and a store is packed by it. */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { awari, chess } from '../../games/index.ts';
import { EndgameError } from '../../src/game/index.ts';
import { adversarialProfile, uniformProfile } from '../../src/plan/build.ts';
import { type Costs, formatCosts, parseCosts, readCosts, storedOnly } from '../../src/plan/costs.ts';
import { measureCosts } from '../../src/make/costs.ts';
import type { MeasureOptions } from '../../src/make/measure-options.ts';
import { formatPlan, gapOf, parsePlan, type Plan, wantedBy } from '../../src/plan/plan.ts';
import { budgetsFor, planFor } from '../../src/plan/planner.ts';
import { specialize } from '../../src/specialize/index.ts';
import { type Encoding, parseRepresentation, shippedOutcomes, TableStore } from '../../src/table/index.ts';
import { costOfStored, generateTables, packWanted, repack } from '../../src/make/index.ts';
import { temporaryDirectory } from '../solve/support.ts';

const SHIPPED_COSTS = fileURLToPath(new URL('../../tables/costs/chess-wdl.json', import.meta.url));
const OUTCOMES = fileURLToPath(new URL('../../tables/outcomes', import.meta.url));
const directory = temporaryDirectory();
const spec = specialize(awari);
const encodings: Encoding[] = ['score', 'score-one-side'].flatMap((name) =>
  ['raw', 'pairs'].map((codec) => ({ representation: parseRepresentation(name, 'score'), codec })),
);

const tables = ['1', '2', '3', '4', '5'];
let pack: TableStore;
let costs: Costs;

function measure(options: Partial<MeasureOptions> = {}): Promise<Costs> {
  return measureCosts(spec, {
    store: pack,
    tables,
    metric: 'dtm',
    encodings,
    most: 1e6,
    patience: 60,
    memory: 1e9,
    ...options,
  });
}

beforeAll(async () => {
  pack = TableStore.open(join(directory, 'awari'), { create: true });
  await generateTables(spec, tables, pack);
  costs = await measure();
});

describe('measured costs', () => {
  test('every table, each after those below, in every way; bytes are those of the files that come of it', async () => {
    expect(costs).toMatchObject({ game: 'awari', metric: 'dtm', rules: awari.version });
    expect(costs.tables.map(({ table }) => table)).toEqual(['1', '2', '3', '4', '5']);
    expect(costs.tables.map(({ below }) => below.length > 0)).toEqual([false, false, true, true, true]);
    for (const { options, compute, positions } of costs.tables) {
      expect(positions).toBeGreaterThan(0);
      expect(compute).toBeGreaterThan(0);
      // The stored representation and the tried ones; both sides are stored if one does not determine the other.
      expect(options.length).toBeGreaterThanOrEqual(3);
      for (const { bytes, probe, cold } of options) {
        expect(bytes).toBeGreaterThan(100);
        expect(probe).toBeGreaterThanOrEqual(0);
        expect(probe).toBeLessThan(1e-3);
        expect(cold).toBeGreaterThan(0);
      }
    }
    const packed = TableStore.open(join(directory, 'pairs'), { create: true });
    await repack(spec, ['5'], pack, packed, { encodings: [encodings[1]] });
    const file = packed.list('awari').find(({ table }) => table === '5')!;
    const option = costs.tables[4].options.find(
      ({ representation, codec }) => representation === 'score' && codec === 'pairs',
    );
    expect(statSync(join(packed.name, file.file)).size).toBe(option?.bytes);
  });

  test('what is known is not measured again, and a table that nobody stored can only be computed', async () => {
    const told: string[] = [];
    const known: Costs = { ...costs, tables: costs.tables.slice(0, 3) };
    const again = await measure({ known, onTable: (_, { table }) => told.push(table) });
    expect(told).toEqual(['4', '5']);
    expect(again.tables.slice(0, 3)).toEqual(known.tables);
    const empty = TableStore.open(join(directory, 'empty'), { create: true });
    const bare = await measure({ store: empty, tables: ['3'] });
    expect(bare.tables.flatMap(({ options }) => options)).toEqual([]);
    expect(bare.tables.length).toBeGreaterThan(1);
    expect(bare.tables.every(({ compute }) => compute! > 0)).toBe(true);
  });

  test('a kernel takes no values, so nothing says how long unpacking takes', async () => {
    const stored = TableStore.open(join(directory, 'chess'), { create: true });
    await generateTables(specialize(chess), ['KQvK'], stored, { metric: 'wdl' });
    const found = await measureCosts(specialize(chess), {
      store: stored,
      tables: ['KQvK'],
      metric: 'wdl',
      encodings: [],
      most: 0,
      patience: 60,
      memory: 1e9,
    });
    expect(found.tables.map(({ table }) => table)).toEqual(['KvK', 'KQvK']);
    expect(found.tables.flatMap(({ options }) => options.map(({ unpack }) => unpack))).toEqual([undefined, undefined]);
  });

  test('those that come with the toolkit say how many bytes the files take that are made now', async () => {
    const known = new Map((await readCosts(SHIPPED_COSTS)).tables.map(({ table, options }) => [table, options]));
    const stored = TableStore.open(join(directory, 'three-men'), { create: true });
    const three = ['KQvK', 'KRvK', 'KBvK', 'KNvK', 'KPvK'];
    await generateTables(specialize(chess), three, stored, { metric: 'wdl' });
    const found = await measureCosts(specialize(chess), {
      store: stored,
      tables: three,
      metric: 'wdl',
      encodings: ['wdl', 'wdl-one-side'].flatMap((name) =>
        ['raw', 'pairs', 'forest'].map((codec) => ({ representation: parseRepresentation(name, 'outcome'), codec })),
      ),
      most: 1e6,
      patience: 60,
      memory: 1e9,
    });
    let compared = 0;
    for (const { table, options } of found.tables) {
      for (const { representation, codec, bytes, dependsOnExits } of options) {
        // Files that come with the toolkit were made with more care: they are options of their own.
        const option = known
          .get(table)
          ?.find((each) => each.representation === representation && each.codec === codec && !each.stored);
        if (option === undefined) continue;
        expect({ table, representation, codec, bytes, dependsOnExits }).toEqual({
          table,
          representation,
          codec,
          bytes: option.bytes,
          dependsOnExits: option.dependsOnExits,
        });
        compared++;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(32);
  });

  test('those that come with the toolkit know the files that come with it, as they are', async () => {
    const known = new Map((await readCosts(SHIPPED_COSTS)).tables.map((each) => [each.table, each]));
    const files = TableStore.open(OUTCOMES).list('chess', 'wdl');
    expect(files.filter(({ table }) => known.has(table)).length).toBeGreaterThanOrEqual(97);
    for (const { table, codec, bytes } of files) {
      if (!known.has(table)) continue;
      const { options, alone } = known.get(table)!;
      expect(options.filter(({ stored }) => stored).map((each) => [each.codec, each.bytes])).toEqual([[codec, bytes]]);
      expect(alone).toBeGreaterThan(0);
    }
    for (const { table, feeds } of known.values()) expect(Object.keys(feeds ?? {}), table).not.toContain(table);
    const { alone, fed } = known.get('KRPvKR')!;
    expect(fed).toBeLessThan(alone!);
  });

  test('a question is not fed by its own table, although a pawn that steps on stays in it', async () => {
    const store = TableStore.open(OUTCOMES);
    const limits = { encodings: [], most: 1, patience: 60, memory: 1e9 };
    const all = await readCosts(SHIPPED_COSTS);
    const known = { ...all, tables: all.tables.filter(({ table }) => table !== 'KPPvK') };
    const given = { store, known, tables: ['KPPvK'], metric: 'wdl', asStored: true, ...limits } as const;
    const { tables } = await measureCosts(specialize(chess), given);
    const pawn = tables.find(({ table }) => table === 'KPPvK')!;
    expect(pawn.alone).toBeGreaterThan(0);
    expect(Object.keys(pawn.feeds ?? {})).not.toContain('KPPvK');
    store.close();
  });

  test('files are measured as they are, and known options stay', async () => {
    const stored = TableStore.open(join(directory, 'as-stored'), { create: true });
    const repr = parseRepresentation('wdl-one-side', 'outcome');
    await generateTables(specialize(chess), ['KQvK'], stored, { metric: 'wdl' });
    const run = (options: Partial<MeasureOptions>): Promise<Costs> =>
      measureCosts(specialize(chess), {
        store: stored,
        tables: ['KQvK'],
        metric: 'wdl',
        encodings: [{ representation: repr, codec: 'raw' }],
        most: 1e6,
        patience: 60,
        memory: 1e9,
        ...options,
      });
    const before = await run({});
    expect(storedOnly(before)).toBeUndefined();
    const told: string[] = [];
    const after = await run({ asStored: true, known: before, onTable: (_, { table }) => told.push(table) });
    expect(told).toEqual(['KvK', 'KQvK']);
    const queen = after.tables[1];
    const file = statSync(join(stored.name, 'chess.KQvK.wdl.egt')).size;
    expect(queen.options.filter((each) => each.stored).map(({ bytes }) => bytes)).toEqual([file]);
    expect(queen.options.filter((each) => !each.stored)).toEqual(before.tables[1].options);
    expect(queen.alone).toBeGreaterThan(0);
    expect(queen.fed).toBeUndefined(); // nothing is promoted
    expect(parseCosts(formatCosts(after), 'x').tables[1].options.filter((each) => each.stored)).toHaveLength(1);
    expect(storedOnly(after)?.tables.map(({ options }) => options.length)).toEqual([1, 1]);
    // It has as many cells as the queen's, which is the one stored table of three men.
    const { tables } = await run({ asStored: true, known: after, tables: ['KQvK', 'KRvK'] });
    const rook = tables.find(({ table }) => table === 'KRvK')!;
    expect(rook.options.map(({ bytes, forecast }) => [bytes, forecast])).toEqual([[file, true]]);
    expect(storedOnly({ ...after, tables })?.tables.map(({ options }) => options.length)).toEqual([1, 1, 0]);
    told.length = 0;
    await run({ asStored: true, known: after, onTable: (_, { table }) => told.push(table) });
    expect(told).toEqual([]);
  });

  test('a file of one side is probed where it can be, if tables below it are missing', () => {
    const shipped = TableStore.open(OUTCOMES);
    const alone = TableStore.open(join(directory, 'pawn'), { create: true });
    alone.take(shipped, 'chess', 1, 'KPvK', 'wdl');
    const chessmen = specialize(chess);
    expect(costOfStored(chessmen, 'KPvK', 'wdl', alone).random).toBeGreaterThan(0);
    expect(() => costOfStored(chessmen, 'KRvK', 'wdl', alone)).toThrow(/no wdl table KRvK/);
    shipped.close();
    alone.close();
  });

  test('a signal stops it', async () => {
    await expect(measure({ signal: AbortSignal.abort() })).rejects.toThrow(/stopped while measuring/);
  });
});

describe('plans', () => {
  test('keep within the budget, are never worse than their bound, and get better with every byte', async () => {
    const profile = uniformProfile(costs);
    let last = Number.POSITIVE_INFINITY;
    for (const budget of budgetsFor(costs)) {
      const plan = await planFor(costs, profile, { budget });
      expect(plan.bytes + plan.decoderBytes).toBeLessThanOrEqual(budget);
      expect(plan.kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(plan.bytes);
      expect(plan.bound).toBeLessThanOrEqual(plan.value);
      expect(gapOf(plan)).toBeLessThan(1e-6);
      expect(plan.seconds).toBeLessThanOrEqual(last * (1 + 1e-9));
      last = plan.seconds;
      const greedy = await planFor(costs, profile, { budget }, { method: 'greedy' });
      expect(greedy.value).toBeGreaterThanOrEqual(plan.value * (1 - 1e-6));
      expect(greedy.bound).toBeLessThanOrEqual(plan.value * (1 + 1e-6));
    }
    const nothing = await planFor(costs, profile, { budget: 0 });
    expect(nothing).toMatchObject({ kept: [], bytes: 0, seconds: nothing.without });
  });

  test('a cut for one target is as good as the exact program', async () => {
    const plain: Costs = {
      ...costs,
      // A cut can weigh neither search nor decoders nor tables that depend on exits.
      tables: costs.tables.map(({ table, below, options, compute }) => ({
        table,
        below,
        options: options.filter(({ codec, dependsOnExits }) => !(codec in costs.decoders) && !dependsOnExits),
        compute: compute!,
      })),
    };
    const profile = adversarialProfile(plain);
    for (const price of [0, 1e-8, 1e-6, 1e-4]) {
      const [byCut, exact] = await Promise.all(
        (['cut', 'exact'] as const).map((method) => planFor(plain, profile, { price }, { method })),
      );
      expect(byCut.value).toBeCloseTo(exact.value, 9);
      expect(byCut.bound).toBeCloseTo(byCut.value, 9);
    }
  });

  test('round-trip as files, and what is no plan is refused, naming the field', async () => {
    const plan = await planFor(costs, uniformProfile(costs), { price: 1e-9 });
    const read = parsePlan(formatPlan(plan), 'x');
    expect(read.kept.map(({ table, bytes }) => [table, bytes])).toEqual(
      plan.kept.map(({ table, bytes }) => [table, bytes]),
    );
    expect(parsePlan(formatPlan(read), 'x')).toEqual(read);
    const stored = JSON.parse(formatPlan(plan)) as { kept: object[] };
    const bad: [Partial<Record<keyof Plan, unknown>>, string][] = [
      [{ kept: [...stored.kept, ...stored.kept] }, 'twice'],
      [{ metric: 'best' }, 'metric "best" is none of'],
      [{ aim: {} }, 'aim.budget'],
      [{ compute: { 5: 'long' } }, 'compute.5'],
    ];
    for (const [change, what] of bad) {
      const text = JSON.stringify({ ...stored, ...change });
      expect(() => parsePlan(text, 'x')).toThrow(EndgameError);
      expect(() => parsePlan(text, 'x')).toThrow(what);
    }
  });

  test('a pack as planned has the tables of the plan and no others, each as large as planned', async () => {
    const plan = await planFor(costs, uniformProfile(costs), { budget: 1000 });
    expect(plan.kept.length).toBeGreaterThan(0);
    expect(plan.kept.length).toBeLessThan(5);
    const packed = TableStore.open(join(directory, 'planned'), { create: true });
    const wanted = wantedBy(plan, 'score');
    await packWanted(spec, wanted, pack, packed, {});
    expect(packed.list('awari').map(({ table, bytes }) => [table, bytes])).toEqual(
      plan.kept.map(({ table, bytes }) => [table, bytes]),
    );
    const told: boolean[] = [];
    await packWanted(spec, wanted, pack, packed, { onTable: ({ entry }) => told.push(entry !== undefined) });
    expect(told).toEqual(plan.kept.map(() => false));
  });

  test('a file that is encoded as planned is copied from where it is, and a damaged one is not', async () => {
    const shipped = shippedOutcomes()!;
    const own = TableStore.open(join(directory, 'own'), { create: true });
    await generateTables(specialize(chess), ['KPvK'], own, { metric: 'wdl' });
    const { bytes } = shipped.list('chess', 'wdl').find(({ table }) => table === 'KPvK')!;
    const representation = parseRepresentation('wdl-one-side', 'outcome');
    const wanted = [{ table: 'KPvK', encoding: { representation, codec: 'forest' }, bytes }];
    const to = TableStore.open(join(directory, 'copied'), { create: true });
    const why: (string | undefined)[] = [];
    await packWanted(specialize(chess), wanted, own, to, { files: shipped, onTable: (each) => why.push(each.why) });
    expect(why).toEqual(['copied']);
    const name = 'chess.KPvK.wdl.egt';
    const file = readFileSync(join(to.name, name));
    expect(file).toEqual(readFileSync(join(OUTCOMES, name)));

    const spoilt = TableStore.open(join(directory, 'spoilt'), { create: true });
    file[file.length - 40] ^= 1;
    writeFileSync(join(spoilt.name, name), file);
    const bad = TableStore.open(spoilt.name);
    const empty = TableStore.open(join(directory, 'none'), { create: true });
    await expect(packWanted(specialize(chess), wanted, own, empty, { files: bad })).rejects.toMatchObject({
      code: 'E_TABLE_DAMAGED',
    });
    expect(empty.list('chess', 'wdl')).toEqual([]);
  });
});
