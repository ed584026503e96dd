import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { PlainValues, toArray } from '../../src/game/values.ts';
import { specialize } from '../../src/specialize/index.ts';
import { Pack } from '../../src/store/index.ts';
import { checkStored } from '../../src/study/contenders.ts';
import { solveSlice, type SolvedSlice } from '../../src/study/measure.ts';
import { hullOf } from '../../src/study/plot.ts';
import { renderReport } from '../../src/study/report.ts';
import { studyGame } from '../../src/study/study.ts';
import { formatStudy } from '../../src/study/terminal.ts';
import type { GameStudy } from '../../src/study/types.ts';

const directory = mkdtempSync(join(tmpdir(), 'endgame-study-test-'));
let study: GameStudy;

beforeAll(async () => {
  study = await studyGame({ game: ticTacToe, tables: ['all'] }, { directory });
});
afterAll(() => rmSync(directory, { recursive: true }));

const tableBytes = (kind: string): number => study.contenders.find((c) => c.kind === kind)!.tableBytes;

const render = (): string =>
  renderReport({
    date: '2024-01-02T03:04:05.000Z',
    seed: 1,
    machine: { cpu: 'a <CPU> & more', cores: 2, node: 'v20', platform: 'linux x64' },
    studies: [study],
  });

describe('a study of tic-tac-toe', () => {
  it('has lookups and computing, all checked', () => {
    expect(study.contenders.map((c) => [c.kind, c.state])).toEqual([
      ['raw', 'warm'],
      ['raw', 'cold'],
      ['compressed', 'warm'],
      ['compressed', 'cold'],
      ['compute', 'cold'],
    ]);
    // 765 positions up to symmetry are known; the 15 with a full board are over and in no table.
    expect(study.compared).toBe(750);
    for (const contender of study.contenders) expect(contender.compared).toBeGreaterThan(0);
  });

  it('weights sum to 1, and full boards do not count', () => {
    expect(study.slices.reduce((sum, s) => sum + s.weight, 0)).toBeCloseTo(1, 12);
  });

  it('counts bytes: computing ships no table, raw more than compressed', () => {
    expect(tableBytes('compute')).toBe(0);
    expect(tableBytes('raw')).toBeGreaterThan(tableBytes('compressed'));
    for (const { bytes, code, tableBytes: tables } of study.contenders) {
      expect(bytes).toBe(code.bytes + tables);
      expect(code.bytes).toBeGreaterThan(1000);
    }
  });

  it('counts the same positions end to end as the sum of the parts', () => {
    const positions = new Map(study.slices.map((s) => [s.name, s.positions]));
    const below = new Map(study.slices.map((s) => [s.name, s.below]));
    expect(study.direct.length).toBeGreaterThan(0);
    for (const { slice, positions: counted } of study.direct) {
      const closure = new Set([slice]);
      for (const name of closure) for (const lower of below.get(name)!) closure.add(lower);
      expect(counted).toBe([...closure].reduce((sum, name) => sum + positions.get(name)!, 0));
    }
  });

  it('uses the tables that are there', async () => {
    const pack = Pack.open(directory);
    const before = pack.list().map((entry) => entry.checksum);
    pack.close();
    await studyGame({ game: ticTacToe, tables: ['all'] }, { directory });
    const again = Pack.open(directory);
    expect(again.list().map((entry) => entry.checksum)).toEqual(before);
    again.close();
  });

  it('stops at a stored value that is wrong', async () => {
    const specialization = specialize(ticTacToe);
    const solved = new Map<string, SolvedSlice>();
    for (const slice of specialization.slicesOf('all')) {
      solved.set(slice.name, await solveSlice(specialization, slice, solved, { memory: 1e8 }));
    }
    const pack = Pack.open(directory);
    const [one] = [...solved.values()].reverse();
    expect(checkStored(specialization, pack, one)).toBe(one.positions);
    const wrong = toArray(one.values);
    wrong[wrong.findIndex((v) => v !== 32_767)] += 1;
    const other = { ...one, values: new PlainValues(wrong) };
    expect(() => checkStored(specialization, pack, other)).toThrow(expect.objectContaining({ code: 'E_VALUE_WRONG' }));
    pack.close();
  });

  it('can be stopped', async () => {
    const signal = AbortSignal.abort();
    const stopped = studyGame({ game: ticTacToe, tables: ['all'] }, { directory, signal });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});

describe('the report', () => {
  it('names every contender and draws each as a numbered dot', () => {
    const html = render();
    for (const [i, { name }] of study.contenders.entries()) {
      expect(html).toContain(`<title>${i + 1}. ${name}</title>`);
      expect(html).toContain(`</span> ${name}`);
    }
    expect(html.match(/<tr class="hull">/g)).toHaveLength(hullOf(study.contenders).length);
    expect(html).toContain('a &lt;CPU&gt; &amp; more');
  });

  it('refers to nothing outside', () => {
    const html = render();
    expect(html).not.toMatch(/https?:\/\/|\bsrc=|\bhref=|@import|url\(/);
    expect(html).not.toContain('NaN');
    expect(html).not.toContain('undefined');
  });

  it('is also a table for the terminal', () => {
    const text = formatStudy(study);
    for (const { name } of study.contenders) expect(text).toContain(name);
  });
});
