/** Arenas held from end to end, with the truth of a brute force. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { chess } from '../../games/chess.ts';
import { type ArenaOptions, type ArenaRun, holdArena } from '../../src/arena/arena.ts';
import { commitmentOf, seedOf } from '../../src/arena/draw.ts';
import type { ArenaEntry } from '../../src/arena/entry.ts';
import { linesOf } from '../../src/arena/log.ts';
import { drawSessions } from '../../src/arena/sessions.ts';
import { verdictOf } from '../../src/arena/verdict.ts';
import type { Value } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { bruteForce } from '../support/brute.ts';
import { Entries, EXAMPLE, havePython, LIAR } from './entries.ts';

const entries = new Entries();
const specialization = specialize(ticTacToe);

function hold(entered: readonly ArenaEntry[], options: Partial<ArenaOptions> = {}): Promise<ArenaRun> {
  return holdArena({
    field: { specialization },
    asked: 'outcome',
    entries: entered,
    sessions: 3,
    rounds: 5,
    seconds: 60,
    memory: 1e9,
    secret: 'secret',
    ...options,
  });
}

const truth = bruteForce(ticTacToe, [ticTacToe.initial]);
const word = (value: Value): string => (value > 0 ? 'win' : value < 0 ? 'loss' : 'draw');

describe('an arena', () => {
  test('asks what a brute force confirms, of sessions that follow from secret and entries', async () => {
    const { log } = await hold([entries.make('liar', LIAR)], { sessions: 20 });
    const sessions = linesOf(log, 'session');
    expect(sessions).toHaveLength(20);
    for (const { questions, answers } of sessions)
      expect(answers).toEqual(questions.map((question) => word(truth.get(question)!)));
    const [{ digest }] = linesOf(log, 'entry');
    // a table for each number of men from 0 to 8: with 9 the game is over
    expect(linesOf(log, 'arena')[0]).toMatchObject({ family: 'tic-tac-toe', kind: 'fills', tables: 9 });
    expect(linesOf(log, 'arena')[0].commitment).toBe(commitmentOf('secret'));
    const { seed } = linesOf(log, 'reveal')[0];
    expect(seed).toBe(seedOf('secret', [digest]));
    expect(await drawSessions({ specialization }, 20, seed)).toEqual(sessions.map(({ questions }) => questions));
    expect(seedOf('secret', ['another entry'])).not.toBe(seed);
  });

  test('asks distances that a brute force confirms', async () => {
    const { log } = await hold([entries.make('distant liar', LIAR)], { asked: 'distance' });
    for (const { questions, answers } of linesOf(log, 'session')) {
      const right = questions.map((question) => {
        const value = truth.get(question)!;
        return value === 0 ? 'draw' : `${word(value)} ${32766 - Math.abs(value)}`;
      });
      expect(answers).toEqual(right);
    }
  });

  test('puts a planted liar out, and says what it said', async () => {
    const { log } = await hold([entries.make('planted', LIAR)]);
    const [{ why }] = linesOf(log, 'out');
    expect(why).toMatch(/^says "win" of "[xo./]+ [xo]", which is "(loss|draw)"$/);
    expect(linesOf(log, 'run').every(({ answers }) => answers.every((answer) => answer === 'win'))).toBe(true);
    expect(verdictOf(log).rows).toMatchObject([{ entry: 'planted', out: why }]);
  });

  test.skipIf(!havePython)('takes the example of the guide, and puts out who changes its files', async () => {
    expect(EXAMPLE.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
    const changing = EXAMPLE.replace('\nfor line in', "\nopen('notes', 'a').write('seen')\nfor line in");
    const { log } = await hold([entries.make('example', EXAMPLE), entries.make('changing', changing)], { sessions: 2 });
    expect(linesOf(log, 'out')).toMatchObject([{ entry: 'changing', why: 'changed its files while it ran' }]);
    expect(linesOf(log, 'run').filter(({ entry }) => entry === 'example')).toHaveLength(10);
    const [row] = verdictOf(log).rows;
    expect(row.seconds).toBeGreaterThan(0);
    expect(row.runtime!.name).toMatch(/^(lib)?python3/);
    expect(verdictOf(log).missing).toEqual(['complete']);
  });

  test.skipIf(!havePython)('changes its word when a planted entry dominates', async () => {
    // bytes decide, so that the load of the machine does not
    const field = [
      entries.make('heavy', EXAMPLE, 'compute', 0, 2_000_000),
      entries.make('long', EXAMPLE, 'complete', 3_000_000),
      entries.make('between', EXAMPLE, 'mixture', 1000),
    ];
    const { log } = await hold([...field, entries.make('planted-best', EXAMPLE)], { sessions: 2 });
    const before = verdictOf(log.filter((line) => !('entry' in line && line.entry === 'planted-best')));
    expect(before.judgement).toMatchObject({ word: 'supported', advantage: { mixture: 'between' } });
    const after = verdictOf(log);
    expect(after.judgement!.advantage).toMatchObject({ mixture: 'between', rival: 'planted-best' });
    expect(after.judgement!.advantage!.measured).toBeLessThan(before.judgement!.advantage!.measured);
    expect(after.judgement!.word).not.toBe('supported');
  });

  test('is refused with too little, and is stopped by a signal', async () => {
    const entry = entries.make('patient', '#!/bin/sh\nread -r line; sleep 60\n');
    await expect(hold([])).rejects.toThrow('no entry is named');
    await expect(hold([entry], { sessions: 1 })).rejects.toThrow('1 sessions are too few');
    await expect(hold([entry], { rounds: 4 })).rejects.toThrow('4 rounds are too few');
    const controller = new AbortController();
    const stopped = hold([entry], {
      signal: controller.signal,
      onProgress: (what) => {
        if (what.startsWith('round')) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});

const sorted = (men: string): string => men.split('').sort().join('');

describe('questions of chess', () => {
  const spec = specialize(chess);
  const tables = ['KPvK', 'KQvKR', 'KPvKP'];

  test('are legal positions of the tables, with either side to move and either colour ahead', async () => {
    const sessions = await drawSessions({ specialization: spec, tables }, 60, 7);
    const classes = new Set<string>();
    for (const fen of sessions.flat()) {
      const [board, side, castling] = fen.split(' ');
      expect(castling).toBe('-');
      classes.add(`${sorted(board.replaceAll(/[^a-zA-Z]/g, ''))} ${side}`);
    }
    const wanted = ['KPk', 'Kkp', 'KPkp', 'KQkr', 'KRkq'].flatMap((men) => [`${sorted(men)} b`, `${sorted(men)} w`]);
    expect([...classes].sort()).toEqual(wanted.sort());
    expect(Math.max(...sessions.map(({ length }) => length))).toBeLessThanOrEqual(24);
  });

  test('are those of a file of games, in their order', async () => {
    const pgn = '[FEN "8/8/8/8/8/1k6/8/K2R4 w - - 0 1"]\n[SetUp "1"]\n\n1. Rc1 Ka4 2. Kb2 Kb4 *\n\n';
    const path = join(entries.directory, 'games.pgn');
    writeFileSync(path, pgn + pgn);
    const field = { specialization: spec, tables: ['KRvK'], pgn: path };
    const [first, second] = await drawSessions(field, 2, 1);
    expect(first.map((fen) => fen.split(' ')[0])).toEqual([
      '8/8/8/8/8/1k6/8/K1R5',
      '8/8/8/8/k7/8/8/K1R5',
      '8/8/8/8/k7/8/1K6/2R5',
      '8/8/8/8/1k6/8/1K6/2R5',
    ]);
    expect(second).toEqual(first);
    await expect(drawSessions(field, 3, 1)).rejects.toThrow('2 games have a position of the tables, asked are 3');
  });
});
