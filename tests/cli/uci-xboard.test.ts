/** Games that a program for people drives: xboard, through polyglot, against Stockfish, on a screen that nobody sees. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chess } from 'chess.js';
import { expect, test } from 'vitest';
import { main } from './command.ts';
import { absent, starts, withGames } from './uci-starts.ts';

const PROGRAMS = ['xboard', 'polyglot', 'xvfb-run', 'xauth', 'stockfish'];
/** Positions of each outcome; each is played twice, with the colours changed. */
const OF_EACH = 4;
/**
 * Minutes of our clock, and how many times less Stockfish has: three seconds. A clock below zero, which a busy machine brings
 * about sooner, makes it think for long.
 */
const MINUTES = 1;
const ODDS = 20;
/** Seconds after which a match counts as stuck: some minutes on a busy machine, one on a quiet one. */
const PATIENCE = 900;

/** Plays a match and returns the games that xboard wrote down. */
async function match(fens: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'endgame-xboard-'));
  try {
    writeFileSync(join(folder, 'starts.fen'), fens.map((fen) => `${fen}\n`).join(''));
    const command = [
      // It ends the whole group of processes.
      `timeout -k 5 ${PATIENCE} xvfb-run -a xboard -noGUI -popupExitMessage false`,
      `-fcp '${process.execPath} ${main} uci' -fUCI -scp stockfish -sUCI`,
      `-mg ${2 * fens.length} -lpf starts.fen -lpi -2 -sgf games.pgn`,
      `-mps 0 -tc ${MINUTES}:00 -inc 0 -secondTimeOdds ${ODDS} -testClaims false`,
    ].join(' ');
    const xboard = spawn('sh', ['-c', `exec ${command}`], {
      cwd: folder,
      env: { ...withGames, HOME: folder },
      stdio: 'ignore',
    });
    expect(await once(xboard, 'exit')).toEqual([0, null]);
    return readFileSync(join(folder, 'games.pgn'), 'utf8').split(/\n(?=\[Event )/);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads a game under the rules as chess.js counts them: who plays White, where it began, and the score of White. */
function readGame(pgn: string): { readonly fen: string; readonly isOursWhite: boolean; readonly score: number } {
  const board = new Chess();
  board.loadPgn(pgn.replaceAll(/\{[^}]*\}/g, ''));
  const { FEN = '', White = '', Result } = board.getHeaders();
  const mated = board.turn() === 'w' ? -1 : 1;
  const score = board.isCheckmate() ? mated : board.isGameOver() ? 0 : Number.NaN;
  // A game that ends otherwise was lost on time, or given up, or claimed wrongly.
  expect([pgn, Result]).toEqual([pgn, { '1': '1-0', '0': '1/2-1/2', '-1': '0-1' }[score]]);
  return { fen: FEN, isOursWhite: White.startsWith('endgame-lab'), score };
}

test('games under xboard against Stockfish end no worse than the tables say', {
  timeout: 1000 * (PATIENCE + 60),
}, async (context) => {
  const missing = absent(PROGRAMS);
  if (missing.length > 0)
    context.skip(`no ${missing.join(', ')} here: "apt-get install xboard polyglot xvfb xauth stockfish"`);
  const positions = starts(OF_EACH);
  const games = (await match(positions.map(({ fen }) => fen))).map(readGame);
  const wrong = games.filter(({ fen, isOursWhite, score }) => {
    const { outcome } = positions.find((each) => each.fen.split(' ', 1)[0] === fen.split(' ', 1)[0])!;
    const ofWhite = fen.split(' ')[1] === 'w' ? outcome : -outcome;
    return isOursWhite ? score < ofWhite : score > ofWhite;
  });
  expect(wrong).toEqual([]);
  expect(games.length).toBe(2 * positions.length);
  expect(games.filter(({ isOursWhite }) => isOursWhite).length).toBe(positions.length);
});
