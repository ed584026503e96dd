/** Rows of positions for other programs, read back by readers that nobody here wrote. */

import { readFileSync } from 'node:fs';
import { Chess } from 'chess.js';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { recordsOf, valueColumns } from '../../src/export/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { Command } from '../cli/command.ts';

interface Row {
  readonly slice: string;
  readonly index: number;
  readonly fen: string;
  readonly outcome: string;
  readonly outcome50: string;
  readonly dtm: number;
  readonly dtz: number;
}

const command = new Command();

describe('Parquet', () => {
  let rows: Row[] = [];

  test('has a row for each position, in groups, and says what it is', async () => {
    expect(command.done(['export', '-q', 'parquet', 'chess', 'KPvK', '--out', '.'])).toContain('165,676 positions');
    const file = await asyncBufferFromFile(command.path('chess.KPvK.parquet'));
    const { row_groups: groups, key_value_metadata: about } = await parquetMetadataAsync(file);
    expect(groups.map(({ num_rows }) => Number(num_rows))).toEqual([100_000, 65_676]);
    expect(JSON.parse(about!.find(({ key }) => key === 'endgame-lab')!.value!)).toMatchObject({
      game: 'chess',
      table: 'KPvK',
    });
    expect(Object.keys(JSON.parse(about!.find(({ key }) => key === 'columns')!.value!) as object)).toHaveLength(7);
    rows = (await parquetReadObjects({ file })) as unknown as Row[];
    expect(rows).toHaveLength(165_676);
    expect(new Set(rows.map(({ fen }) => fen)).size).toBe(165_676);
  });

  test('the query of the guide gives what the guide says', () => {
    const guide = readFileSync(new URL('../../docs/data.md', import.meta.url), 'utf8');
    const counted = new Map<string, { count: number; longest: number }>();
    for (const { outcome, dtm } of rows) {
      const { count, longest } = counted.get(outcome) ?? { count: 0, longest: 0 };
      counted.set(outcome, { count: count + 1, longest: Math.max(longest, dtm) });
    }
    for (const [outcome, { count, longest }] of counted)
      expect(guide).toContain(`| ${outcome} | ${count} | ${longest} |`);
    // Published: a pawn mates in 28 moves at most (K. Thompson, 1986, and all tables since).
    expect(counted.get('win')!.longest).toBe(55);
  });

  test('mates and stalemates are those of chess.js', async () => {
    command.done(['export', '-q', 'parquet', 'chess', 'KQvK', '--out', '.']);
    const file = await asyncBufferFromFile(command.path('chess.KQvK.parquet'));
    const all = (await parquetReadObjects({ file })) as unknown as Row[];
    let mates = 0;
    let stalemates = 0;
    for (const { fen, outcome, outcome50, dtm, dtz, index } of all) {
      const isMate = outcome === 'loss' && dtm === 0;
      if (!isMate && index % 13 !== 0) continue;
      const board = new Chess(fen);
      if (isMate) mates++;
      if (board.isStalemate()) stalemates++;
      expect([fen, isMate, isMate ? dtz : 0]).toEqual([fen, board.isCheckmate(), 0]);
      if (board.isStalemate()) expect([fen, outcome, outcome50]).toEqual([fen, 'draw', 'draw']);
    }
    expect([mates > 20, stalemates > 3]).toEqual([true, true]);
  });
});

test('CSV goes to a file and to standard output', () => {
  command.done(['export', '-q', 'csv', 'chess', 'KvK', 'KNvK', '--metric', 'wdl', '--out', '.']);
  const [head, ...lines] = readFileSync(command.path('chess.KNvK.csv'), 'utf8').trimEnd().split('\n');
  expect(head).toBe('slice,index,fen,outcome');
  expect(lines.length).toBeGreaterThan(40_000);
  expect(lines.every((line) => line.endsWith(',draw'))).toBe(true);
  const text = readFileSync(command.path('chess.KvK.csv'), 'utf8');
  expect(text.split('\n')).toHaveLength(2 + 462);
  expect(command.done(['export', '-q', 'csv', 'chess', 'KvK', '--metric', 'wdl', '--out', '-'])).toBe(text);
});

test('a small game by its rules alone', () => {
  command.done(['export', '-q', 'csv', 'tic-tac-toe', '--out', '.']);
  const [head, ...lines] = readFileSync(command.path('tic-tac-toe.all.csv'), 'utf8').trimEnd().split('\n');
  expect(head).toBe('slice,index,position,outcome,plies');
  for (const line of lines) {
    const [, , position, outcome, plies] = line.split(',');
    const [board, side] = position.split(' ');
    expect([position, outcome, Number(plies)]).toEqual([position, ...best(board.replaceAll('/', ''), side)]);
  }
});

const LINES = ['012', '345', '678', '036', '147', '258', '048', '246'];

/** Plays tic-tac-toe out; returns the outcome for the side to move and the plies to it, the quickest win and the slowest loss. */
function best(board: string, side: string): [string, number] {
  const other = side === 'x' ? 'o' : 'x';
  if (LINES.some((line) => Array.from(line).every((cell) => board[Number(cell)] === other))) return ['loss', 0];
  if (!board.includes('.')) return ['draw', 0];
  const replies = Array.from(board).flatMap((cell, i) =>
    cell === '.' ? [best(board.slice(0, i) + side + board.slice(i + 1), other)] : [],
  );
  const plies = (outcome: string): number[] => replies.filter(([each]) => each === outcome).map(([, n]) => n + 1);
  if (plies('loss').length > 0) return ['win', Math.min(...plies('loss'))];
  return plies('draw').length > 0 ? ['draw', 0] : ['loss', Math.max(...plies('win'))];
}

test('what cannot be written is refused', () => {
  command.refused(
    ['export', 'parquet', 'chess', 'KNvK', '--out', '-'],
    'E_USAGE',
    'Parquet does not go to standard output',
  );
  command.refused(['export', 'csv', 'tic-tac-toe', '--metric', 'dtz'], 'E_USAGE', 'no 50-move rule');
  command.refused(['export', 'csv', 'chess', 'KNvK', '--out', 'no/such/folder'], 'E_FILE', 'no/such/folder');
  expect(command.files().filter((line) => line.includes('tmp'))).toEqual([]);
});

test('whoever stops it gets the usual error', async () => {
  const specialization = specialize(chess);
  const [slice] = specialization.slicesOf('KPvK');
  const values = await new SliceValues(specialization, { memory: 1e9, metric: 'wdl' }).get(slice);
  const stopping = new AbortController();
  const records = recordsOf(
    specialization,
    slice,
    valueColumns(chess, 'wdl'),
    new Map([['wdl', values]]),
    stopping.signal,
  );
  expect((await records.next()).value).toMatchObject({ rows: 100_000 });
  stopping.abort();
  await expect(records.next()).rejects.toMatchObject({ code: 'E_ABORTED' });
});
