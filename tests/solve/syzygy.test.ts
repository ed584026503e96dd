/** Solvers with Syzygy's files: what they tell alone, with computing, and where they lack something. */

import { describe, expect, test } from 'vitest';
import { ticTacToe } from '../../games/index.ts';
import { chess } from '../../games/chess.ts';
import { Solver } from '../../src/solve/index.ts';
import { SyzygyTables } from '../../src/syzygy/index.ts';
import { NotFetched, type TableFiles } from '../../src/table/index.ts';
import { haveShared } from '../support/oracles.ts';
import { filesOf, SYZYGY, syzygyBytes } from '../support/syzygy.ts';

/** White wins the rook by a check: the shortest way takes 3 plies. */
const FORK = '8/8/8/4k3/8/3K4/Q7/5r2 w - - 90 1';
const QUEEN = '8/8/8/8/3k4/8/3K4/7Q w - - 0 1';
const ROOK = '8/8/8/8/3k4/8/3K4/R7 w - - 0 1';
const PAWN = '8/4k3/8/4K3/4P3/8/8/8 b - - 0 1';
const lookup = (metric?: 'wdl' | 'wdl50' | 'dtz' | 'dtm'): Solver =>
  new Solver({ game: chess, solver: 'lookup', syzygy: new SyzygyTables([SYZYGY]), metric });

describe('a lookup', () => {
  test('tells outcomes, and names the files', async () => {
    const answer = await lookup('wdl50').query(PAWN);
    expect(answer).toMatchObject({ exact: true, outcome: 'loss', outcome50: 'loss' });
    expect(answer.provenance).toMatchObject({ source: 'syzygy', table: 'KPvK', store: SYZYGY, slicesSolved: [] });
    expect(answer.provenance.bytesRead).toBe(7_824);
  });

  test('tells plies to zeroing, or names the rounding', async () => {
    const answers = await Promise.all([QUEEN, ROOK, PAWN].map((text) => lookup().query(text, { moves: true })));
    const exact = new Solver({ game: chess, solver: 'compute', metric: 'dtz' });
    for (const answer of answers) {
      const { dtz } = await exact.query(answer.position);
      const told = answer.dtz === undefined ? [answer.dtzRounded, answer.dtzRounded! + 1] : [answer.dtz];
      expect(told).toContain(dtz);
      expect(answer.exact).toBe(true);
      expect(answer.moves.every((move) => move.outcome50 !== undefined)).toBe(true);
    }
  });

  test('says a rounded number only to whoever takes bounds', async () => {
    const solver = lookup('dtz');
    await expect(solver.query(QUEEN)).rejects.toMatchObject({
      code: 'E_TABLE_MISSING',
      message: expect.stringMatching(/rounds .* or /),
    });
    const bounded = await solver.query(QUEEN, { bounds: true });
    expect(bounded).toMatchObject({ exact: false, outcome: 'win', outcome50: 'win' });
    expect(bounded.bounds!.upper.dtz! + 1).toBe(bounded.bounds!.lower.dtz);
    expect(bounded.dtzRounded).toBe(bounded.bounds!.upper.dtz);
  });

  test('has no distance to mate but that of draws', async () => {
    await expect(lookup('dtm').query(QUEEN)).rejects.toMatchObject({ code: 'E_TABLE_MISSING' });
    expect(await lookup('dtm').query('8/8/8/8/8/4k3/4P3/4K3 w - - 0 1')).toMatchObject({ outcome: 'draw' });
  });

  test('names the class that is missing below', async () => {
    const files = filesOf({ 'KPvK.rtbw': syzygyBytes('KPvK.rtbw'), 'KPvK.rtbz': syzygyBytes('KPvK.rtbz') });
    const solver = new Solver({ game: chess, solver: 'lookup', syzygy: new SyzygyTables([files]), metric: 'dtz' });
    const promoting = '8/4P3/8/8/8/k7/8/4K3 w - - 0 1';
    await expect(solver.query(promoting)).rejects.toMatchObject({
      code: 'E_TABLE_MISSING',
      message: expect.stringMatching(/no table chess K\wvK in memory, which table KPvK depends on/),
    });
  });
});

test('what the files tell exactly is told at once', async () => {
  const solver = lookup('wdl50');
  const answer = solver.querySync(PAWN, { moves: true });
  expect(answer).toMatchObject({ outcome50: 'loss', provenance: { source: 'syzygy', store: SYZYGY } });
  const { provenance: _, ...later } = await lookup('wdl50').query(PAWN, { moves: true });
  expect(answer).toMatchObject(later);
  expect(lookup('dtz').querySync(QUEEN)).toBeUndefined();
});

describe('a hybrid', () => {
  test('computes what the files round or lack, and answers as without them', async () => {
    const solver = new Solver({ game: chess, syzygy: new SyzygyTables([SYZYGY]) });
    const alone = new Solver({ game: chess, solver: 'compute' });
    for (const text of [QUEEN, ROOK, PAWN]) {
      const [{ provenance, ...found }, { provenance: _, ...wanted }] = [
        await solver.query(text, { moves: true }),
        await alone.query(text, { moves: true }),
      ];
      expect(found).toEqual(wanted);
      expect(provenance.warnings).toEqual([]);
    }
  });

  test('answers outcomes from the files', async () => {
    const solver = new Solver({ game: chess, syzygy: new SyzygyTables([SYZYGY]), metric: 'wdl' });
    expect((await solver.query(ROOK)).provenance).toMatchObject({ source: 'syzygy', positionsExpanded: 0 });
  });

  test('does without a damaged file, and says so', async () => {
    const files = filesOf({ 'KRvK.rtbw': syzygyBytes('KRvK.rtbw').slice(0, -1) });
    const solver = new Solver({ game: chess, syzygy: new SyzygyTables([files]), metric: 'wdl' });
    const { outcome, provenance } = await solver.query(ROOK);
    expect(outcome).toBe('win');
    expect(provenance.source).toBe('computed');
    expect(provenance.warnings).toEqual([expect.stringMatching(/KRvK\.rtbw: cut off/)]);
  });

  test('supplies outcomes of classes below without files', async () => {
    const files = filesOf({ 'KPvK.rtbw': syzygyBytes('KPvK.rtbw'), 'KPvK.rtbz': syzygyBytes('KPvK.rtbz') });
    const solver = new Solver({ game: chess, syzygy: new SyzygyTables([files]), metric: 'dtz' });
    expect(await solver.query('8/4P3/8/8/8/k7/8/4K3 w - - 0 1')).toMatchObject({ exact: true, dtz: 1 });
  });

  test.skipIf(!haveShared)(
    'tells the outcome under the rule from rounded plies, where both numbers agree',
    async () => {
      const solver = lookup();
      expect(await solver.query(FORK)).toMatchObject({ outcome: 'win', outcome50: 'win', dtzRounded: 3 });
      const cursed = await solver.query(FORK.replace(' 90 ', ' 98 '));
      expect(cursed).toMatchObject({ outcome: 'win', outcome50: 'cursed-win' });
      // 97 + 3 is in time, 97 + 4 is not.
      expect((await solver.query(FORK.replace(' 90 ', ' 97 '))).outcome50).toBeUndefined();
    },
  );

  test('answers positions with castling rights', async () => {
    const solver = new Solver({ game: chess, syzygy: new SyzygyTables([SYZYGY]), metric: 'wdl' });
    expect((await solver.query('8/8/8/8/8/2k5/8/4K2R w K - 0 1')).outcome).toBe('win');
  });
});

test('bytes that are elsewhere are fetched', async () => {
  const near = filesOf({ 'KRvK.rtbw': syzygyBytes('KRvK.rtbw'), 'KRvK.rtbz': syzygyBytes('KRvK.rtbz') });
  const fetched = new Set<string>();
  const far: TableFiles = {
    name: 'far away',
    describe: (file) => near.describe(file),
    list: () => near.list(),
    open: (file) => {
      const source = near.open(file);
      const readAt = (offset: number, length: number): Uint8Array => {
        const range = `${file} ${offset} ${length}`;
        if (fetched.has(range)) return source.readAt(offset, length);
        throw new NotFetched(range, async () => void fetched.add(await Promise.resolve(range)));
      };
      return { name: source.name, size: source.size, readAt, close: () => source.close() };
    },
    write: (file, chunks) => near.write(file, chunks),
  };
  const solver = new Solver({ game: chess, solver: 'lookup', syzygy: new SyzygyTables([far]) });
  const wanted = await lookup().query(ROOK, { moves: true });
  const found = await solver.query(ROOK, { moves: true });
  expect({ ...found, provenance: 0 }).toEqual({ ...wanted, provenance: 0 });
  expect(fetched.size).toBe(2);
});

test('the files are of chess', () => {
  expect(() => new Solver({ game: ticTacToe, syzygy: new SyzygyTables([SYZYGY]) })).toThrow(
    expect.objectContaining({ code: 'E_USAGE', message: expect.stringContaining('tic-tac-toe') }),
  );
});
