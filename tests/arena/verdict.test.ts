/** What logs say: the study's rule, and a script of its own that shares no code with it. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { commitmentOf, seedOf } from '../../src/arena/draw.ts';
import { linesOf, type LogLine } from '../../src/arena/log.ts';
import { mapOf, parseStudy } from '../../src/arena/map.ts';
import { formatArena } from '../../src/arena/report.ts';
import { arenaPanel, type ArenaVerdict, verdictOf } from '../../src/arena/verdict.ts';
import type { Role } from '../../src/study/rule/panel.ts';

const SCRIPT = fileURLToPath(new URL('../../dist/bench/arena-verdict.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'endgame-verdict-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Planted {
  readonly name: string;
  readonly role: Role;
  readonly bytes: number;
  /** Seconds of a question. */
  readonly seconds: number;
  readonly out?: string;
}

const SECRET = 'a secret of this test';
const ROUNDS = 5;
const GAMES = [3, 9, 1, 14, 6, 8, 2, 11];

/** Returns the log of an arena in which entries take given seconds, more or less. */
function logOf(entries: readonly Planted[], { noise = 0.05, tables = 20 } = {}): LogLine[] {
  const digestOf = (name: string): string => commitmentOf(name);
  const seed = seedOf(
    SECRET,
    entries.map(({ name }) => digestOf(name)),
  );
  const answers = GAMES.map((count) => Array.from({ length: count }, () => 'win'));
  // waves that no two entries, rounds or sessions share
  const wave = (...at: number[]): number =>
    1 + noise * Math.sin(at.reduce((sum, each, i) => sum + (each + 1) * (i + 2) ** 3.1, 0));
  return [
    {
      line: 'arena',
      game: 'chess',
      title: 'Chess',
      family: 'chess',
      kind: 'shrinks',
      tables,
      asked: 'outcome',
      from: 'this test',
      sessions: GAMES.length,
      rounds: ROUNDS,
      seconds: 60,
      memory: 1e9,
      commitment: commitmentOf(SECRET),
      machine: { cpu: 'none', cores: 1, node: 'none', platform: 'none' },
      date: '2026-11-30T00:00:00.000Z',
    },
    ...entries.map(({ name, role, bytes }): LogLine => {
      const stored = role === 'compute' ? 0 : Math.floor(bytes * 0.9);
      return { line: 'entry', entry: name, role, bytes, stored, digest: digestOf(name) };
    }),
    { line: 'reveal', secret: SECRET, seed },
    ...answers.map(
      (each, session): LogLine => ({ line: 'session', session, questions: each.map(String), answers: each }),
    ),
    ...Array.from({ length: ROUNDS }, (_, round) => round).flatMap((round) =>
      answers.flatMap((each, session) =>
        entries.map(({ name, seconds }, i): LogLine => {
          const whole = each.length * seconds * wave(round, session, i);
          const first = { seconds: whole / 2, clock: whole };
          return {
            line: 'run',
            entry: name,
            round,
            session,
            answers: each,
            seconds: whole,
            first,
            longest: 0,
            outside: [],
          };
        }),
      ),
    ),
    ...entries.flatMap(({ name, out }): LogLine[] =>
      out === undefined ? [] : [{ line: 'out', entry: name, why: out }],
    ),
  ];
}

/** What the script of its own says of a log. */
interface Recomputed {
  readonly word: string;
  readonly scale?: number;
  readonly advantage?: { measured: number; least: number; most: number; price: number; mixture: string; rival: string };
  readonly left: readonly string[];
  readonly out: Readonly<Record<string, string>>;
}

function recomputed(log: readonly LogLine[]): Recomputed {
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, log.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, path], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Recomputed;
}

/** Both verdicts are the same: numbers without draws to the last digits, ends of intervals as far as draws tell. */
function expectSame(log: readonly LogLine[]): ArenaVerdict {
  const own = verdictOf(log);
  const other = recomputed(log);
  expect(other.left).toEqual(own.rows.filter(({ out }) => out === undefined).map(({ entry }) => entry));
  expect(other.word).toBe(own.judgement?.word ?? 'no verdict');
  expect(other.advantage === undefined).toBe(own.judgement?.advantage === undefined);
  if (own.judgement === undefined) return own;
  expect(other.scale).toBeCloseTo(own.judgement.scale, 9);
  const { advantage } = own.judgement;
  if (advantage === undefined) return own;
  expect(other.advantage!.measured).toBeCloseTo(advantage.measured, 9);
  expect(other.advantage!.price / advantage.price).toBeCloseTo(1, 9);
  // where a winner changes two cost the same, and either may be named
  const cost = (name: string): number => {
    const { seconds, bytes } = own.rows.find(({ entry }) => entry === name)!;
    return seconds! + advantage.price * bytes;
  };
  expect(cost(other.advantage!.mixture) / cost(advantage.mixture)).toBeCloseTo(1, 9);
  expect(cost(other.advantage!.rival) / cost(advantage.rival)).toBeCloseTo(1, 9);
  expect(other.advantage!.least / advantage.least).toBeCloseTo(1, 1);
  expect(other.advantage!.most / advantage.most).toBeCloseTo(1, 1);
  return own;
}

const FIELD: readonly Planted[] = [
  { name: 'generator', role: 'compute', bytes: 100_000, seconds: 0.15 },
  { name: 'trees', role: 'complete', bytes: 40_000_000, seconds: 0.002 },
  { name: 'some', role: 'mixture', bytes: 3_000_000, seconds: 0.014 },
  { name: 'more', role: 'mixture', bytes: 20_000_000, seconds: 0.004 },
];
const DOMINATING: Planted = { name: 'oracle', role: 'compute', bytes: 50_000, seconds: 1e-4 };
const seedIn = (log: readonly LogLine[]): number => linesOf(log, 'reveal')[0].seed;

describe('the verdict', () => {
  test('is the one of the study: by hand, at the price where both sides change', () => {
    const { judgement } = expectSame(logOf(FIELD, { noise: 0 }));
    // computing and all trees cost the same at (0.15 - 0.002) / (40e6 - 0.1e6) seconds a byte
    const price = 0.148 / 39_900_000;
    expect(judgement!.advantage!.price).toBeCloseTo(price, 12);
    expect(judgement!.advantage!.measured).toBeCloseTo((0.15 + price * 1e5) / (0.014 + price * 3e6), 6);
    expect(judgement).toMatchObject({ word: 'supported', control: false, scale: 360 });
  });

  test('changes with its map when an entry dominates all others', () => {
    const before = logOf(FIELD);
    const after = logOf([...FIELD, DOMINATING]);
    expect(expectSame(before).judgement!.word).toBe('supported');
    const { word, advantage } = expectSame(after).judgement!;
    expect([word, advantage!.rival]).toEqual(['no advantage', 'oracle']);
    expect(advantage!.most).toBeLessThan(0.1);
    const [was, is] = [before, after].map((log) => mapOf(arenaPanel(log)!, undefined, seedIn(log)));
    expect(was.svg).toContain('var(--c1)');
    // between the dashed lines and beyond, the rival is the cheapest at every price
    const columns = (svg: string): string => svg.slice(svg.indexOf('class="column"'));
    expect(columns(was.svg)).toContain('fill="var(--c1)"');
    expect(columns(is.svg)).not.toContain('fill="var(--c1)"');
    expect(was.verdict.games[0].word).toBe('supported');
    expect(is.verdict.games[0].word).toBe('no advantage');
  });

  test('leaves out who is out, however cheap', () => {
    const log = logOf([...FIELD, { ...DOMINATING, out: 'says "win" of "a", which is "loss"' }]);
    const verdict = expectSame(log);
    expect(verdict.judgement!.word).toBe('supported');
    expect(verdict.rows.find(({ entry }) => entry === 'oracle')).toMatchObject({
      out: 'says "win" of "a", which is "loss"',
    });
    expect(formatArena(verdict)).toContain('Out: oracle, which says "win" of "a", which is "loss".');
    expect(recomputed(log).out).toEqual({ oracle: 'says "win" of "a", which is "loss"' });
  });

  test.each<[string, readonly Planted[], number, string]>([
    ['no mixture', FIELD.slice(0, 2), 20, 'no advantage'],
    ['a mixture longer than the table', [...FIELD.slice(0, 2), { ...FIELD[2], bytes: 5e7 }], 20, 'no advantage'],
    ['one table', FIELD, 1, 'not decided'],
    ['near ties', [FIELD[0], FIELD[1], { ...FIELD[2], seconds: 0.1 }], 20, 'not decided'],
  ])('with %s is the same for both', (_, entries, tables, word) => {
    expect(expectSame(logOf(entries, { tables })).judgement!.word).toBe(word);
  });

  test('is not told where a role is missing', () => {
    const verdict = expectSame(logOf(FIELD.filter(({ role }) => role !== 'complete')));
    expect(verdict).toMatchObject({ missing: ['complete'] });
    expect(formatArena(verdict)).toContain('nobody plays "complete"');
  });

  test('stands beside the games of a study', () => {
    const log = logOf(FIELD);
    const study = parseStudy(JSON.stringify({ results: [] }), 'study.json');
    expect(mapOf(arenaPanel(log)!, study, 1).verdict.decision.word).toBe('not decided');
    expect(() => parseStudy('{}', 'other.json')).toThrow('other.json has no results');
    expect(() => parseStudy('study', 'other.json')).toThrow('other.json is not JSON');
  });
});

describe('the script of its own', () => {
  test('imports nothing of the toolkit', () => {
    const text = readFileSync(new URL('../../bench/arena-verdict.ts', import.meta.url), 'utf8');
    const imported = [...text.matchAll(/\bfrom\s+'([^']+)'|\bimport\(/g)].map(([, from]) => from);
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((from) => !from.startsWith('node:'))).toEqual([]);
  });

  test.each<[string, (line: LogLine) => LogLine[], RegExp]>([
    ['another secret', (line) => [line.line === 'reveal' ? { ...line, secret: 'other' } : line], /seed|secret/],
    ['a chosen seed', (line) => [line.line === 'reveal' ? { ...line, seed: 1 } : line], /seed does not follow/],
    [
      'another entry',
      (line) => [line.line === 'entry' ? { ...line, digest: `${line.digest}0` } : line],
      /seed does not follow/,
    ],
    [
      'a wrong answer',
      (line) => [line.line === 'run' ? { ...line, answers: line.answers.map(() => 'loss') } : line],
      /answered wrongly/,
    ],
    [
      'a run left out',
      (line) => (line.line === 'run' && line.round === 2 ? [] : [line]),
      /ran session 0 of round 2 0 times/,
    ],
  ])('refuses a log with %s', (_, spoil, why) => {
    const path = join(folder, 'spoilt.jsonl');
    writeFileSync(
      path,
      logOf(FIELD)
        .flatMap(spoil)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, path], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(why);
  });
});
