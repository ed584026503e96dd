/** `generate --threads`: the bytes of a table do not depend on it, also for an author's own game. */

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Command } from './command.ts';

const command = new Command();
const GAMES = new URL('../../dist/games/index.js', import.meta.url).href;

test('one thread, two, and as many as there are cores write the same table of a game by its path', () => {
  writeFileSync(
    command.path('my-shogi.mjs'),
    `import { dobutsuShogi } from ${JSON.stringify(GAMES)};\nexport default { ...dobutsuShogi, id: 'my-shogi' };\n`,
  );
  const [one, two, all] = [['--threads', '1'], ['--threads', '2'], []].map((threads, i) => {
    command.done(['generate', './my-shogi.mjs', 'LGEHvL', ...threads, '--dir', `${i}`]);
    const names = command.files().map((line) => line.split(' ')[0]);
    return readFileSync(command.path(names.find((name) => name.startsWith(`${i}/`) && name.includes('LGEHvL'))!));
  });
  expect(one.length).toBeGreaterThan(10_000);
  expect(two.equals(one)).toBe(true);
  expect(all.equals(one)).toBe(true);
});
