/** Profile files: round trip, refusal of what is no profile, weights. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EndgameError } from '../../src/game/index.ts';
import {
  formatProfile,
  parseProfile,
  type Profile,
  profileWeights,
  readProfile,
  writeProfile,
} from '../../src/plan/profile.ts';

const profile: Profile = {
  game: 'chess',
  source: ['a.pgn', 'b.pgn.gz'],
  games: 20,
  skipped: 2,
  plies: 1234,
  positions: 40,
  problems: ['a.pgn: game 3: "Ke3" is not legal'],
  damaged: [],
  classes: [
    { table: 'KRvKR', games: 4, games2: 3, games10: 1, positions: 30 },
    { table: 'KPvK', games: 5, games2: 5, games10: 0, positions: 5 },
    { table: 'KQvK', games: 1, games2: 1, games10: 0, positions: 5 },
  ],
};

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The profile with a field replaced. */
function damaged(field: string, value: unknown): string {
  return JSON.stringify({ ...profile, [field]: value });
}

describe('profile files', () => {
  it('round-trip, whatever the order of the classes', async () => {
    const path = join(directory, 'profile.json');
    writeProfile(path, { ...profile, classes: profile.classes.toReversed() });
    expect(await readProfile(path)).toEqual(profile);
    expect(readFileSync(path, 'utf8')).toBe(formatProfile(profile));
    expect(readdirSync(directory)).toEqual(['profile.json']);
  });

  it('may be empty', () => {
    const empty = { ...profile, games: 0, positions: 0, classes: [] };
    expect(parseProfile(formatProfile(empty), 'x')).toEqual(empty);
    expect(profileWeights(empty).size).toBe(0);
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'is no JSON object'],
    ['null', 'is no JSON object'],
    [damaged('game', 1), 'game is no text'],
    [damaged('source', 'a.pgn'), 'source is no list'],
    [damaged('games', -1), 'games -1 is no count'],
    [damaged('plies', 1.5), 'plies 1.5 is no count'],
    [damaged('positions', 41), 'positions 41 is not the sum 40'],
    [damaged('classes', {}), 'classes is no list'],
    [damaged('classes', [7]), 'classes[0] is no object'],
    [damaged('classes', [profile.classes[0], profile.classes[0]]), 'class KRvKR twice'],
    [damaged('classes', [{ ...profile.classes[0], games2: 5 }]), 'the counts of KRvKR contradict each other'],
    [damaged('classes', [{ ...profile.classes[0], positions: '30' }]), 'KRvKR.positions "30" is no count'],
    [damaged('problems', [0]), 'problems is no text'],
  ])('refuses %s', (text, what) => {
    expect(() => parseProfile(text, 'p.json')).toThrow(EndgameError);
    expect(() => parseProfile(text, 'p.json')).toThrow(`profile p.json: ${what}`);
  });

  it('name files that cannot be read or written', async () => {
    const missing = join(directory, 'none', 'profile.json');
    await expect(readProfile(missing)).rejects.toMatchObject({ code: 'E_FILE' });
    expect(() => writeProfile(missing, profile)).toThrow(expect.objectContaining({ code: 'E_FILE' }));
  });
});

describe('weights', () => {
  it('are shares of the positions', () => {
    expect([...profileWeights(profile)]).toEqual([
      ['KRvKR', 0.75],
      ['KPvK', 0.125],
      ['KQvK', 0.125],
    ]);
  });
});
