/** `endgame annotate` as people call it: files, pipes, and what cannot be read. */

import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Command } from './command.ts';

const command = new Command();
const pgn = '[White "A\u001b[31m"]\n[FEN "7k/8/8/8/8/8/6Q1/K7 w - - 0 1"]\n\n1. Qg6 1/2-1/2\n';
const annotated = pgn.replace('Qg6', 'Qg6 $2 {[%eval 0.00] [%tb 1/2-1/2]}');

test('a packed file from standard input goes to standard output, and the summary to standard error', () => {
  const { status, stdout, stderr } = command.run(['annotate', '-'], gzipSync(pgn));
  expect([status, stdout]).toEqual([0, annotated]);
  expect(stderr).toMatch(/│ A\?\[31m │ KQvK +│ +1 │ +0 │ +1 │ +0 │ +0 │/);
  expect(stderr).toContain('1 game, 0 skipped, 2 positions valued\n');
});

test('with --out the summary is on standard output, and the file is whole or not there', () => {
  writeFileSync(command.path('games.pgn'), pgn);
  const summary = JSON.parse(command.done(['annotate', 'games.pgn', '--out', 'out.pgn', '--json'])) as object;
  expect(summary).toMatchObject({ games: 1, positions: 2, players: [{ material: 'KQvK', lostWins: 1 }] });
  expect(readFileSync(command.path('out.pgn'), 'utf8')).toBe(annotated);
  // Mate in one: the result, the plies to mate, and to zeroing.
  const mate = '[FEN "8/8/8/8/8/1k6/7r/K7 b - - 0 1"]\n\n1... Rg2 2. Kb1 0-1\n';
  const values = '1... Rg2 {[%eval #-1] [%tb 0-1,dtm=2,dtz=2]} 2. Kb1 {[%eval #-1] [%tb 0-1,dtm=1,dtz=1]} 0-1\n';
  writeFileSync(command.path('mate.pgn'), mate);
  expect(command.run(['annotate', 'mate.pgn']).stdout).toContain(values);
  writeFileSync(command.path('cut.pgn.gz'), gzipSync(pgn).subarray(0, -12));
  writeFileSync(command.path('words.pgn'), '1. e4 éé *');
  command.refused(['annotate', 'cut.pgn.gz', '--out', 'out.pgn'], 'E_FILE', 'cut.pgn.gz: ', 'break off');
  command.refused(
    ['annotate', 'words.pgn', '--out', 'new.pgn'],
    'E_FILE',
    'words.pgn: ',
    'half-move 2: "éé" is no move',
  );
  command.refused(['annotate', 'games.pgn', '--men', '1'], 'E_USAGE', '--men');
});
