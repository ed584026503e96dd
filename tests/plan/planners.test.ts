/** Every planner against trying all choices, on random small instances. */

import { describe, expect, test } from 'vitest';
import { planByFrequency, planGreedily } from '../../src/plan/greedy.ts';
import {
  type Aim,
  choiceBytes,
  type Choice,
  type Instance,
  nothingKept,
  objective,
  type PlanTable,
  type QuestionCost,
  choiceSeconds,
  type PlannedSession,
  usable,
} from '../../src/plan/instance.ts';
import { boundOf, planExactly } from '../../src/plan/milp.ts';
import { planByCut } from '../../src/plan/mincut.ts';
import { Random } from '../../src/specialize/random.ts';
import { strength } from '../support/strength.ts';

interface Shape {
  readonly tables: number;
  readonly options: number;
  readonly sessions: number;
  readonly visits: number;
  readonly searched: boolean;
  readonly decoders: boolean;
  readonly leaning?: boolean;
  /** Nothing can be unpacked. */
  readonly closed?: boolean;
  /** Questions are computed one by one, and what is stored may feed them. */
  readonly asked?: boolean;
  /** Some tables cannot be computed. */
  readonly hard?: boolean;
  /** Answers from a table take a millionth of the time to compute one. */
  readonly wide?: boolean;
}

/** Tables of which each leads to some with smaller numbers. */
function randomInstance(random: Random, shape: Shape): Instance {
  const questions: QuestionCost[] = [];
  const tables: PlanTable[] = Array.from({ length: shape.tables }, (_, t) => {
    const successors = Array.from({ length: t }, (__, u) => u).filter(() => random.below(2) === 0);
    if (shape.asked) questions.push(randomQuestion(random, successors, questions, shape.hard === true));
    return {
      name: `t${t}`,
      options: Array.from({ length: random.below(shape.options + 1) }, (_, o) => ({
        name: `o${o}`,
        bytes: 1 + random.below(1000),
        ...(shape.decoders ? { decoder: `d${random.below(2)}` } : {}),
        probe: (random.below(100) / 1000) * (shape.wide ? 1e-6 : 1),
        ...(shape.leaning && random.below(2) === 0 ? { dependsOnExits: true } : {}),
        ...(shape.asked && random.below(2) === 0 ? { feeds: true } : {}),
        ...(!shape.closed && random.below(4) > 0 ? { unpack: random.below(1000) / 1000 } : {}),
      })),
      successors,
      compute: shape.hard && random.below(6) === 0 ? Number.POSITIVE_INFINITY : random.below(5000) / 1000,
      ...(shape.searched && random.below(2) === 0 ? { search: random.below(3000) / 1000 } : {}),
      question: questions[t],
      ...(shape.leaning ? { exits: new Map(successors.map((u) => [u, random.below(11) / 10])) } : {}),
    };
  });
  const sessions: PlannedSession[] = Array.from({ length: shape.sessions }, () => ({
    weight: 1 + random.below(20),
    questions: new Map(
      Array.from({ length: 1 + random.below(shape.visits) }, () => [random.below(shape.tables), 1 + random.below(12)]),
    ),
  }));
  return usable({
    tables,
    sessions,
    decoders: new Map(shape.decoders ? ['d0', 'd1'].map((d) => [d, random.below(600)]) : []),
  });
}

/** A question that some tables below feed; it is impossible if one of those below is, since it comprises them. */
function randomQuestion(
  random: Random,
  below: readonly number[],
  questions: readonly QuestionCost[],
  hard: boolean,
): QuestionCost {
  const feeds = new Map(below.filter(() => random.below(2) === 0).map((u) => [u, random.below(1000) / 1000]));
  const fed = [...feeds.values()].reduce((sum, saved) => sum + saved, 0);
  const isImpossible = below.some((u) => questions[u].seconds === Number.POSITIVE_INFINITY);
  const own = isImpossible || (hard && random.below(6) === 0) ? Number.POSITIVE_INFINITY : random.below(3000) / 1000;
  return { seconds: own + fed, feeds };
}

function* choices({ tables }: Instance, t = 0): Generator<number[], void, void> {
  if (t === tables.length) {
    yield [];
    return;
  }
  for (const rest of choices({ tables, sessions: [], decoders: new Map() }, t + 1))
    for (let o = -1; o < tables[t].options.length; o++) yield [o, ...rest];
}

function best(instance: Instance, aim: Aim): number {
  let least = Number.POSITIVE_INFINITY;
  for (const choice of choices(instance)) least = Math.min(least, objective(instance, Int32Array.from(choice), aim));
  return least;
}

/** Random budgets between nothing and everything, or prices at which bytes and seconds matter alike. */
function randomAim(random: Random, { tables }: Instance, byPrice: boolean): Aim {
  const all = tables.reduce((sum, { options }) => sum + Math.max(0, ...options.map(({ bytes }) => bytes)), 0);
  return byPrice ? { price: random.below(1000) / 1e6 } : { budget: random.below(all + 1) };
}

/** Nearly all bytes, or hardly any price for them: the best choices differ by little. */
function generousAim(random: Random, { tables }: Instance, byPrice: boolean): Aim {
  const all = tables.reduce((sum, { options }) => sum + Math.max(0, ...options.map(({ bytes }) => bytes)), 0);
  return byPrice ? { price: random.below(1000) / 1e14 } : { budget: all - random.below(200) };
}

const INSTANCES = strength(40, 120);

describe.each([
  { name: 'one option', tables: 6, options: 1, sessions: 3, visits: 3, searched: false, decoders: false },
  { name: 'several options', tables: 5, options: 2, sessions: 3, visits: 3, searched: false, decoders: true },
  { name: 'leaning', tables: 5, options: 2, sessions: 3, visits: 3, searched: true, decoders: false, leaning: true },
  {
    name: 'nothing to unpack',
    tables: 6,
    options: 1,
    sessions: 5,
    visits: 4,
    searched: false,
    decoders: true,
    closed: true,
  },
  {
    name: 'nothing to unpack, leaning, searched, not always possible',
    tables: 5,
    options: 2,
    sessions: 4,
    visits: 3,
    searched: true,
    decoders: false,
    leaning: true,
    closed: true,
    hard: true,
  },
  {
    name: 'leaning, not always possible',
    tables: 5,
    options: 2,
    sessions: 3,
    visits: 3,
    searched: false,
    decoders: false,
    leaning: true,
    hard: true,
  },
  {
    name: 'one by one',
    tables: 6,
    options: 2,
    sessions: 6,
    visits: 4,
    searched: false,
    decoders: true,
    closed: true,
    asked: true,
  },
  {
    name: 'one by one, leaning, not always possible',
    tables: 5,
    options: 2,
    sessions: 4,
    visits: 3,
    searched: false,
    decoders: false,
    closed: true,
    asked: true,
    leaning: true,
    hard: true,
  },
  { name: 'search too', tables: 5, options: 1, sessions: 4, visits: 3, searched: true, decoders: true },
])('$name', (shape) => {
  test(`the program finds the best of all choices, ${INSTANCES} instances`, async () => {
    const random = new Random(11);
    let greedyGap = 0;
    for (let i = 0; i < INSTANCES; i++) {
      const instance = randomInstance(random, shape);
      const aim = randomAim(random, instance, i % 2 === 0);
      const least = best(instance, aim);
      if (least === Number.POSITIVE_INFINITY) {
        await expect(planExactly(instance, aim), `instance ${i}`).rejects.toMatchObject({ code: 'E_BUDGET' });
        continue;
      }
      const { choice, value, bound } = await planExactly(instance, aim);
      expect(objective(instance, choice, aim)).toBe(value);
      expect(value, `instance ${i}`).toBeCloseTo(least, 6);
      expect(bound, `instance ${i}`).toBeCloseTo(least, 6);
      expect(await boundOf(instance, aim)).toBeLessThanOrEqual(least + 1e-6);
      const greedy = objective(instance, planGreedily(instance, aim), aim);
      expect(greedy).toBeGreaterThanOrEqual(least - 1e-9);
      // Where not every choice answers all questions it may find none that does.
      if (shape.hard && greedy === Number.POSITIVE_INFINITY) continue;
      greedyGap += least > 0 ? greedy / least - 1 : 0;
    }
    // On average; it has no guarantee.
    expect(greedyGap / INSTANCES).toBeLessThan(0.25);
  });
});

test('a budget that is a byte short is short, and one that fits to the byte is used', async () => {
  const bytes = [1_500_000, 1_500_001, 7];
  const tables = bytes.map((each, t) => ({
    name: `t${t}`,
    options: [{ name: 'o', bytes: each, probe: 1e-6 }],
    successors: [],
    compute: 1 + t,
  }));
  const sessions = [{ weight: 1, questions: new Map(bytes.map((_, t) => [t, 1])) }];
  const instance: Instance = { tables, sessions, decoders: new Map() };
  const kept = async (budget: number): Promise<number> =>
    choiceBytes(instance, (await planExactly(instance, { budget })).choice);
  expect(await kept(3_000_008)).toBe(3_000_008);
  expect(await kept(3_000_007)).toBe(1_500_008);
  expect(await kept(6)).toBe(0);
});

test.each([
  { name: 'unpacked', closed: false },
  { name: 'not unpacked', closed: true },
])('microseconds count beside seconds, tables $name', async ({ closed }) => {
  const random = new Random(3);
  const shape = { tables: 5, options: 3, sessions: 3, visits: 3, searched: false, decoders: true, wide: true, closed };
  let small = 0;
  for (let i = 0; i < strength(70, 200); i++) {
    const instance = randomInstance(random, shape);
    const aim = generousAim(random, instance, i % 2 === 0);
    const least = best(instance, aim);
    const { value, bound } = await planExactly(instance, aim);
    expect(value / least, `instance ${i}`).toBeCloseTo(1, 6);
    expect(bound / least, `instance ${i}`).toBeCloseTo(1, 6);
    if (least < 1e-4) small++;
  }
  expect(small).toBeGreaterThan(strength(7, 20));
});

test('a cut finds the best choice for one target at a price', async () => {
  const random = new Random(5);
  let kept = 0;
  for (let i = 0; i < strength(110, 320); i++) {
    const shape = { tables: 7, options: 1, sessions: 1, visits: 1, searched: false, decoders: false };
    const random7 = randomInstance(random, shape);
    const target = 6;
    const instance = {
      ...random7,
      sessions: [{ weight: 1 + random.below(9), questions: new Map([[target, 1 + random.below(9)]]) }],
    };
    const price = random.below(2000) / 1e6;
    const { choice, value } = planByCut(instance, target, price);
    const least = best(instance, { price });
    expect(value, `instance ${i}`).toBeCloseTo(least, 9);
    expect(objective(instance, choice, { price })).toBeCloseTo(least, 9);
    const exact = await planExactly(instance, { price });
    expect(exact.value).toBeCloseTo(least, 6);
    kept += choice.filter((option) => option >= 0).length;
  }
  expect(kept).toBeGreaterThan(strength(35, 100));
});

test('a cut refuses what is none', () => {
  const instance = randomInstance(new Random(1), {
    tables: 4,
    options: 1,
    sessions: 2,
    visits: 2,
    searched: true,
    decoders: false,
  });
  expect(() => planByCut(instance, 3, 1)).toThrow(RangeError);
});

describe('what a choice costs', () => {
  // c needs b and a; b needs a. One session asks c twice and b once.
  const option = (bytes: number, unpack?: number) => ({
    name: 'raw',
    bytes,
    probe: 0.5,
    ...(unpack === undefined ? {} : { unpack }),
  });
  const instance: Instance = {
    tables: [
      { name: 'a', options: [option(10, 0.25)], successors: [], compute: 1 },
      { name: 'b', options: [option(20)], successors: [0], compute: 2 },
      { name: 'c', options: [option(40, 1)], successors: [0, 1], compute: 4 },
    ],
    sessions: [
      {
        weight: 3,
        questions: new Map([
          [2, 2],
          [1, 1],
        ]),
      },
    ],
    decoders: new Map(),
  };
  const at = (...choice: number[]): Choice => Int32Array.from(choice);

  test('nothing kept: everything is computed once a session', () => {
    expect(choiceSeconds(instance, nothingKept(instance))).toBeCloseTo(7 / 3);
  });

  test('a kept table is unpacked, not computed, if it can be; else it only answers', () => {
    expect(choiceSeconds(instance, at(0, -1, -1))).toBeCloseTo((4 + 2 + 0.25) / 3);
    expect(choiceSeconds(instance, at(-1, 0, -1))).toBeCloseTo((0.5 + 4 + 2 + 1) / 3);
    expect(choiceSeconds(instance, at(0, 0, 0))).toBeCloseTo((2 * 0.5 + 0.5) / 3);
  });

  test('bytes count each decoder once', () => {
    const decoders = new Map([['tree', 100]]);
    const tables = instance.tables.map((table) => ({
      ...table,
      options: table.options.map((each) => ({ ...each, decoder: 'tree' })),
    }));
    expect(choiceBytes({ ...instance, tables, decoders }, at(0, 0, -1))).toBe(130);
    expect(choiceBytes({ ...instance, tables, decoders }, at(-1, -1, -1))).toBe(0);
  });

  test('by frequency, and by frequency a byte', () => {
    expect([...planByFrequency(instance, 45, false)]).toEqual([-1, -1, 0]);
    expect([...planByFrequency(instance, 20, true)]).toEqual([-1, 0, -1]);
  });
});

test('the greedy plan drops several small tables for a large one that saves more than all of them', () => {
  const table = (name: string, bytes: number, compute: number): PlanTable => ({
    name,
    options: [{ name: 'o', bytes, probe: 0 }],
    successors: [],
    compute,
  });
  // Per byte the small ones save more, and 2 bytes are left.
  const tables = [table('large', 9, 9.5), ...['a', 'b', 'c', 'd'].map((name) => table(name, 2, 2.2))];
  const sessions = tables.map((_, t) => ({ weight: 1, questions: new Map([[t, 1]]) }));
  const choice = planGreedily({ tables, sessions, decoders: new Map() }, { budget: 10 });
  expect([...choice]).toEqual([0, -1, -1, -1, -1]);
});
