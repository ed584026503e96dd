/** The map and the verdict, on panels that are made up, so that it is known what they must say. */

import { describe, expect, it } from 'vitest';
import type { Measured } from '../../src/study/contender.ts';
import type { FrontierData } from '../../src/study/experiments/frontier/measure.ts';
import { readKt } from '../../src/study/experiments/kt/read.ts';
import { judge, panelOf } from '../../src/study/experiments/map/read.ts';
import type { NamedPanel } from '../../src/study/named-panel.ts';
import { beyond, GROWTH, SYZYGY_BYTES } from '../../src/study/men/beyond.ts';
import { mapCellsOf, mapChart } from '../../src/study/report/map-chart.ts';
import type { Entrant, Role } from '../../src/study/rule/panel.ts';

const entrant = (role: Role, bytes: number, seconds: number): Entrant => ({
  name: `${role} of ${bytes}`,
  role,
  bytes,
  stored: role === 'compute' ? 0 : bytes - 10_000,
  seconds: Array.from({ length: 5 }, () => [seconds, seconds, seconds]),
});
const panel = (game: string, ...entrants: readonly Entrant[]): NamedPanel => ({
  game,
  title: game,
  family: game,
  kind: 'shrinks',
  tables: 4,
  questions: [1, 1, 1],
  recorded: false,
  entrants,
});
const RIVALS = [entrant('compute', 20_000, 1), entrant('complete', 1_020_000, 0)];
const FAIR = panel('fair', ...RIVALS, entrant('mixture', 520_000, 0.5));

describe('the map', () => {
  it('shows who is the cheapest at each price, by hand-made costs', () => {
    const cells = mapCellsOf(FAIR);
    const winner = (power: number): Role => cells.find((cell) => cell.power === power)!.best.role;
    // the lines cross at a second for a million bytes, where all three cost the same
    expect(winner(-12)).toBe('complete');
    expect(winner(-7)).toBe('complete');
    expect(winner(-5)).toBe('compute');
    for (const { best, next } of cells) expect(next.cost).toBeGreaterThanOrEqual(best.cost);
  });

  it('changes colour where a mixture is planted that beats all others', () => {
    const planted = panel('planted', ...RIVALS, entrant('mixture', 30_000, 0.001));
    const cells = mapCellsOf(planted);
    const price = 10 ** (-7 + 1 / 8);
    const at = cells.find(({ power }) => power === -7)!;
    expect(at.best.role).toBe('mixture');
    expect(at.next.cost / at.best.cost).toBeCloseTo((1_020_000 * price) / (0.001 + 30_000 * price), 9);
  });

  it('names every game and every number for hover and keyboard, and hatches what was not measured', () => {
    const [judged] = judge([FAIR], 1).games;
    const chart = mapChart([{ panel: FAIR, judged }, { panel: { ...FAIR, title: '<six> men' } }]);
    expect(chart.match(/tabindex="0"/g)).toHaveLength(2);
    expect(chart.match(/<title>/g)).toHaveLength(2 * 32);
    expect(chart.match(/url\(#hatch\)/g)).toHaveLength(1);
    expect(chart).toContain('&lt;six&gt; men, scale 51: not measured');
    expect(chart).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the verdict', () => {
  const three = (more: readonly Entrant[]): NamedPanel[] =>
    ['a', 'b', 'c'].map((game) => panel(game, ...RIVALS, ...more));

  it('says of planted games at scale what was planted', () => {
    expect(judge(three([entrant('mixture', 30_000, 0.001)]), 1).decision.word).toBe('supported');
    expect(judge(three([entrant('mixture', 900_000, 0.9)]), 1).decision.word).toBe('no advantage');
    expect(judge(three([]), 1).decision.word).toBe('no advantage');
    expect(judge(three([entrant('mixture', 30_000, 0.001)]).slice(1), 1).decision.word).toBe('not decided');
  });

  it('orders games by scale and calls a game with one table a control', () => {
    const small = { ...panel('small', entrant('compute', 20_000, 1), entrant('complete', 15_000, 0)), tables: 1 };
    const { games } = judge([FAIR, small], 1);
    expect(games.map(({ panel: { game } }) => game)).toEqual(['small', 'fair']);
    expect(games.map(({ finding }) => finding.control)).toEqual([true, false]);
  });

  it('takes contenders of the frontier by their roles, and no panel without a rival', () => {
    const measured = (name: string, family: Measured['family'], bytes: number): Measured => {
      const times = { mean: 1, p50: 1, p99: 1, max: 1, samples: 1 };
      const code = { brotli: 1000, gzip: 1000, minified: 1000, wasm: 0 };
      const rounds = [[1, 2]];
      return {
        name,
        family,
        stored: bytes - 1000,
        code,
        bytes,
        cold: times,
        rounds,
        session: times,
        work: 0,
        compared: 1,
      };
    };
    const contenders = [
      measured('generator', 'generator', 1000),
      measured('brotli', 'general', 2000),
      measured('array', 'table', 3000),
      measured('some', 'hybrid', 1500),
    ];
    const data = {
      game: 'g',
      title: 'G',
      family: 'f',
      kind: 'fills',
      tables: ['1'],
      slices: 3,
      questions: [3, 4],
      contenders,
      excluded: [],
    };
    const found = panelOf(data as unknown as FrontierData)!;
    expect(found.entrants.map(({ role }) => role)).toEqual(['compute', 'complete', 'complete', 'mixture']);
    expect(found).toMatchObject({ title: 'G to 1', family: 'f', kind: 'fills', tables: 3, questions: [3, 4] });
    expect(panelOf({ ...data, contenders: contenders.slice(0, 1) } as unknown as FrontierData)).toBeUndefined();
  });
});

it('more men multiply tables by published sizes and seconds by the growth, and tables take no longer', () => {
  const six = beyond({ ...FAIR, title: 'Chess, ≤ 5 men' }, 6);
  const up = (most: number): number =>
    [...SYZYGY_BYTES].reduce((sum, [men, bytes]) => sum + (men <= most ? bytes : 0), 0);
  const [compute, complete, mixture] = six.entrants;
  expect(six.title).toBe('Chess, ≤ 6 men');
  expect(compute.bytes).toBe(20_000);
  expect(complete.stored).toBeCloseTo((1_010_000 * up(6)) / up(5), 0);
  expect(complete.seconds[0][0]).toBe(0);
  expect(mixture.seconds[0][0]).toBeCloseTo(0.5 * Math.sqrt(GROWTH.least * GROWTH.most), 9);
});

it('the exchange rate is the number of bits a halving at which the winner changes', () => {
  const at = (name: string, bytes: number, mean: number) => ({ name, family: 'generator', bytes, cold: { mean } });
  const contenders = [
    at('short', 1000, 1024e-9),
    at('long', 1500, 1e-9),
    at('longer', 9000, 2e-9),
    at('slow', 1100, 1e-3),
  ];
  const { rows, exchange } = readKt({ game: 'g', title: 'G', contenders } as unknown as FrontierData);
  expect(rows[0].name).toBe('short');
  expect(exchange).toEqual({ name: 'long', bits: 400 });
});
