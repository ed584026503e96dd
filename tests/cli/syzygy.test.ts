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

test('files are options of plans beside tables, and plans that keep them use no others', () => {
  // run, not done: on a slow machine there is progress on stderr
  const measured = command.run(['measure', 'chess', 'KRvK', '--syzygy', SYZYGY, '--as-stored', '--out', 'costs.json']);
  expect(measured.status, measured.stderr).toBe(0);
  expect(measured.stdout).toMatch(/^KRvK: a question in .*; wdl50 by rtbw 208 B/m);
  const asked = ['plan', 'chess', '--costs', 'costs.json', '--profile', 'uniform', '--json'];
  expect(JSON.parse(command.done([...asked, '--budget', '6kB']))).toMatchObject({ kept: [], bytes: 0 });
  const plan = command.done([...asked, '--budget', '7kB', '--out', 'plan.json']);
  const { kept, bytes, decoderBytes } = JSON.parse(plan) as { kept: object[]; bytes: number; decoderBytes: number };
  expect(kept).toContainEqual(expect.objectContaining({ table: 'KRvK', codec: 'rtbw', bytes: 208 }));
  expect(bytes + decoderBytes).toBeLessThanOrEqual(7_000);
  const solve = (...words: string[]): string[] => ['solve', 'chess', '--plan', 'plan.json', '--json', ...words];
  const source = (fen: string): unknown =>
    (JSON.parse(command.done(solve('--syzygy', SYZYGY, fen))) as { provenance: unknown }).provenance;
  expect(source(ROOK)).toMatchObject({ source: 'syzygy', table: 'KRvK' });
  // Its file was not measured, so the plan does not keep it.
  expect(source('8/4k3/8/4K3/4P3/8/8/8 b - - 0 1')).not.toMatchObject({ source: 'syzygy' });
  refused(['solve', 'chess', '--plan', 'plan.json', ROOK], 'E_TABLE_MISSING', 'Syzygy');
  const packed = command.done(['pack', 'chess', '--plan', 'plan.json', '--out', 'packed']);
  expect(packed).toContain(`${kept.length} files of Syzygy's stay where they are`);
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
