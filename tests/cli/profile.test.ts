/** `endgame profile` over files of every kind: packed, from standard input, unreadable, and far too long. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Command } from './command.ts';

const command = new Command();
const games = readFileSync(new URL('../data/games.pgn', import.meta.url));

/** Writes a file and returns its name. */
function file(name: string, bytes: string | Uint8Array): string {
  writeFileSync(command.path(name), bytes);
  return name;
}

test('games come packed, under any name, and from standard input', () => {
  const { status, stdout } = command.run(['profile', 'chess', file('packed.pgn', gzipSync(games)), '--json']);
  const counted = JSON.parse(stdout) as { games: number; skipped: number; source: string[] };
  expect([status, counted.games, counted.skipped, counted.source]).toEqual([0, 6, 7, ['packed.pgn']]);
  expect(command.run(['profile', 'chess', '-'], gzipSync(games)).stdout).toContain(
    'profile in profiles/chess-standard-input.json',
  );
  const other = command.done(['profile', 'tic-tac-toe', '-'], 'b2 a1 c1 a3 a2\n');
  expect(other).toContain('1 games, 0 skipped, 5 plies');
});

test('what cannot be read is an error and writes nothing', () => {
  const refused = (game: string, name: string, ...parts: string[]): void =>
    command.refused(['profile', game, name, '--out', 'x.json'], 'E_FILE', name, ...parts);
  refused('chess', file('empty.pgn', '\n'), 'no games found');
  refused('chess', file('words.pgn', '1. e4 éé *'), 'half-move 2: "éé" is no move');
  refused('chess', file('cut.pgn', gzipSync(games).subarray(0, 40)), 'compressed data break off');
  refused('chess', file('utf16.pgn', Buffer.from('\uFEFF1. e4 e5 *', 'utf16le')), 'UTF-16', 'iconv');
  refused('tic-tac-toe', file('none.txt', '# nothing\n'), 'no games found');
  // 300 members of a megabyte each unpack to one line, or one game, of 300 MB.
  const megabyte = gzipSync(Buffer.alloc(1e6, 'a'));
  const bomb = file('bomb', Buffer.concat(Array.from({ length: 300 }, () => megabyte)));
  refused('chess', bomb, 'no game ends within 16777216 bytes');
  refused('tic-tac-toe', bomb, 'line 1 is longer than 1048576 bytes');
  expect(existsSync(command.path('x.json'))).toBe(false);
});
