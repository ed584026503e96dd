/** Real games against another engine: no result is worse than the table's truth. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { oraclePath, readOracle } from '../support/oracles.ts';
import { strength } from '../support/strength.ts';
import { type Clock, playGame, UciDriver } from './uci-driver.ts';

/** Debian keeps games in a folder that is not on everybody's path. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/games'];
const stockfish = folders.map((folder) => join(folder, 'stockfish')).find((path) => existsSync(path));

const OURS: Clock = [10, 0.1];
const THEIRS: Clock = [0.5, 0.01];

/** Positions of each outcome whose classes are solved in a moment, and the outcome for the side to move. */
function positions(ofEach: number): { readonly fen: string; readonly outcome: number }[] {
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));
  return [2, 0, -2].flatMap((wdl) => {
    // A game that is over, or that lone pieces cannot win, is none.
    const found = rows.filter(
      ([table, , outcome, , , moves]) => /K[QRP]vK[RP]?$/.test(table) && Number(outcome) === wdl && Number(moves) > 0,
    );
    const step = Math.floor(found.length / ofEach);
    return Array.from({ length: ofEach }, (_, i) => ({ fen: found[i * step][1], outcome: Math.sign(wdl) }));
  });
}

test('games against Stockfish end no worse than the tables say', async (context) => {
  if (stockfish === undefined) context.skip('no stockfish here: "apt-get install stockfish" brings it');
  const ours = new UciDriver();
  const theirs = new UciDriver([stockfish!]);
  const games = positions(strength(7, 20));
  const wrong: string[] = [];
  for (const { fen, outcome } of games) {
    for (const engine of [ours, theirs]) {
      engine.send('ucinewgame', 'isready');
      await engine.until('readyok');
    }
    const isWhite = fen.split(' ')[1] === 'w';
    const engines = isWhite ? { w: ours, b: theirs } : { w: theirs, b: ours };
    const clocks = isWhite ? { w: OURS, b: THEIRS } : { w: THEIRS, b: OURS };
    const { result, moves } = await playGame(fen, engines, clocks);
    const score = result === '1/2-1/2' ? 0 : (result === '1-0') === isWhite ? 1 : -1;
    if (score < outcome) wrong.push(`${fen}: ${result} instead of ${outcome} after ${moves.join(' ')}`);
  }
  expect(wrong).toEqual([]);
  expect(games.length).toBeGreaterThanOrEqual(20);
  expect([await ours.quit(), await theirs.quit()]).toEqual([0, 0]);
});
