/** The record of chess by outcomes, and what it was asked. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { specialize } from '../../src/specialize/index.ts';
import { chess } from '../../games/chess.ts';
import { MOST_ASKED } from '../../src/study/questions.ts';
import { dataPath } from '../../src/study/data-path.ts';
import {
  askSession,
  cutTo,
  MEN,
  MEN_ROUNDS,
  menContenders,
  menInFen,
  menSessionsPath,
  POPULATIONS_OF_MEN,
  readMenSessions,
  readRounds,
  RECORD_PATH,
  roundsOf,
} from '../../src/study/men/index.ts';

const sessions = POPULATIONS_OF_MEN.map((asked) => readMenSessions(menSessionsPath(asked)));
const rounds = readRounds(RECORD_PATH);

describe('the questions', () => {
  it('are positions of games, at most five men each, cut to fewer where that is asked', () => {
    for (const games of sessions) {
      for (const men of MEN) {
        const cut = cutTo(games, men);
        expect(cut.length).toBeLessThanOrEqual(games.length);
        for (const game of cut) {
          expect(game.length).toBeLessThanOrEqual(MOST_ASKED);
          for (const fen of game) expect(menInFen(fen)).toBeLessThanOrEqual(men);
        }
      }
    }
    expect(menInFen('8/8/8/4p3/4k1PP/8/5K2/8 w - - 0 1')).toBe(5);
  });
});

describe('the record', () => {
  it('has five rounds of every contender over all sessions, and one digest of answers', async () => {
    for (const men of MEN) {
      const contenders = menContenders(men);
      for (const [i, asked] of POPULATIONS_OF_MEN.entries()) {
        const cut = cutTo(sessions[i], men);
        const own = rounds.filter((round) => round.men === men && round.asked === asked);
        expect(new Set(own.map(({ answers }) => answers)).size).toBe(1);
        for (const contender of contenders)
          for (const { seconds } of roundsOf(own, contender)) expect(seconds).toHaveLength(cut.length);
      }
    }
  });

  it('charges the bytes of the files in the directory', async () => {
    const { tables } = JSON.parse(readFileSync(dataPath('outcomes', 'manifest.json'), 'utf8')) as {
      tables: { table: string; bytes: number }[];
    };
    const specialization = specialize(chess);
    for (const men of MEN) {
      const bytes = tables.reduce((sum, each) => sum + (specialization.menIn(each.table)! <= men ? each.bytes : 0), 0);
      expect(rounds.find((round) => round.men === men && round.role === 'complete')?.stored).toBe(bytes);
    }
  });

  it('is refused if it is of other tables, or lacks a round', () => {
    const [{ name, stored }] = rounds;
    const own = rounds.filter((round) => round.men === rounds[0].men && round.asked === rounds[0].asked);
    expect(roundsOf(own, { name, stored })).toHaveLength(MEN_ROUNDS);
    expect(() => roundsOf(own, { name, stored: stored + 1 })).toThrow(/bytes of tables/);
    expect(() => roundsOf(own.slice(1), { name, stored })).toThrow(`${MEN_ROUNDS - 1} rounds`);
  });
});

it('with tables, without and with some, the same answers', async () => {
  const [session] = cutTo(sessions[0], 4);
  const answers = [];
  for (const contender of menContenders(4)) answers.push((await askSession(contender, session)).answers);
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^[wdl]+$/);
});
