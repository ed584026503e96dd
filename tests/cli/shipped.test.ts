/** The tables that come with the toolkit, as users of the command meet them. */

import { expect, test } from 'vitest';
import type { Answer } from '../../src/solve/index.ts';
import { Command } from './command.ts';

const command = new Command();
const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
/** The rook takes a rook, and mates with bishop and king. */
const FIVE = '8/8/8/4k3/8/8/8/KB1R3r w - - 0 1';

function asked(fen: string, ...args: string[]): Answer {
  return JSON.parse(command.done(['solve', 'chess', fen, '--metric', 'wdl', '--json', ...args])) as Answer;
}

test('solve uses them without a flag, and with a directory that lacks the table', () => {
  const shipped = { source: 'table', table: 'KRBvKR', store: 'endgame-lab-outcomes' };
  expect(asked(FIVE)).toMatchObject({ outcome: 'win', provenance: shipped });
  command.done(['generate', 'chess', 'KRvK', '--metric', 'wdl', '--dir', 'own']);
  expect(asked(FIVE, '--dir', 'own').provenance).toMatchObject(shipped);
  expect(asked(ROOK, '--dir', 'own').provenance).toMatchObject({ source: 'table', table: 'KRvK', store: 'own' });
  expect(asked(FIVE, '--solver', 'lookup').provenance).toMatchObject(shipped);
  expect(command.done(['solve', 'chess', FIVE, '--metric', 'wdl'])).toContain(
    'From table KRBvKR in endgame-lab-outcomes; ',
  );
});

test('solve leaves them out when it is told to', () => {
  expect(asked(ROOK).provenance).toMatchObject({ source: 'table', store: 'endgame-lab-outcomes' });
  for (const args of [['--no-pack'], ['--solver', 'compute']]) {
    expect(asked(ROOK, ...args).provenance, args.join(' ')).toMatchObject({ source: 'computed', bytesRead: 0 });
  }
  const lookup = ['solve', 'chess', ROOK, '--metric', 'wdl', '--solver', 'lookup', '--no-pack'];
  command.refused(lookup, 'E_FILE', 'tables');
});

test('a plan uses its own tables and no others', () => {
  command.done(['plan', 'chess', '--metric', 'wdl', '--budget', '0', '--out', 'plan.json']);
  expect(asked(ROOK, '--plan', 'plan.json').provenance).toMatchObject({ source: 'computed', bytesRead: 0 });
});
