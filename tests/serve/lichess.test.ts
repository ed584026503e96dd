/** Answers in lichess' form, against values of other programs and facts of the server's own tests. */

import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Tablebase } from '../../src/serve/index.ts';
import type { LichessAnswer, LichessMove } from '../../src/serve/lichess-answer.ts';
import { Solver } from '../../src/solve/index.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

const solver = new Solver({ game: chess, memory: 300e6 });
const tablebase = new Tablebase(chess, solver, (text) => expect.unreachable(text));
const START = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';
const ask = (fen: string, seconds = 30): Promise<LichessAnswer> =>
  tablebase.answer(tablebase.fenOf(fen), { until: performance.now() + 1000 * seconds });

const POSITION_KEYS =
  'checkmate stalemate variant_win variant_loss insufficient_material dtz precise_dtz dtm dtw dtc category'.split(' ');

test('fields stand in the order of the server, and none is left out', async () => {
  const answer = await ask('8/8/8/8/8/1k6/8/K2R4 w - - 0 1');
  expect(Object.keys(answer)).toEqual([...POSITION_KEYS, 'moves']);
  expect(answer).toMatchObject({ category: 'win', dtz: 19, precise_dtz: 19, dtm: 19, dtw: null, dtc: null });
  for (const move of answer.moves) {
    expect(Object.keys(move)).toEqual(['uci', 'san', 'zeroing', 'conversion', ...POSITION_KEYS]);
  }
  expect(answer.moves[0]).toMatchObject({ uci: 'd1c1', san: 'Rc1', zeroing: false, category: 'loss', dtz: -18 });
});

describe('values of Syzygy and Gaviota', () => {
  const [, ...rows] = readOracle(oraclePath('oracles/chess', 'positions-3-4men-shared.csv.gz')!).trim().split('\n');
  const classes = new Set(['KQvK', 'KRvK', 'KPvK']);
  const positions = rows.map((row) => row.split(',')).filter(([name]) => classes.has(name));
  const category: Readonly<Record<string, string>> = { '2': 'win', '0': 'draw', '-2': 'loss' };

  test.each(['KQvK', 'KRvK', 'KPvK'])('%s', async (name) => {
    const asked = positions.filter(([each]) => each === name).slice(0, 25);
    expect(asked.length).toBeGreaterThan(3);
    for (const [, fen, wdl, dtz, dtm, legal] of asked) {
      const answer = await ask(fen);
      expect(answer.category, fen).toBe(category[wdl]);
      expect(answer.moves, fen).toHaveLength(Number(legal));
      if (!answer.checkmate) expect(answer.dtm, fen).toBe(Number(dtm));
      // Syzygy rounds some of its numbers down by one.
      const beyond = Math.abs(answer.dtz!) - Math.abs(Number(dtz));
      expect([0, 1], fen).toContain(beyond);
      expect(Math.sign(answer.dtz!), fen).toBe(Math.sign(Number(dtz)));
      checkOrder(fen, answer.moves);
    }
  });
});

/** Says again, from the fields of answers alone, what comes first; see the comments in lichess-order.ts. */
function checkOrder(fen: string, moves: readonly LichessMove[]): void {
  for (let i = 1; i < moves.length; i++) expect(isBetter(moves[i], moves[i - 1]), `${fen} ${moves[i].uci}`).toBe(false);
}

function isBetter(a: LichessMove, b: LichessMove): boolean {
  const places = ['loss', 'unknown', 'blessed-loss', 'draw', 'cursed-win', 'win'];
  const [first, second] = [places.indexOf(a.category), places.indexOf(b.category)];
  if (first !== second) return first < second;
  for (const flag of ['checkmate', 'stalemate', 'insufficient_material'] as const)
    if (a[flag] !== b[flag]) return a[flag];
  // Both numbers grow towards what the mover prefers: mate sooner, or be mated later.
  if ((a.dtm ?? 0) !== (b.dtm ?? 0) && a.dtz !== 0) return a.dtm! > b.dtm!;
  const mayConvert = a.dtz === null || a.dtz <= 0;
  if (a.conversion !== b.conversion) return a.conversion === mayConvert;
  if (a.zeroing !== b.zeroing) return a.zeroing === mayConvert;
  return a.dtz !== b.dtz && a.dtz! > b.dtz!;
}

describe("facts of the server's own tests", () => {
  test('a loss that the clock spoils', async () => {
    const answer = await ask('K7/2k5/3n4/8/2b5/8/8/8 w - - 97 128');
    expect(answer.category).toBe('blessed-loss');
    expect(answer.moves[0]).toMatchObject({ san: 'Ka7', dtz: 3 });
    const next = await ask('2n5/K1k5/8/8/2b5/8/8/8 w - - 99 129');
    expect(next.category).toBe('blessed-loss');
    expect(next.moves[0]).toMatchObject({ san: 'Ka8', dtz: 1, category: 'cursed-win' });
  });

  test.each([
    [98, 'win', 'loss'],
    [99, 'win', 'loss'],
    [100, 'cursed-win', 'blessed-loss'],
    [101, 'cursed-win', 'blessed-loss'],
  ])('mate in one at clock %i', async (clock, before, after) => {
    const { category, moves } = await ask(`7k/8/6K1/8/8/8/8/R7 w - - ${clock} 80`);
    expect(category).toBe(before);
    expect(moves[0]).toMatchObject({ san: 'Ra8#', checkmate: true, category: after, dtz: -1, dtm: null });
  });
});

test('what is over: mate has no dtm, stalemate is a draw, and bare kings are insufficient', async () => {
  const mate = await ask('R6k/8/6K1/8/8/8/8/8 b - - 1 1');
  expect(mate).toMatchObject({ checkmate: true, category: 'loss', dtz: -1, precise_dtz: -1, dtm: null, moves: [] });
  const stale = await ask('7k/5Q2/6K1/8/8/8/8/8 b - - 1 1');
  expect(stale).toMatchObject({ stalemate: true, category: 'draw', dtz: 0, dtm: 0, moves: [] });
  const bare = await ask('8/8/8/8/8/1k6/8/K7 w - - 0 1');
  expect(bare).toMatchObject({ insufficient_material: true, stalemate: false, category: 'draw', dtz: 0, dtm: 0 });
});

test('captures and promotions: plies of the position after them, and what they are', async () => {
  const { moves, dtz, dtm } = await ask('4k3/P7/8/8/8/8/8/4K3 w - - 0 1');
  expect([dtz, dtm]).toEqual([1, 17]);
  // KQvK: mate in 8 more moves, which the queen's position alone tells.
  const queen = await ask('Q3k3/8/8/8/8/8/8/4K3 b - - 0 1');
  expect(moves[0]).toMatchObject({ san: 'a8=Q+', zeroing: true, conversion: true, dtz: queen.dtz, dtm: queen.dtm });
  expect(moves.find(({ uci }) => uci === 'e1e2')).toMatchObject({ zeroing: false, conversion: false, dtz: -2 });
  const taken = await ask('8/8/8/8/8/8/1kR4K/8 b - - 0 1');
  expect(taken.moves[0]).toMatchObject({
    san: 'Kxc2',
    conversion: true,
    insufficient_material: true,
    category: 'draw',
  });
});

test('more men than any table: unknown and nulls, with all moves', async () => {
  const answer = await ask(START);
  expect(answer).toMatchObject({ category: 'unknown', dtz: null, precise_dtz: null, dtm: null });
  expect(answer.moves).toHaveLength(20);
  expect(answer.moves[0]).toMatchObject({ category: 'unknown', dtz: null, dtm: null });
  // Fool's mate: the rules alone tell that the move wins, but not in how many plies the position does.
  const fool = await ask('rnbqkbnr/pppp1ppp/8/4p3/6P1/5P2/PPPPP2P/RNBQKBNR b KQkq - 0 2');
  expect(fool).toMatchObject({ category: 'win', dtz: null });
  expect(fool.moves[0]).toMatchObject({ san: 'Qh4#', checkmate: true, category: 'loss' });
});

test('out of time: unknown and nulls', async () => {
  const answer = await ask('8/6B1/6B1/8/2K5/3nk3/8/8 b - - 0 1', 0.001);
  expect(answer).toMatchObject({ category: 'unknown', dtz: null });
  expect(answer.moves.length).toBeGreaterThan(5);
});

test('FENs are repaired where the server repairs them', () => {
  const whole = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
  expect(tablebase.fenOf('8/8/8/8/8/1k6/8/K2R4_w_-_-_0_1')).toBe(whole);
  expect(tablebase.fenOf('8/8/8/8/8/1k6/8/K2R4')).toBe(whole);
  expect(tablebase.fenOf('8/8/8/8/8/1k6/8/K2R4 w KQkq e3 0 1')).toBe(whole);
  expect(tablebase.fenOf('4k3/8/8/8/8/8/8/R3K3 w KQkq - 7 9')).toBe('4k3/8/8/8/8/8/8/R3K3 w Q - 7 9');
  for (const wrong of [
    '',
    '8/8',
    '8/8/8/8/8/1k6/1K6/8 w - - 0 1',
    `${whole} more`,
    'startpos',
    whole.replace('0 1', 'x 1'),
  ])
    expect(() => tablebase.fenOf(wrong)).toThrow('position');
});

test('the mainline goes to mate by plies to zeroing, and alternates signs', async () => {
  const { mainline, winner, dtz, precise_dtz } = await tablebase.mainline('4k3/P7/8/8/8/8/8/4K3 w - - 0 1', {
    until: performance.now() + 30_000,
  });
  expect([winner, dtz, precise_dtz]).toEqual(['w', 1, 1]);
  expect(Object.keys(mainline[0])).toEqual(['uci', 'san', 'dtz', 'precise_dtz']);
  expect(mainline[0].san).toBe('a8=Q+');
  expect(mainline.at(-1)).toMatchObject({ dtz: -1 });
  expect(mainline.at(-1)!.san).toMatch(/#$/);
  const plies = mainline.map((step) => Math.abs(step.dtz));
  expect(plies).toEqual(plies.map((_, i) => Math.max(1, plies.length - 1 - i)));
  expect(mainline.map((step) => Math.sign(step.dtz))).toEqual(plies.map((_, i) => (i % 2 === 0 ? -1 : 1)));
});

test('mainlines: none of a draw, none beyond the clock, an error where nothing is known', async () => {
  const until = performance.now() + 30_000;
  const draw = await tablebase.mainline('8/8/8/8/8/1k6/8/K7 w - - 0 1', { until });
  expect(draw).toEqual({ mainline: [], winner: null, dtz: 0, precise_dtz: 0 });
  const late = await tablebase.mainline('8/8/8/8/8/1k6/8/K2R4 w - - 90 1', { until });
  expect(late.mainline).toHaveLength(10);
  expect(late.winner).toBe(null);
  await expect(tablebase.mainline(START, { until })).rejects.toMatchObject({ code: 'E_TABLE_MISSING' });
});
