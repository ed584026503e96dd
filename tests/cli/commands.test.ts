/** The built command, run as a user runs it: what it prints when all is well. */

import { writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { specialize } from '../../src/specialize/index.ts';
import { generateTables } from '../../src/make/index.ts';
import { TableStore } from '../../src/table/index.ts';
import { FakeKernel } from '../support/kernel.ts';
import { Command } from './command.ts';

const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
const command = new Command();
beforeAll(() => {
  expect(command.done(['generate', 'chess', 'KRvK', 'KPvK'])).toMatch(
    /^KvK: .*\n[^]*6 made, 0 already there, in tables\n$/,
  );
});

test('tables lists what was made, and generate keeps it', () => {
  const listed = command
    .done(['tables', 'chess', '--json'])
    .trim()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { table: string; bytes: number; statistics: { longestWin?: { plies: number } } },
    );
  expect(listed.map((entry) => entry.table)).toEqual(['KBvK', 'KNvK', 'KPvK', 'KQvK', 'KRvK', 'KvK']);
  // Published: mate in 10 moves with the queen, 16 with the rook, 28 with the pawn.
  const longest = Object.fromEntries(listed.map((entry) => [entry.table, entry.statistics.longestWin?.plies]));
  expect(longest).toMatchObject({ KQvK: 19, KRvK: 31, KPvK: 55 });
  const before = command.files();
  expect(command.done(['tables', '--check'])).toContain('6 tables');
  expect(command.done(['generate', 'chess', 'KRvK'])).toBe('0 made, 2 already there, in tables\n');
  expect(command.files()).toEqual(before);
});

test('tables and verify tell metrics apart', async () => {
  const spec = specialize(chess);
  const pack = TableStore.open(command.path('metrics'), { create: true });
  await generateTables(spec, ['KRvK'], pack);
  await generateTables(spec, ['KRvK'], pack, { metric: 'wdl', engines: new FakeKernel(spec).set });
  pack.close();
  const listed = command.done(['tables', '--dir', 'metrics', '--check']);
  expect(listed).toMatch(/game.*table.*metric.*positions/);
  expect(listed).toMatch(/KRvK.*dtm.*31 plies/);
  expect(listed).toMatch(/KRvK.*wdl.*│ - /);
  expect(listed).toContain('4 tables');
  const verified = (...args: string[]): string[] =>
    command
      .done(['verify', 'chess', '--dir', 'metrics', ...args])
      .trim()
      .split('\n');
  expect(verified()).toEqual([
    expect.stringMatching(/^KRvK: .*, all values right$/),
    expect.stringMatching(/^KvK: .*, all values right$/),
  ]);
  expect(verified('KRvK', '--metric', 'wdl')).toEqual([
    expect.stringMatching(/^KRvK: [\d,]+ positions, .*checksums right, every outcome agrees .*\(necessary, not suff/),
  ]);
});

test('engines and threads can be chosen, and what they find is the same', () => {
  const args = ['generate', 'chess', 'KRvK', '--engine', 'generic', '--threads', '2', '--dir', 'generic'];
  expect(command.done(args)).toMatch(/KRvK: .* positions, longest win 31 plies/);
  const solve = ['solve', 'chess', ROOK, '--solver', 'compute', '--engine', 'generic', '--threads', '2'];
  expect(command.done(solve)).toContain('win in 19 plies');
});

test('verify checks the tables named, or all', () => {
  expect(command.done(['verify', 'chess', 'KRvK'])).toMatch(
    /^KRvK: [\d,]+ positions, [\d,]+ moves, all values right\n$/,
  );
  expect(command.done(['verify', 'chess']).trim().split('\n')).toHaveLength(6);
});

test('solve --json has the shape that programs rely on', () => {
  const answer = JSON.parse(command.done(['solve', 'chess', ROOK, '--json'])) as Record<string, unknown>;
  expect(Object.keys(answer)).toEqual([
    'exact',
    'game',
    'input',
    'position',
    'outcome',
    'outcome50',
    'dtm',
    'dtz',
    'moves',
    'line',
    'lineSan',
    'provenance',
  ]);
  expect(answer).toMatchObject({
    game: 'chess',
    input: ROOK,
    position: ROOK,
    outcome: 'win',
    outcome50: 'win',
    dtm: 19,
    dtz: 19,
  });
  const KEYS = ['move', 'san', 'outcome', 'outcome50', 'dtm', 'dtz', 'zeroing'];
  const moves = answer.moves as object[];
  expect(moves).toHaveLength(14);
  for (const move of moves) expect(Object.keys(move)).toEqual(KEYS);
  expect(moves[0]).toEqual({
    move: 'd1c1',
    san: 'Rc1',
    outcome: 'win',
    outcome50: 'win',
    dtm: 19,
    dtz: 19,
    zeroing: false,
  });
  expect(answer.line).toHaveLength(19);
  // The distance to mate is stored, the one to zeroing is not.
  expect(answer.provenance).toEqual({
    source: 'table',
    table: 'KRvK',
    store: 'tables',
    bytesRead: expect.any(Number) as number,
    positionsExpanded: expect.any(Number) as number,
    movesExpanded: 0,
    slicesSolved: ['KRvK'],
    ms: expect.any(Number) as number,
    warnings: [],
  });
});

test('solve answers in words, without any table, and from the start of the game', () => {
  const told = command.done(['solve', 'chess', ...ROOK.split(' '), '--solver', 'compute']);
  expect(told).toContain('The side to move: win in 19 plies.');
  expect(told).toMatch(/\n {2}Rc1 {2,}win in 19 plies\n/);
  expect(told).toContain('From slice KRvK, computed');
  const start = JSON.parse(command.done(['solve', 'tic-tac-toe', '--json', '--solver', 'compute'])) as object;
  expect(start).toMatchObject({ game: 'tic-tac-toe', outcome: 'draw', plies: 0 });
});

test('many positions at once: bad lines are named, the others answered', () => {
  const lines = [
    ROOK,
    'nonsense',
    '',
    '# a remark',
    '8/8/8/8/8/2k5/8/K2Q4 b - - 0 1',
    '4k3/8/8/8/8/8/8/4K2R w - - 0 1',
  ];
  writeFileSync(command.path('positions.txt'), lines.join('\r\n'));
  const { status, stdout, stderr } = command.run(['solve', 'chess', '--file', 'positions.txt', '--json']);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { input: string; outcome?: string; error?: { code: string; message: string } });
  expect(answers.map(({ input }) => input)).toEqual([ROOK, lines[1], lines[4], lines[5]]);
  expect(answers.map(({ outcome }) => outcome)).toEqual(['win', undefined, 'loss', 'win']);
  expect(answers[1].error).toMatchObject({
    code: 'E_POSITION',
    message: expect.stringContaining('nonsense') as string,
  });
  expect(stderr).toBe('');
  expect(status).toBe(1);
  const piped = command.done(['solve', 'chess', '--file', '-'], `${ROOK}\n`);
  expect(piped).toBe(`${ROOK}: win\n`);
  const metric = ['--metric', 'dtm'];
  expect(command.done(['solve', 'chess', '-', ...metric], `${ROOK}\n`)).toBe(`${ROOK}: win in 19 plies\n`);
});

test('solve --metric wdl gives outcomes without distances, and no line that leads nowhere', () => {
  const answer = JSON.parse(command.done(['solve', 'chess', ROOK, '--metric', 'wdl', '--json'])) as Answered;
  expect(answer).toMatchObject({ outcome: 'win', line: [] });
  expect(answer).not.toHaveProperty('dtm');
  expect(answer.moves).toHaveLength(14);
  for (const move of answer.moves) {
    expect(move).toMatchObject({ outcome: 'win' });
    expect(move).not.toHaveProperty('dtm');
  }
  expect(command.done(['solve', 'chess', ROOK, '--metric', 'wdl'])).toContain('The side to move: win.');
});

interface Answered {
  readonly moves: readonly object[];
}

test('pawn endings beyond any table: exact where they are locked, bounds in one line when time runs out', () => {
  const locked = '4k3/8/8/p1p1p1p1/P1P1P1P1/8/8/4K3 w - - 0 1';
  const answer = JSON.parse(command.done(['solve', 'chess', locked, '--metric', 'wdl', '--json'])) as Answered;
  expect(answer).toMatchObject({ outcome: 'draw', provenance: { table: 'KPPPPvKPPPP', source: 'computed' } });
  expect(answer.moves).toHaveLength(5);
  const start = '4k3/pppppppp/8/8/8/8/PPPPPPPP/4K3 w - - 0 1';
  command.refused(['solve', 'chess', start, '--metric', 'wdl', '--seconds', '0.2'], 'E_BUDGET', 'at least', 'at most');
  command.refused(['solve', 'chess', start, '--metric', 'wdl', '--seconds', '0'], 'E_USAGE', '--seconds');
  // Nothing but the outcome can be found in time, and it is enough.
  expect(command.done(['solve', 'chess', locked])).toContain('The side to move: draw.');
});
