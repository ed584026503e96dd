/** Annotated games: values that theory and the rules give, in texts that other programs read back. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chess } from 'chess.js';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { type Annotated, annotatePgn } from '../../src/review/annotate.ts';
import { commandsOf, insertionsOf } from '../../src/review/annotation.ts';
import type { Appraiser } from '../../src/review/judge.ts';
import { profilePgn } from '../../src/review/chess-profile.ts';
import { Solver } from '../../src/solve/index.ts';

let directory = '';
const solver = new Solver({ game: chess, metric: 'dtm' });
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'annotate-'));
});
afterAll(() => {
  solver.close();
  rmSync(directory, { recursive: true });
});

const appraiser: Appraiser = {
  worth: async (fen) => {
    const { outcome, dtm } = await solver.query(fen);
    return { outcome: outcome!, dtm };
  },
  hasOnlyMove: async (fen) => {
    const { outcome, moves } = await solver.query(fen, { moves: true });
    return moves.length > 1 && moves.filter((move) => move.outcome === outcome).length === 1;
  },
};

async function annotated(
  pgn: string | Uint8Array,
  men = 3,
  by: Appraiser = appraiser,
): Promise<Annotated & { text: string }> {
  const path = join(directory, 'games.pgn');
  writeFileSync(path, pgn);
  const pieces: Uint8Array[] = [];
  const write = (bytes: Uint8Array): Promise<void> => {
    pieces.push(bytes.slice());
    return Promise.resolve();
  };
  const found = await annotatePgn(path, { men, appraiser: by, write });
  return { ...found, text: Buffer.concat(pieces).toString('latin1') };
}

function gameFrom(fen: string, moves: string): string {
  return `[White "Anna"]\n[Black "Bert"]\n[SetUp "1"]\n[FEN "${fen}"]\n\n${moves}\n`;
}

describe('the values of positions', () => {
  it('are mates for all programs, and results with distances', () => {
    expect(commandsOf({ outcome: 'win', dtm: 17, dtz: 3 }, 0)).toEqual({
      evaluation: '[%eval #9]',
      table: '[%tb 1-0,dtm=17,dtz=3]',
    });
    expect(commandsOf({ outcome: 'win', dtm: 17 }, 1)).toEqual({
      evaluation: '[%eval #-9]',
      table: '[%tb 0-1,dtm=17]',
    });
    expect(commandsOf({ outcome: 'loss', dtm: 2 }, 0)).toEqual({ evaluation: '[%eval #-1]', table: '[%tb 0-1,dtm=2]' });
    expect(commandsOf({ outcome: 'loss', dtm: 0 }, 1)).toEqual({ evaluation: '', table: '[%tb 1-0,dtm=0]' });
    expect(commandsOf({ outcome: 'draw', dtm: 0 }, 1)).toEqual({
      evaluation: '[%eval 0.00]',
      table: '[%tb 1/2-1/2]',
    });
    expect(commandsOf({ outcome: 'loss' }, 1)).toEqual({ evaluation: '', table: '[%tb 1-0]' });
  });

  it('say that a queen was given for stalemate', async () => {
    const { text, players } = await annotated(gameFrom('7k/8/8/8/8/8/6Q1/K7 w - - 0 1', '1. Qg6 1/2-1/2'));
    expect(text).toContain('1. Qg6 $2 {[%eval 0.00] [%tb 1/2-1/2]} 1/2-1/2\n');
    expect(players).toEqual([
      { player: 'Anna', material: 'KQvK', judged: 1, only: 0, lostWins: 1, lostDraws: 0, blunders: 0 },
    ]);
  });

  it('say that a won game was lost, and by which only move', async () => {
    const fen = 'k7/8/8/8/8/8/7r/K5Q1 w - - 0 1';
    const { text, players, positions } = await annotated(gameFrom(fen, '1. Qg2+ Rxg2 0-1'), 4);
    expect(text).toMatch(
      /1\. Qg2\+ \$4 \{\[%eval #-\d+\] \[%tb 0-1,dtm=\d+\]\} Rxg2 \$1 \{\[%eval #-\d+\] \[%tb 0-1,dtm=\d+\]\} 0-1/,
    );
    expect(positions).toBe(3);
    expect(players.map(({ player, material, only, blunders }) => [player, material, only, blunders])).toEqual([
      ['Anna', 'KQvKR', 0, 1],
      ['Bert', 'KQvKR', 1, 0],
    ]);
  });

  it('reach to mate, and skip what comes of a null move', async () => {
    const { text } = await annotated(gameFrom('8/8/8/8/8/1k6/7r/K7 b - - 0 1', '1... Rg2 2. Kb1 Rg1# 0-1'));
    expect(text).toContain(
      '1... Rg2 {[%eval #-1] [%tb 0-1,dtm=2]} 2. Kb1 {[%eval #-1] [%tb 0-1,dtm=1]} Rg1# {[%tb 0-1,dtm=0]} 0-1\n',
    );
    const passed = await annotated(gameFrom('8/8/8/8/8/1k6/7r/K7 b - - 0 1', '1... -- 2. Kb1 Rh1# 0-1'));
    expect(passed.text).toContain('1... -- 2. Kb1 {[%eval #-1] [%tb 0-1,dtm=1]} Rh1# {[%tb 0-1,dtm=0]} 0-1\n');
    expect(passed.players.map(({ player, judged }) => [player, judged])).toEqual([['Bert', 1]]);
  });
});

/** A stand-in that finds every position lost for Black, who moves first in the games below. */
const lostForBlack: Appraiser = {
  worth: (fen) => Promise.resolve({ outcome: fen.includes(' w ') ? 'win' : 'loss' }),
  hasOnlyMove: () => Promise.resolve(true),
};

describe('the text', () => {
  const note = { commands: { evaluation: '[%eval #1]', table: '[%tb 1-0]' }, glyph: '?' as const };

  function inserted(move: string, rest: string): string {
    const [own] = /[!?]*$/.exec(move)!;
    let text = rest;
    for (const { at, text: added } of insertionsOf(note, rest, 0, own).reverse())
      text = text.slice(0, at) + added + text.slice(at);
    return move + text;
  }

  it.each([
    ['Kb1', ' Kb3', 'Kb1 $2 {[%eval #1] [%tb 1-0]} Kb3'],
    ['Kb1', '', 'Kb1 $2 {[%eval #1] [%tb 1-0]}'],
    ['Kb1?', ' Kb3', 'Kb1? {[%eval #1] [%tb 1-0]} Kb3'],
    ['Kb1!?', ' Kb3', 'Kb1!? $2 {[%eval #1] [%tb 1-0]} Kb3'],
    ['Kb1', ' $2 $14\nKb3', 'Kb1 $2 $14 {[%eval #1] [%tb 1-0]}\nKb3'],
    ['Kb1', ' ? Kb3', 'Kb1 ? {[%eval #1] [%tb 1-0]} Kb3'],
    ['Kb1', ' +- 2. Kb3', 'Kb1 +- $2 {[%eval #1] [%tb 1-0]} 2. Kb3'],
    ['Kb1', ' -- 2. Kb3', 'Kb1 $2 {[%eval #1] [%tb 1-0]} -- 2. Kb3'],
    ['bxc6', ' e.p. Kf3', 'bxc6 e.p. $2 {[%eval #1] [%tb 1-0]} Kf3'],
    ['Kb1', '{good} Kb3', 'Kb1 $2 {[%eval #1] [%tb 1-0] good} Kb3'],
    ['Kb1', ' $1 { [%clk 0:01] good } Kb3', 'Kb1 $1 $2 {[%eval #1] [%tb 1-0] [%clk 0:01] good } Kb3'],
    ['Kb1', ' {[%eval 3.1]} Kb3', 'Kb1 $2 {[%tb 1-0] [%eval 3.1]} Kb3'],
    ['Kb1', ' $2 {[%eval #1] [%tb 1-0]} Kb3', 'Kb1 $2 {[%eval #1] [%tb 1-0]} Kb3'],
    ['Kb1', ' {} Kb3', 'Kb1 $2 {[%eval #1] [%tb 1-0]} Kb3'],
    ['Kb1', '(Ka2 {x}) Kb3', 'Kb1 $2 {[%eval #1] [%tb 1-0]} (Ka2 {x}) Kb3'],
    ['Kb1', ' ; rest\nKb3', 'Kb1 $2 {[%eval #1] [%tb 1-0]} ; rest\nKb3'],
  ])('%s%s becomes %s', (move, rest, whole) => {
    expect(inserted(move, rest)).toBe(whole);
  });

  it('stays what it was, byte for byte, beside what is written', async () => {
    const own = readFileSync(new URL('../data/games.pgn', import.meta.url));
    const bytes = Buffer.concat([Buffer.from('\uFEFF% escaped\r\n'), own, Buffer.from('\r\n; the end \u00e9')]);
    const { text, games, skipped, positions } = await annotated(bytes, 5, lostForBlack);
    const removed = text.replaceAll(/ \$[124]\b(?= \{\[%tb)/g, '').replaceAll(/ \{\[%tb [^}]*\}/g, '');
    expect(removed).toBe(bytes.toString('latin1'));
    expect([games, skipped, positions]).toEqual([6, 7, 18]);
    expect((await annotated(bytes, 2)).text).toBe(bytes.toString('latin1'));
  });

  it('does not change when it is annotated again, and reads as the same games', async () => {
    const moves = '1... Rh3 {so} 2. Kb1 Rh2 $1 (2... Rh1#) 3. Ka1!? Rc2 {[%clk 0:00:10]} 4. Kb1 Rc3 5. Ka1 Rc1# 0-1';
    const once = await annotated(gameFrom('8/8/8/8/8/1k6/7r/K7 b - - 0 1', moves));
    const twice = await annotated(once.text);
    expect(twice.text).toBe(once.text);
    expect(once.text.match(/%tb/g)?.length).toBe(9);
    const before = new Chess();
    before.loadPgn(gameFrom('8/8/8/8/8/1k6/7r/K7 b - - 0 1', moves));
    const after = new Chess();
    after.loadPgn(once.text);
    expect(after.history()).toEqual(before.history());
    expect(after.getHeaders()).toEqual(before.getHeaders());
    const kept = after.getComments().map(({ comment }) => comment?.replaceAll(/\[%(eval|tb) [^\]]*\] ?/g, ''));
    expect(kept).toEqual(['so', '', '', '', '[%clk 0:00:10]', '', '', '', '']);
    writeFileSync(join(directory, 'again.pgn'), once.text);
    expect(await profilePgn([join(directory, 'again.pgn')])).toMatchObject({ games: 1, skipped: 0, plies: 9 });
  });
});

test('positions that nobody can value stay as they are', async () => {
  const moves = '1... Rg2 2. Kb1 Rg1# 0-1';
  const unknown: Appraiser = { worth: () => Promise.resolve(undefined), hasOnlyMove: () => Promise.resolve(undefined) };
  const pgn = gameFrom('8/8/8/8/8/1k6/7r/K7 b - - 0 1', moves);
  expect(await annotated(pgn, 3, unknown)).toMatchObject({ text: pgn, positions: 0, unknown: 4, players: [] });
});
