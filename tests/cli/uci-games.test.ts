/** Real games against another engine: no result is worse than the table's truth. */

import { expect, test } from 'vitest';
import { strength } from '../support/strength.ts';
import { type Clock, playGame, UciDriver } from './uci-driver.ts';
import { absent, starts, withGames } from './uci-starts.ts';

const OURS: Clock = [10, 0.1];
const THEIRS: Clock = [0.5, 0.01];

test('games against Stockfish end no worse than the tables say', async (context) => {
  if (absent(['stockfish']).length > 0) context.skip('no stockfish here: "apt-get install stockfish" brings it');
  const ours = new UciDriver();
  const theirs = new UciDriver(['stockfish'], { env: withGames });
  const games = starts(strength(7, 20));
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
