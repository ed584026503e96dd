import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { muTorere } from '../../games/mu-torere.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import type { Answerer } from '../../src/study/answer/answerer.ts';
import { Lookup } from '../../src/study/answer/lookup.ts';
import { array } from '../../src/study/coders/array.ts';
import { type Contender, measure, type Measured } from '../../src/study/contender.ts';
import { Encoder, ship } from '../../src/study/encoding.ts';
import type { FrontierData } from '../../src/study/experiments/frontier/measure.ts';
import { EXPERIMENTS } from '../../src/study/experiments/index.ts';
import type { SessionsRow } from '../../src/study/experiments/sessions/measure.ts';
import { generatorProgram, lookupProgram } from '../../src/study/programs.ts';
import { sessionsOf } from '../../src/study/questions.ts';
import { parted } from '../../src/study/rule/purpose.ts';
import { Findings } from '../../src/study/report/findings.ts';
import { formatStudy, renderPictures, renderReport } from '../../src/study/report/index.ts';
import { checkExperiments, runStudy, type StudyOptions } from '../../src/study/run.ts';
import type { Study } from '../../src/study/study.ts';
import { subject } from '../../src/study/subjects.ts';
import { learnTruth, type Truth } from '../../src/study/truth.ts';

const directory = mkdtempSync(join(tmpdir(), 'endgame-study-test-'));
const SUBJECTS = [
  { ...subject(ticTacToe, []), family: 'rows', kind: 'fills' },
  { ...subject(muTorere, []), family: 'mu torere', kind: 'cycles' },
] as const;
const options = (cache: string): StudyOptions => ({
  size: 'quick',
  seed: 1,
  cache: join(directory, cache),
  subjects: SUBJECTS,
});
let study: Study;
let truth: Truth;

beforeAll(async () => {
  study = await runStudy(options('first'));
  truth = await learnTruth(SUBJECTS[1], () => undefined, 1e6);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The data without clock times. */
const CLOCKS = new Set([
  'cold',
  'session',
  'rounds',
  'mean',
  'median',
  'times',
  'date',
  'cpuSeconds',
  'cached',
  'evicted',
]);
function counters(value: unknown): unknown {
  const clocked = (each: unknown): boolean =>
    (each as Partial<SessionsRow> | null)?.policy === 'greedy-dual' && (each as SessionsRow).memory === 'tight';
  const plain = (key: string, each: unknown): unknown => (CLOCKS.has(key) || clocked(each) ? undefined : each);
  return JSON.parse(JSON.stringify(value, plain));
}

describe('a study', () => {
  it('has the same counters and byte counts when it is run again', async () => {
    const again = await runStudy(options('second'));
    expect(again.results.every(({ cached }) => !cached)).toBe(true);
    expect(counters(again.results)).toEqual(counters(study.results));
  });

  it('takes from the cache what is there, whole, and nothing of another seed', async () => {
    const again = await runStudy(options('first'));
    expect(again.results.every(({ cached }) => cached)).toBe(true);
    expect(again.results.map(({ data }) => data)).toEqual(study.results.map(({ data }) => data));
    const [file] = readdirSync(join(directory, 'first'));
    writeFileSync(join(directory, 'first', file), '{"experiment":');
    const repaired = await runStudy(options('first'));
    expect(repaired.results.filter(({ cached }) => !cached)).toHaveLength(1);
    const other = await runStudy({ ...options('first'), seed: 2, only: ['bits'] });
    expect(other.results.every(({ cached }) => !cached)).toBe(true);
  });

  it('can be stopped', async () => {
    const stopped = runStudy({ ...options('third'), signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it('has contenders of every family, all compared with the truth', () => {
    for (const { contenders, excluded, positions, verified } of new Findings(study).frontiers) {
      expect(new Set(contenders.map(({ family }) => family))).toContain('generator');
      expect(contenders.length).toBeGreaterThan(15);
      expect(verified).toBe(positions);
      for (const { why } of excluded) expect(why).not.toMatch(/^says/);
      for (const each of contenders) {
        expect(each.bytes).toBe(each.code.brotli + each.stored);
        expect(each.compared).toBeGreaterThan(0);
      }
    }
  });

  it('is known by its name', () => {
    expect(() => checkExperiments(EXPERIMENTS.map(({ id }) => id))).not.toThrow();
    expect(() => checkExperiments(['gap', 'gaps'])).toThrow(/no experiment "gaps"/);
  });
});

describe('a contender', () => {
  const trial = () => ({ scoring: parted(sessionsOf(truth, 'casual', 10, 1)).scoring, cold: 5 });
  const lookup = (bytes: Uint8Array): Contender => ({
    name: 'a table',
    family: 'table',
    stored: bytes.length,
    program: lookupProgram(muTorere.id, ['array']),
    open: () => new Lookup(truth.specialization, bytes, [array]),
    quick: true,
  });

  it('that is right is measured', async () => {
    const bytes = ship(new Encoder(truth).all('array', true), ['array']);
    const measured = await measure(truth, lookup(bytes), trial());
    expect(measured).toMatchObject({ name: 'a table', stored: bytes.length });
    expect((measured as Measured).rounds.map(({ length }) => length)).toEqual([5, 5, 5, 5, 5]);
  });

  it('that is wrong in one cell is out and named, with the position', async () => {
    const slices = new Encoder(truth).all('array', true).map((slice) => ({ ...slice, payload: slice.payload.slice() }));
    const number = truth.slices.findIndex(({ known }) => known.dontCares.positions > 3);
    const { illegal, exitSettled } = truth.slices[number].known.dontCares;
    const isFixed = (i: number): boolean => (((illegal[i >> 3] | exitSettled[i >> 3]) >> (i & 7)) & 1) === 0;
    const { payload, palette } = slices[number];
    const cell = payload.findIndex((_, i) => isFixed(i));
    expect(cell).toBeGreaterThanOrEqual(0);
    payload[cell] = (payload[cell] + 1) % palette.length;
    const out = await measure(truth, lookup(ship(slices, ['array'])), trial());
    expect(out).toMatchObject({ name: 'a table', family: 'table' });
    expect(out).toHaveProperty('why', expect.stringMatching(/^says .* for .*, which is /));
  });

  it('that computes one answer wrong is out', async () => {
    const right = new Lookup(truth.specialization, ship(new Encoder(truth).all('array', true), ['array']), [array]);
    let asked = 0;
    const answerer: Answerer = {
      work: 0,
      value: (p) => (asked++ === 7 ? (1234 as ReturnType<Lookup['value']>) : right.value(p)),
    };
    const contender: Contender = {
      name: 'an engine',
      family: 'generator',
      stored: 0,
      program: generatorProgram(muTorere.id, 'generic'),
      open: () => answerer,
      quick: false,
    };
    expect(await measure(truth, contender, trial())).toHaveProperty('why', expect.stringContaining('says'));
  });
});

describe('the report', () => {
  it('has a chapter with a chart for each experiment measured, and no figure that is none', () => {
    const html = renderReport(study);
    const sections = html.split('<section').slice(1);
    expect(sections).toHaveLength(10);
    for (const section of sections) expect(section).toMatch(/<svg|<table/);
    expect(html).toContain('<svg class="map"');
    expect(html).not.toContain('NaN');
    expect(html).not.toContain('undefined');
    expect(html).not.toContain('Infinity');
  });

  it('names every contender and whoever is out', () => {
    const html = renderReport(study);
    for (const { data } of study.results.filter(({ experiment }) => experiment === 'frontier')) {
      const { contenders, excluded } = data as FrontierData;
      for (const { name } of [...contenders, ...excluded]) expect(html).toContain(name);
    }
  });

  it('refers to nothing outside', () => {
    expect(renderReport(study)).not.toMatch(/https?:\/\/(?!www\.w3\.org)|\bsrc=|\bhref="(?!#)|@import|url\(/);
  });

  it('shows names as text', () => {
    const strange = { ...study, machine: { ...study.machine, cpu: 'a <CPU> & more' } };
    expect(renderReport(strange)).toContain('a &lt;CPU&gt; &amp; more');
  });

  it('has a picture of each frontier, with all contenders and its own colours, that refers to nothing outside', () => {
    const pictures = renderPictures(study);
    const { frontiers } = new Findings(study);
    expect([...pictures.keys()]).toEqual([...frontiers.map(({ game }) => `frontier-${game}.svg`), 'map.svg']);
    for (const [i, picture] of [...pictures.values()].slice(0, frontiers.length).entries()) {
      expect(picture).not.toMatch(/NaN|undefined|Infinity|https?:\/\/(?!www\.w3\.org)|\bhref=|@import|url\(/);
      for (const { name } of frontiers[i].contenders) expect(picture).toContain(name);
      for (const [, used] of picture.matchAll(/var\((--[a-z0-9-]+)\)/g)) expect(picture).toContain(`${used}: `);
      expect(picture.length).toBeLessThan(40_000);
    }
  });

  it('is also a few lines for the terminal', () => {
    const text = formatStudy(study);
    for (const { title } of new Findings(study).frontiers) expect(text).toContain(title);
    expect(text).toContain('Verdict: ');
  });
});
