/** Answers of Fathom, the library that most chess programs read these files with, where Debian's program is installed. */

import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { type MoveAnswer, Solver } from '../../src/solve/index.ts';
import { SyzygyTables } from '../../src/syzygy/index.ts';
import { sliceNamed } from '../support/chess.ts';
import { haveShared } from '../support/oracles.ts';
import { strength } from '../support/strength.ts';
import { SYZYGY } from '../support/syzygy.ts';
import { randomTexts } from '../solve/support.ts';

/** Classes whose files, and those of all that comes of them, are among the shared ones. */
const CLASSES = ['KQvK', 'KRvK', 'KPvK', 'KQvKR', 'KRvKB', 'KBNvK', 'KQvKQ', 'KNNvK'];
/** Debian puts games where not every user's programs are. */
const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/games` };

interface Told {
  readonly wdl: string;
  readonly dtz: number;
  readonly moves: Readonly<Record<'win' | 'draw' | 'loss', string[]>>;
}

/** Returns what Fathom says of a position. */
function fathom(fen: string): Told {
  const { stdout } = spawnSync('fathom', [`--path=${SYZYGY}`, fen], { env, encoding: 'utf8' });
  const tag = (name: string): string => new RegExp(`\\[${name} "([^"]*)"\\]`).exec(stdout)![1];
  const moves = (name: string): string[] => tag(name).split(', ').filter(Boolean).sort();
  return {
    wdl: tag('WDL'),
    dtz: Number(tag('DTZ')),
    moves: { win: moves('WinningMoves'), draw: moves('DrawingMoves'), loss: moves('LosingMoves') },
  };
}

const WORDS = { win: 'Win', 'cursed-win': 'CursedWin', draw: 'Draw', 'blessed-loss': 'BlessedLoss', loss: 'Loss' };
const isInstalled = spawnSync('fathom', ['--help'], { env }).error === undefined;
if (!isInstalled) console.info('fathom is not installed: nothing is compared with it');

test.skipIf(!isInstalled || !haveShared)('outcomes, distances and moves are those of Fathom', async () => {
  const solver = new Solver({ game: chess, solver: 'lookup', syzygy: new SyzygyTables([SYZYGY]) });
  const texts = CLASSES.flatMap((name) => randomTexts(chess, [sliceNamed(name)], strength(8, 400), 3));
  let compared = 0;
  for (const text of texts) {
    const { outcome50, dtz, dtzRounded, moves } = await solver.query(text, { moves: true });
    if (moves.length === 0) continue;
    const told = fathom(text);
    expect(told.wdl, text).toBe(WORDS[outcome50!]);
    const plies = Math.abs(told.dtz);
    if (dtz === undefined) expect([dtzRounded, dtzRounded! + 1], text).toContain(plies);
    else if (outcome50 !== 'draw') expect([dtz, dtz - 1], text).toContain(plies);
    compared++;
    // Names of moves differ in signs of check alone.
    const named = (outcome: MoveAnswer['outcome50']): string[] =>
      moves.flatMap((move) => (move.outcome50 === outcome ? [move.san!.replace(/[+#]$/, '')] : [])).sort();
    const { win, draw, loss } = told.moves;
    expect([named('win'), named('draw'), named('loss')], text).toEqual([win, draw, loss]);
  }
  expect(compared).toBeGreaterThan(texts.length / 2);
});
