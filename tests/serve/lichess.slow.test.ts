/** Facts of five men from the tests of lichess' server. */

import { afterAll, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { Tablebase } from '../../src/serve/index.ts';
import type { LichessAnswer, LichessMove } from '../../src/serve/lichess-answer.ts';
import { Solver } from '../../src/solve/index.ts';
import { BlockCache, shippedOutcomes } from '../../src/table/index.ts';

const store = shippedOutcomes({ cache: new BlockCache(64_000_000) });
// Plies to zeroing of five men with a pawn take more than the gigabyte that is the default: with less they are null.
const solver = new Solver({ game: chess, store, memory: 2e9 });
afterAll(() => solver.close());
const tablebase = new Tablebase(chess, solver, (text) => expect.unreachable(text));
const ask = (fen: string): Promise<LichessAnswer> =>
  tablebase.answer(tablebase.fenOf(fen), { until: performance.now() + 3_000_000 });

test('a promotion to a knight that the 50-move rule spoils', async () => {
  const answer = await ask('4K1k1/1N1P4/8/8/8/1q6/8/8 w - - 0 1');
  expect(answer.category).toBe('blessed-loss');
  expect(answer.moves.slice(0, 2)).toMatchObject([
    { uci: 'd7d8n', san: 'd8=N', category: 'cursed-win' },
    { san: 'Na5', category: 'win' },
  ]);
});

test('a loss that takes all the plies of the rule', async () => {
  const loss = await ask('8/6B1/6B1/8/2K5/3nk3/8/8 b - - 0 1');
  expect(loss.category).toBe('loss');
  expect(loss.moves[0]).toMatchObject({ san: 'Nf4', dtz: 99 });
  const win = await ask('8/6B1/6B1/8/2K2n2/4k3/8/8 w - - 1 2');
  // The server tells a rounded number here, and so a doubtful win.
  expect(win.category).toBe('win');
  expect(win.moves[0].dtz).toBe(-98);
});

test('rights to castle, of which the server knows nothing', async () => {
  const answer = await ask('4k3/5q2/8/8/8/8/8/R3K2R w KQ - 0 1');
  // Either rook checks on the last rank, then on the seventh, and so takes the queen.
  expect(answer.category).toBe('win');
  const move = (san: string): LichessMove | undefined => answer.moves.find((each) => each.san === san);
  expect(['Ra8+', 'Rh8+'].map((san) => move(san)?.category)).toEqual(['loss', 'loss']);
  // The queen looks at f1, so one side alone is open. Moves that give the rights up are those that the server values too.
  expect(answer.moves.map(({ san }) => san).filter((san) => san.startsWith('O'))).toEqual(['O-O-O']);
  expect(move('O-O-O')?.dtz).toEqual(expect.any(Number));
});
