import { expect, test } from 'vitest';
import { games } from '../../games/index.ts';
import { GAME_IDS, loadGame } from '../../games/loaders.ts';

test('every game is found by its id, and no other', async () => {
  expect(GAME_IDS).toEqual(games.map(({ id }) => id));
  for (const game of games) expect(await loadGame(game.id)).toBe(game);
});

test('an unknown id is told, with the nearest name', async () => {
  await expect(loadGame('conect-four')).rejects.toMatchObject({
    code: 'E_GAME_UNKNOWN',
    hint: expect.stringContaining('did you mean "connect-four"?') as string,
  });
});
