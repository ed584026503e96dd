/** Material classes counted from games, against counts made with other programs. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { parseFullFen } from '../../games/chess/notation.ts';
import { className } from '../../src/review/chess-class.ts';
import { profilePgn } from '../../src/review/chess-profile.ts';
import { readSessions } from '../../src/review/chess-sessions.ts';
import { Position } from '../../src/game/index.ts';
import { type Profile, readProfile } from '../../src/plan/profile.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

const own = fileURLToPath(new URL('../data/games.pgn', import.meta.url));
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Columns as in the published files. */
function rows({ classes }: Profile): string[] {
  return classes.map(({ table, games, games2, games10, positions }) =>
    [table, games, games2, games10, positions].join('\t'),
  );
}

const counted = [
  'KRvKR\t1\t1\t0\t6',
  'KPvK\t1\t1\t0\t4',
  'KQvK\t1\t1\t0\t3',
  'KPvKP\t1\t0\t0\t1',
  'KRPvKR\t1\t0\t0\t1',
  'KRvK\t1\t0\t0\t1',
];

test('sessions are the positions that the profile counts, game by game', async () => {
  const counts = new Map<string, number>();
  const sessions = await readSessions(own, 4);
  const p = new Position(chess.schema);
  for (const text of sessions.flat()) {
    parseFullFen(p, text);
    counts.set(className(p), (counts.get(className(p)) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual({ KRvKR: 6, KPvK: 4, KQvK: 3, KPvKP: 1, KRvK: 1 });
  expect(sessions.length).toBeGreaterThan(1);
  expect(sessions.every((session) => session.length > 0)).toBe(true);
});

describe('profile of chess games', () => {
  it('counts the classes of a small file', async () => {
    const profile = await profilePgn([own]);
    expect(rows(profile)).toEqual(counted);
    expect(profile).toMatchObject({
      game: 'chess',
      source: ['games.pgn'],
      games: 6,
      skipped: 7,
      plies: 47,
      positions: 16,
      damaged: [],
    });
    expect(profile.problems[0]).toBe('games.pgn: game 3: half-move 3: "Ke3" is not legal');
    expect(profile.problems.length).toBe(7);
  });

  it('adds up files, keeps ten problems and tells its progress', async () => {
    const packed = join(directory, 'packed.pgn.gz');
    writeFileSync(packed, gzipSync(readFileSync(own)));
    const seen: number[] = [];
    const profile = await profilePgn([own, packed], { onProgress: ({ bytes, size }) => seen.push(bytes / size) });
    expect(profile).toMatchObject({ games: 12, skipped: 14, positions: 32, source: ['games.pgn', 'packed.pgn.gz'] });
    expect(profile.problems.length).toBe(10);
    expect(seen.at(-1)).toBe(1);
  });

  it('counts the games before a break in compressed data and names the file', async () => {
    const games = '[Event "x"]\n\n1. e4 e5 1-0\n\n'.repeat(5000) + readFileSync(own, 'utf8');
    const whole = gzipSync(games);
    const broken = join(directory, 'broken.pgn.gz');
    for (const bytes of [whole.subarray(0, -30), whole.subarray(0, -4), gzipSync('x').subarray(0, 5)]) {
      writeFileSync(broken, bytes);
      const profile = await profilePgn([broken, own]);
      expect(profile.damaged.length).toBe(1);
      expect(profile.damaged[0]).toMatch(
        /^broken.pgn.gz: compressed data break off or are damaged \(.*\) after \d+ games$/,
      );
      const before = Number(/after (\d+) games/.exec(profile.damaged[0])![1]);
      expect(profile.games + profile.skipped).toBe(before + 13);
    }
    writeFileSync(broken, whole.subarray(0, -30));
    expect((await profilePgn([broken])).games).toBeGreaterThanOrEqual(5000);
    writeFileSync(broken, 'no gzip at all');
    expect(await profilePgn([broken])).toMatchObject({ games: 0, skipped: 1, damaged: [] });
  });

  it('says so when a file holds no games', async () => {
    const empty = join(directory, 'empty.pgn');
    writeFileSync(empty, '\n');
    expect((await profilePgn([empty])).damaged).toEqual(['empty.pgn: no games found']);
  });

  it('refuses missing files before it starts and stops on request', async () => {
    await expect(profilePgn([own, join(directory, 'missing.pgn')])).rejects.toMatchObject({ code: 'E_FILE' });
    await expect(profilePgn([directory])).rejects.toMatchObject({ code: 'E_FILE' });
    await expect(profilePgn([own], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  const games = oraclePath('data', 'pgn', 'engines-sunfish.pgn.gz');
  const counts = oraclePath('data', 'frequency', 'engines-sunfish.tsv');
  it.skipIf(games === undefined || counts === undefined)(
    'counts what two other programs counted (in the shared data)',
    async () => {
      const profile = await profilePgn([games!]);
      const published = readOracle(counts!).trim().split('\n').slice(1);
      expect(rows(profile).sort()).toEqual(published.map((line) => line.split('\t').slice(0, 5).join('\t')).sort());
      expect(profile).toMatchObject({ games: 593, skipped: 0, plies: 64_090, problems: [], damaged: [] });
    },
  );
});

describe('the committed profile of master games', () => {
  const counts = oraclePath('data', 'frequency', 'human-masters.tsv');
  it.skipIf(counts === undefined)('holds the published counts (which need the shared data)', async () => {
    const profile = await readProfile(
      fileURLToPath(new URL('../../tables/profiles/chess-masters.json', import.meta.url)),
    );
    const published = readOracle(counts!).trim().split('\n').slice(1);
    expect(rows(profile).sort()).toEqual(published.map((line) => line.split('\t').slice(0, 5).join('\t')).sort());
    expect(profile).toMatchObject({ games: 101_306, skipped: 0, plies: 8_324_926, problems: [], damaged: [] });
  });
});

describe('class names', () => {
  it.each([
    ['8/8/8/8/8/1k6/8/K7 w', 'KvK'],
    ['8/8/8/8/8/1k6/8/K2R4 w', 'KRvK'],
    ['3r4/8/8/8/8/1k6/8/K7 w', 'KRvK'],
    ['3r4/8/8/8/8/1k6/8/K2Q4 b', 'KQvKR'],
    ['3q4/8/8/8/8/1k6/8/K2R4 w', 'KQvKR'],
    ['3q4/8/8/8/8/1k6/3P4/K2R4 w', 'KRPvKQ'],
    ['3n4/3b4/8/8/8/1k6/8/K2BB3 b', 'KBBvKBN'],
    ['3n4/3p4/8/8/8/1k6/8/K2NN3 w', 'KNNvKNP'],
  ])('%s is %s', (fen, name) => {
    const p = new Position(chess.schema);
    parseFullFen(p, fen);
    expect(className(p)).toBe(name);
  });
});
