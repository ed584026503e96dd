/** Other people's programs as readers of Syzygy's files: Debian's Stockfish and Fathom. */

import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { chess } from '../../games/chess.ts';
import { Position } from '../../src/game/index.ts';
import { UNUSED } from '../../src/game/value.ts';
import { chessSpec, sliceNamed, solved } from './chess.ts';
import { numbered } from './syzygy.ts';
import { pliesOf } from './tally.ts';

/** Debian puts games where not every user's programs are. */
const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/games` };
/** Outcomes from -2 on, as Fathom writes them. */
const WORDS = ['Loss', 'BlessedLoss', 'Draw', 'CursedWin', 'Win'];

export const hasStockfish: boolean = isInstalled('stockfish', 'quit');
export const hasFathom: boolean = isInstalled('fathom', '--help');

function isInstalled(program: string, word: string): boolean {
  const found = spawnSync(program, [word], { env }).error === undefined;
  if (!found) console.info(`${program} is not installed: it does not read our files`);
  return found;
}

/** A position with the kernel's outcome, -2 to 2, and plies to zeroing. */
export interface Told {
  readonly fen: string;
  readonly outcome: number;
  readonly plies: number;
}

/** Returns positions of tables, as many of each, from all over their indices. */
export async function toldPositions(tables: readonly string[], each: number): Promise<Told[]> {
  const found: Told[] = [];
  const p = new Position(chess.schema);
  for (const table of tables) {
    const slice = sliceNamed(table);
    const space = chessSpec.space(slice);
    const values = await solved.dtz.get(slice);
    // An odd stride, so that no man is left out.
    const stride = Math.max(1, Math.floor(space.size / each / 4)) | 1;
    let left = each;
    for (let i = 0, index = 0; left > 0 && i < space.size; i++, index = (index + stride) % space.size) {
      const value = values.at(index);
      if (value === UNUSED || !space.unrank(index, p)) continue;
      found.push({ fen: chess.format(p), outcome: numbered(value), plies: pliesOf(value) });
      left--;
    }
  }
  return found;
}

/** Returns the positions of which Stockfish says something else, and how many it was asked about. */
export function askStockfish(directory: string, positions: readonly Told[]): { wrong: string[]; answers: number } {
  const asked = positions.flatMap(({ fen }) => [`position fen ${fen}`, 'd']);
  const input = [`setoption name SyzygyPath value ${directory}`, 'isready', ...asked, 'quit'].join('\n');
  const { stdout } = spawnSync('stockfish', { env, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const lines = /Tablebases WDL: +([\w ]+) \(([\w ]+)\)\nTablebases DTZ: +(-?\d+) \(([\w ]+)\)/g;
  const answers = [...stdout.matchAll(lines)];
  const wrong = answers.flatMap(([, word, found, dtz, foundPlies], i) => {
    const { fen, outcome, plies } = positions[i];
    const isRight =
      found !== 'Fail' &&
      foundPlies !== 'Fail' &&
      word.toLowerCase().replace(' ', '') === WORDS[outcome + 2].toLowerCase();
    return isRight && isNear(Number(dtz), outcome, plies)
      ? []
      : [`${fen}: ${outcome} in ${plies}, told ${word} in ${dtz}`];
  });
  return { wrong, answers: answers.length };
}

/** Returns the positions of which Fathom says something else. */
export function askFathom(directory: string, positions: readonly Told[]): string[] {
  return positions.flatMap(({ fen, outcome, plies }) => {
    const { stdout } = spawnSync('fathom', [`--path=${directory}`, fen], { env, encoding: 'utf8' });
    const word = /\[WDL "(\w+)"\]/.exec(stdout)?.[1];
    const dtz = Number(/\[DTZ "(-?\d+)"\]/.exec(stdout)?.[1]);
    // It tells no plies of a mate.
    const isRight = word === WORDS[outcome + 2] && (plies === 0 || isNear(dtz, outcome, plies));
    return isRight ? [] : [`${fen}: ${outcome} in ${plies}, told ${word} in ${dtz}`];
  });
}

/** Returns whether plies are those told, but for the one that files may lack; a mate counts as one. */
function isNear(told: number, outcome: number, plies: number): boolean {
  if (outcome === 0) return told === 0;
  return Math.sign(told) === Math.sign(outcome) && [plies, plies - 1, Math.max(1, plies)].includes(Math.abs(told));
}
