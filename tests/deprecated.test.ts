/** Names of 0.1 still do what they did, for one release. */

import { expect, test } from 'vitest';
import { ticTacToe } from '../games/tic-tac-toe.ts';
import * as endgame from '../src/index.ts';
import { temporaryDirectory } from './table/support.ts';

test('a program written for 0.1 runs', async () => {
  const spec = endgame.specialize(ticTacToe);
  const pack: endgame.Pack = endgame.Pack.open(temporaryDirectory(), { create: true });
  await endgame.generateTables(spec, ['all'], pack);
  const packed = endgame.Pack.open(temporaryDirectory(), { create: true });
  const rungs: endgame.Rung[] = [{ keeping: endgame.parseKeeping('wdl', 'outcome'), codec: 'pairs' }];
  await endgame.repack(spec, ['all'], pack, packed, { rungs });
  expect(packed.list(undefined, 'wdl').map(({ codec }) => codec)).toEqual(['pairs']);
  const limits = { most: 1e6, patience: 10, memory: 1e9 };
  const costs = await endgame.measureCosts(spec, { pack, tables: ['all'], metric: 'dtm', rungs: [], ...limits });
  expect(costs.tables.map(({ table }) => table)).toEqual(['all']);
  const answer = await new endgame.Solver({ game: ticTacToe, solver: 'lookup', pack }).query(ticTacToe.initial);
  expect(answer).toMatchObject({ outcome: 'draw', provenance: { source: 'table' } });
});
