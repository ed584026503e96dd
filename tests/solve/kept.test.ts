/** What a solver kept, another one reads back instead of solving it: the same answers, at no position's cost. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { nim1357 } from '../../games/nim.ts';
import { Position } from '../../src/game/position.ts';
import { type Answer, Solver, type SolverOptions } from '../../src/solve/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { KeptDirectory } from '../../src/table/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Command } from '../cli/command.ts';

const root = mkdtempSync(join(tmpdir(), 'endgame-kept-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;
const newDirectory = (): string => join(root, String(count++));

const KQvKP = '8/p7/4k3/8/8/8/4K3/7Q b - - 0 1';
const KRPvK = '8/8/4k3/8/8/8/P3K3/7R w - - 0 1';
const KPvKP = '8/7p/4k3/8/8/P7/4K3/8 w - - 0 1';

const MEMORY = 400_000_000;

/** Answers in a solver of its own; searches could answer too, so only slices may. */
async function answers(
  positions: readonly string[],
  options: Partial<SolverOptions>,
  moves = false,
): Promise<Answer[]> {
  const found: Answer[] = [];
  for (const position of positions) {
    const solver = new Solver({ game: chess, memory: MEMORY, methods: ['slice'], ...options });
    found.push(await solver.query(position, { moves }));
    solver.close();
  }
  return found;
}

async function answersKeeping(
  directory: string,
  positions: readonly string[],
  options: Partial<SolverOptions>,
  moves = false,
): Promise<Answer[]> {
  const keep = new KeptDirectory({ directory, bytes: 100e6 });
  const found = await answers(positions, { ...options, keep }, moves);
  keep.close();
  return found;
}

const plain = (found: readonly Answer[]): unknown[] => found.map((answer) => ({ ...answer, provenance: undefined }));

const shared = newDirectory();

test.each([
  ['wdl', [KQvKP, KRPvK, KPvKP]],
  ['dtm', [KQvKP]],
  ['dtz', [KQvKP]],
] as const)(
  '%s: the next solver reads back what the one before solved, and nothing of other metrics',
  async (metric, positions) => {
    const expected = await answers(positions, { metric });
    const first = await answersKeeping(shared, positions, { metric });
    const second = await answersKeeping(shared, positions, { metric });
    expect(plain(first)).toEqual(plain(expected));
    expect(plain(second)).toEqual(plain(expected));
    expect(first[0].provenance).toMatchObject({ source: 'computed', bytesReadBack: 0 });
    expect(first[0].provenance.positionsExpanded).toBeGreaterThan(0);
    for (const { provenance } of second) {
      expect(provenance).toMatchObject({ source: 'cache', positionsExpanded: 0, slicesSolved: [] });
      expect(provenance.bytesReadBack).toBeGreaterThan(0);
    }
    for (const { provenance } of expected) expect(provenance.bytesReadBack).toBeUndefined();
  },
);

test('moves are ranked from what was kept, and damage costs time alone', async () => {
  const directory = newDirectory();
  const answer = (): Promise<Answer[]> => answersKeeping(directory, [KPvKP], { metric: 'wdl' }, true);
  const expected = await answer();
  const names = readdirSync(directory).filter((name) => name.endsWith('.kept'));
  expect(names.length).toBeGreaterThan(1);
  const [again] = await answer();
  expect(plain([again])).toEqual(plain(expected));
  expect(again.provenance.positionsExpanded).toBeLessThan(expected[0].provenance.positionsExpanded / 10);
  names.forEach((name, i) => {
    const path = join(directory, name);
    if (i % 2 === 0) truncateSync(path, statSync(path).size >> 1);
    else {
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] ^= 4;
      writeFileSync(path, bytes);
    }
  });
  const [repaired] = await answer();
  expect(plain([repaired])).toEqual(plain(expected));
  expect(repaired.provenance).toMatchObject({ source: 'computed', bytesReadBack: 0 });
});

test('outcomes that bounds find are kept, beyond all tables too', async () => {
  // nobody gets through; the king is in and wins
  const positions = ['4k3/8/8/p1p1p1p1/P1P1P1P1/8/8/4K3 w - - 0 1', '8/8/2p5/pkPp2p1/3P2P1/P3K3/8/8 w - - 0 1'];
  const directory = newDirectory();
  const options = { metric: 'wdl', methods: ['bounds'] } as const;
  const first = await answersKeeping(directory, positions, options);
  const second = await answersKeeping(directory, positions, options);
  expect(first.map(({ outcome }) => outcome)).toEqual(['draw', 'loss']);
  expect(plain(second)).toEqual(plain(first));
  for (const { provenance } of first) expect(provenance.positionsExpanded).toBeGreaterThan(0);
  for (const { provenance } of second) expect(provenance).toMatchObject({ source: 'cache', positionsExpanded: 0 });
});

test('a search leaves its value behind, too; questions of a class share a file', async () => {
  const directory = newDirectory();
  const positions = [KRPvK, '8/8/4k3/8/8/8/P3K3/6R1 w - - 0 1', '8/8/4k3/8/8/8/P3K2R/8 w - - 0 1'];
  const options = { metric: 'wdl', methods: ['closure', 'search', 'slice'] } as const;
  const first = await answersKeeping(directory, positions, options);
  const files = readdirSync(directory).filter((name) => name.endsWith('.kept'));
  const values = files.filter((name) => readFileSync(join(directory, name)).includes('values 1 wdl KRPvK'));
  expect(values.length).toBe(1);
  const second = await answersKeeping(directory, positions, options);
  expect(plain(second)).toEqual(plain(first));
  for (const { provenance } of second) expect(provenance).toMatchObject({ source: 'cache', positionsExpanded: 0 });
});

test('five outcomes are kept as such, although distances are kept beside them', async () => {
  const p = new Position(chess.schema);
  chess.parse(p, KPvKP);
  const found: unknown[] = [];
  for (let i = 0; i < 2; i++) {
    const keep = new KeptDirectory({ directory: shared, bytes: 100e6 });
    found.push(await new SliceValues(specialize(chess), { memory: MEMORY, metric: 'wdl50', keep }).value(p));
  }
  const { value } = await new SliceValues(specialize(chess), { memory: MEMORY, metric: 'wdl50' }).value(p);
  expect(found).toEqual([
    { value, cached: false },
    { value, cached: true },
  ]);
});

test('the estimate knows that what is kept is nearly free', async () => {
  const directory = newDirectory();
  await answersKeeping(directory, [KPvKP], { metric: 'wdl' });
  const keep = new KeptDirectory({ directory, bytes: 100e6 });
  const specialization = specialize(chess);
  const p = new Position(chess.schema);
  chess.parse(p, KPvKP);
  const outstanding = (options: { keep?: KeptDirectory }): number =>
    new SliceValues(specialization, { memory: MEMORY, metric: 'wdl', ...options }).outstanding(p, 1e12);
  expect(outstanding({ keep })).toBeGreaterThan(0);
  expect(outstanding({ keep })).toBeLessThan(outstanding({}) / 20);
});

test('a solver that could keep nothing says so', () => {
  const keep = new KeptDirectory({ directory: newDirectory(), bytes: 1e6 });
  for (const options of [{ game: nim1357 }, { game: chess, engine: 'generic' }] as const) {
    expect(() => new Solver({ ...options, keep })).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
  }
});

const command = new Command();

test('endgame solve --keep: the second run reads back, and a directory that cannot be used is one error', () => {
  const args = ['solve', 'chess', KQvKP, '--no-pack', '--metric', 'dtm', '--keep', '20MB', '--keep-dir', 'kept'];
  const [first, second] = [1, 2].map(() => command.done(args).split('\nFrom '));
  expect(second[0]).toBe(first[0]);
  expect(first[1]).toContain('slice KQvKP, computed; ');
  expect(second[1]).toMatch(/^slice KQvKP, computed before; [\d.]+ kB kept before read back/);
  writeFileSync(command.path('file'), '');
  command.refused([...args, '--keep-dir', 'file'], 'E_FILE', 'file');
});
