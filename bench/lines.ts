/**
 * `npm run bench:lines [-- QUESTIONS]`: exact answers about games of lines from nothing. Positions come from random games that
 * have not ended, with so many men; memory is new for each question. Prints CPU a question, and positions met.
 */

import './one-line.ts';
import { Position, type Game } from '../src/game/index.ts';
import { gameOf } from '../games/index.ts';
import { LineSearch } from '../src/lines/index.ts';
import { Random } from '../src/specialize/index.ts';
import { formatSeconds } from '../src/text/format.ts';
import { Times } from './times.ts';
import { countOf } from './count.ts';

const MEMORY = 256e6;
const questions = countOf(process.argv[2] ?? '300', 'questions');

const ROWS: readonly (readonly [id: string, least: number, most: number])[] = [
  ['mnk-4-4-4', 0, 15],
  ['connect-four-4x4', 0, 15],
  ['connect-four-5x4', 0, 19],
  ['connect-four-6x4', 0, 23],
  ['connect-four-5x5', 0, 24],
  ['connect-four', 29, 35],
  ['connect-four', 22, 28],
  ['connect-four', 15, 21],
];

console.log('| board | men | value | mean | median | worst | positions |');
console.log('|---|---|---|---:|---:|---:|---:|');
for (const [id, least, most] of ROWS) {
  const game = gameOf(id);
  for (const outcomeOnly of [true, false]) {
    const random = new Random(7);
    const times = new Times();
    let met = 0;
    while (times.count < questions) {
      const p = playedAt(game, least + random.below(most - least + 1), random);
      if (p === undefined) continue;
      const start = process.cpuUsage();
      const search = new LineSearch(game, MEMORY);
      const steps = search.search(p, outcomeOnly);
      while (!steps.next().done);
      times.add(start);
      met += search.expanded;
    }
    const [median, worst] = [0.5, 1].map((q) => formatSeconds(times.quantile(q)));
    const what = outcomeOnly ? 'outcome' : 'exact';
    const mean = formatSeconds(times.mean);
    console.log(
      `| ${id} | ${least}-${most} | ${what} | ${mean} | ${median} | ${worst} | ${Math.round(met / questions)} |`,
    );
  }
}

/** Returns a position after so many random moves; undefined if the game is over then. */
function playedAt(game: Game, men: number, random: Random): Position | undefined {
  const p = new Position(game.schema);
  const out = new Int32Array(game.maxMoves);
  game.parse(p, game.initial);
  for (let i = 0; i < men && game.ended(p) === undefined; i++) game.play(p, out[random.below(game.moves(p, out))]);
  return game.ended(p) === undefined ? p : undefined;
}
