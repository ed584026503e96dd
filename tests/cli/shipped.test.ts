/** The tables that come with the toolkit, as users of the command meet them. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shippedProfile } from '../../src/cli/shipped.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Answer } from '../../src/solve/index.ts';
import { shippedOutcomes, TableStore } from '../../src/table/index.ts';
import { Command, main } from './command.ts';

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

test('a plan picks files of them, pack copies these, and the plan answers from them', () => {
  const planned = command.done(['plan', 'chess', '--budget', '4MB', '--out', 'five.json']);
  expect(planned).toMatch(/KRPvKR +│ wdl-one-side by forest/);
  expect(planned).toContain('questions (wdl): human-masters.pgn.gz');
  const { kept } = JSON.parse(readFileSync(command.path('five.json'), 'utf8')) as Pick<Plan, 'kept'>;
  const packed = command.done(['pack', 'chess', '--plan', 'five.json', '--out', 'planned']);
  expect(packed.match(/; copied$/gm)).toHaveLength(kept.length);
  const shipped = shippedOutcomes()!;
  const bytesIn = (store: TableStore): Map<string, number> =>
    new Map(store.list('chess', 'wdl').map(({ table, bytes }) => [table, bytes]));
  const all = bytesIn(shipped);
  expect(bytesIn(TableStore.open(command.path('planned')))).toEqual(
    new Map(kept.map(({ table }) => [table, all.get(table)])),
  );
  const answer = asked(FIVE, '--plan', 'five.json', '--dir', 'planned');
  expect(answer).toMatchObject({ outcome: 'win', provenance: { source: 'table', store: 'planned' } });
});

test('solve --bytes plans with them and answers at once', () => {
  const shipped = { source: 'table', table: 'KRBvKR', store: 'endgame-lab-outcomes' };
  expect(asked(FIVE, '--bytes', '4MB')).toMatchObject({ outcome: 'win', provenance: shipped });
  expect(asked(ROOK, '--bytes', '0').provenance).toMatchObject({ source: 'computed', bytesRead: 0 });
  command.refused(['solve', 'awari', '--bytes', '1MB'], 'E_FILE', 'no costs of tables of awari come with the toolkit');
  command.refused(['solve', 'chess', '--bytes', '1MB', '--no-pack'], 'E_USAGE', '--bytes plans');
  command.refused(['solve', 'chess', '--bytes', '1MB', '--metric', 'dtm'], 'E_USAGE', 'the plan is for wdl');
  command.refused(['solve', 'chess', '--bytes', '1MB', '--plan', 'five.json'], 'E_USAGE', '--plan');
});

test('solve tells the outcome of five men and the best moves before distances, and Ctrl-C keeps them', async () => {
  const run = spawn(process.execPath, [main, 'solve', 'chess', FIVE], { cwd: command.directory });
  let [stdout, stderr] = ['', ''];
  run.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  run.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
    if (stderr.includes('\n')) run.kill('SIGINT');
  });
  expect(await once(run, 'close')).toEqual([0, null]);
  expect(stderr).toBe('The side to move: win, by Rxh1. Distances take a while; Ctrl-C leaves them out.\n');
  expect(stdout).toContain('The side to move: win.\n');
  expect(stdout).toMatch(/\n {2}Rxh1 +win\n/);
  expect(stdout).toMatch(
    /From table KRBvKR in endgame-lab-outcomes; .*\nDistances would take more time or memory: --seconds and --memory give more\.\n$/,
  );
});

test('solve --quiet says nothing before the answer', () => {
  expect(command.done(['solve', 'chess', FIVE, '--seconds', '1.5', '--quiet'])).toContain('win');
});

test('the profile of a game is not that of one whose name is longer', () => {
  expect(shippedProfile('connect-four-5x5')).toMatch(/connect-four-5x5-random\.json$/);
  expect(shippedProfile('connect-four')).toBeUndefined();
});

test('annotate takes outcomes from them', () => {
  const header = ['SetUp "1"', `FEN "${FIVE}"`, 'White "A"', 'Black "B"', 'Result "*"'];
  writeFileSync(command.path('game.pgn'), `${header.map((tag) => `[${tag}]\n`).join('')}\n1. Rc1 Kd5 *\n`);
  const args = ['annotate', 'game.pgn', '--men', '5', '--seconds', '0.3', '--json', '--out', 'out.pgn'];
  const unknown = (...more: string[]): number =>
    (JSON.parse(command.done([...args, ...more])) as { unknown: number }).unknown;
  expect(unknown()).toBe(0);
  expect(unknown('--no-pack')).toBeGreaterThan(0);
});
