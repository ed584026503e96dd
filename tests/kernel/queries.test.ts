/** Single positions: the kernel solves no more than one needs, and says the same as for whole classes. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Position, toArray } from '../../src/game/index.ts';
import { type Metric, METRICS } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import { loadUnderpromotions } from '../../src/kernel/underpromotions.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { chessSpec, sliceNamed, solved } from '../support/chess.ts';
import { strength } from '../support/strength.ts';

const SMALL = ['KvK', 'KRvK', 'KPvK', 'KQvKR', 'KRRvK', 'KQvKQ', 'KBvKN', 'KRPvK', 'KNvKP'];
const CLASSES = [...SMALL, ...strength([], ['KPPvK']), 'KPvKP'];
/** Their kernels differ from those of dtm and wdl in what a move out is worth, which small classes show. */
const COUNTING: readonly Metric[] = ['dtz', 'wdl50'];

test.each(METRICS)('%s: a position asked for alone has the value that it has in its class', async (metric) => {
  const alone = new SliceValues(chessSpec, { memory: 2e9, metric, engine: 'kernel' });
  const random = new Random(31);
  const p = new Position(chess.schema);
  for (const table of strength(COUNTING.includes(metric) ? SMALL : CLASSES, CLASSES)) {
    const slice = sliceNamed(table);
    const space = chessSpec.space(slice);
    const values = toArray(await solved[metric].get(slice));
    const most = strength(60, 150);
    let compared = 0;
    let marked = 0;
    for (let tries = 0; tries < 20_000 && compared < most; tries++) {
      const index = random.below(space.size);
      // Half of the indices have a mark, and few of these are positions: they are taken wherever they come.
      if (values[index] === UNUSED || (table === 'KPvKP' && index % 2 === 0 && tries % 100 > 0)) continue;
      expect(space.unrank(index, p)).toBe(true);
      // Either side can be the one that the class is named after.
      if (tries % 2 === 1) swap(p);
      expect((await alone.value(p)).value, chess.format(p)).toBe(values[index]);
      compared++;
      if (p.mark !== 255) marked++;
    }
    expect(compared, table).toBeGreaterThan((2 * most) / 3);
    expect(marked > most / 8, table).toBe(table === 'KPvKP');
  }
});

test('what is outstanding is what solving takes, and nothing once it is solved; what is at hand has its value', async () => {
  await loadUnderpromotions(5); // with them there is less to solve
  const p = new Position(chess.schema);
  for (const fen of [
    '8/8/8/3k4/8/8/1R3K2/7q w - - 0 1',
    '8/5k2/8/8/2P5/8/1K6/7R b - - 0 1',
    '8/8/4k3/p7/8/8/1P6/K7 w - - 0 1',
  ]) {
    const values = new SliceValues(chessSpec, { memory: 2e9, metric: 'wdl', engine: 'kernel' });
    chess.parse(p, fen);
    const most = 1e12;
    const outstanding = values.outstanding(p, most);
    expect(values.outstanding(p, 1)).toBeLessThanOrEqual(outstanding);
    expect(values.probe(p)).toBeUndefined();
    let solved = 0;
    const { value } = await values.value(p, { onSolved: (_, effort) => (solved += effort.positions) });
    // Legal positions are a part of all; every problem has its overhead.
    expect(outstanding).toBeGreaterThan(solved);
    expect(outstanding).toBeLessThan(4 * solved);
    expect(values.outstanding(p, most)).toBe(0);
    expect(values.probe(p)).toBe(value);
    // Another king, and the colours exchanged: the same problems.
    swap(p);
    expect(values.outstanding(p, most)).toBe(0);
    expect(values.probe(p)).toBe(value);
    values.clear();
    expect(values.outstanding(p, most)).toBe(outstanding);
  }
});

/** The same position with the colours exchanged and the board upside down. */
function swap(p: Position): void {
  const [placement, turn, , passant] = chess.format(p).split(' ');
  const rows = placement
    .split('/')
    .toReversed()
    .join('/')
    .replaceAll(/[a-zA-Z]/g, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
  const square = passant === '-' ? '-' : `${passant[0]}${9 - Number(passant[1])}`;
  chess.parse(p, `${rows} ${turn === 'w' ? 'b' : 'w'} - ${square} 0 1`);
}

test('a position with pawns needs far less than its class, and the next one like it nothing', async () => {
  const values = new SliceValues(chessSpec, { memory: 2e9, engine: 'kernel' });
  const p = new Position(chess.schema);
  let positions = 0;
  const tables: string[] = [];
  const onSolved = (slice: { name: string }, effort: { positions: number }): void => {
    tables.push(slice.name);
    positions += effort.positions;
  };
  chess.parse(p, '8/8/1k6/8/8/4P3/4P3/4K3 w - - 0 1');
  const first = await values.value(p, { onSolved });
  expect(first.cached).toBe(false);
  expect(tables).toEqual(['KPPvK']);
  expect(positions).toBeGreaterThan(100_000);
  let whole = 0;
  const all = new SliceValues(chessSpec, { memory: 2e9, engine: 'kernel' });
  await all.get(sliceNamed('KPPvK'), { onSolved: (_, effort) => (whole += effort.positions) });
  // The classes without pawns that come of it are solved in either case.
  expect(positions).toBeLessThan(0.7 * whole);
  chess.parse(p, '8/8/2k5/8/8/4P3/3KP3/8 b - - 0 1');
  const second = await values.value(p, { onSolved });
  expect(second.cached).toBe(true);
  expect(tables).toEqual(['KPPvK']);
  expect(values.bytes).toBeGreaterThan(0);
  values.clear();
  expect(values.bytes).toBe(0);
  expect((await values.value(p)).value).toBe(second.value);
});

test('a position that is not legal has no value, and one that needs too much memory is refused', async () => {
  const p = new Position(chess.schema);
  const values = new SliceValues(chessSpec, { memory: 1e9, engine: 'kernel' });
  for (const [cell, code] of [
    [0, 1],
    [2, 2],
    [63, 7],
    [7, 8],
  ]) {
    p.set(cell, code);
  }
  // White's queen attacks nothing, Black's gives check with Black to move: fine; a black king in check is not.
  p.turn = 1;
  p.forget();
  expect((await values.value(p)).value).not.toBe(UNUSED);
  p.shift(2, 56);
  p.turn = 0;
  p.forget();
  await expect(values.value(p)).rejects.toMatchObject({ code: 'E_POSITION' });
  const small = new SliceValues(chessSpec, { memory: 1e6, engine: 'kernel' });
  p.turn = 1;
  p.forget();
  const failure = { code: 'E_BUDGET', message: expect.stringMatching(/KQvKQ.*MB.*1\.0 MB/) as string };
  await expect(small.value(p)).rejects.toMatchObject(failure);
});
