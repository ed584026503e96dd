/** `--syzygy`: Syzygy's files on the command line. */

import { describe, expect, test } from 'vitest';
import { SYZYGY } from '../support/syzygy.ts';
import { Command } from './command.ts';

const command = new Command();
const ROOK = '8/8/8/8/3k4/8/3K4/R7 w - - 0 1';

test('answers from a directory, and from the first of several that has the class', () => {
  const text = command.done(['solve', 'chess', '--syzygy', SYZYGY, '--no-pack', '--metric', 'wdl50', ROOK]);
  expect(text).toContain('The side to move: win.');
  expect(text).toContain(`From Syzygy's files of KRvK in ${SYZYGY}`);
  const twice = command.done([
    'solve',
    'chess',
    '--syzygy',
    '.',
    '--syzygy',
    SYZYGY,
    '--metric',
    'wdl',
    '--json',
    ROOK,
  ]);
  expect(JSON.parse(twice)).toMatchObject({ outcome: 'win', provenance: { source: 'syzygy', store: `., ${SYZYGY}` } });
});

test('a lookup needs no other tables, and names what a file rounds', () => {
  const text = command.done(['solve', 'chess', '--solver', 'lookup', '--no-pack', '--syzygy', SYZYGY, ROOK]);
  expect(text).toMatch(/The side to move: win, zeroing in \d+ or \d+ plies\./);
});

function refused(args: readonly string[], code: string, ...parts: string[]): void {
  command.refused(args, code, ...parts);
}

describe('refuses', () => {
  test('a directory that is missing, one without files, and other games', () => {
    refused(['solve', 'chess', '--syzygy', 'nowhere', ROOK], 'E_FILE', 'nowhere');
    refused(['solve', 'chess', '--syzygy', '.', ROOK], 'E_FILE', 'no Syzygy files in .');
    refused(['solve', 'tic-tac-toe', '--syzygy', SYZYGY], 'E_USAGE', 'tic-tac-toe');
  });
});
