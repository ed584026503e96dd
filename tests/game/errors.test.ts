import { describe, expect, test } from 'vitest';
import { gameOf, games } from '../../games/index.ts';
import { EndgameError, ERROR_CODES, Position } from '../../src/game/index.ts';

describe('an expected failure', () => {
  test('carries code, message, hint and cause', () => {
    const cause = new Error('no such file');
    const error = new EndgameError('E_FILE', 'cannot read "x"', 'check the path', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      code: 'E_FILE',
      name: 'EndgameError',
      message: 'cannot read "x"',
      hint: 'check the path',
    });
    expect(error.cause).toBe(cause);
  });

  test('codes are unique', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
  });
});

const unknown = (id: string): EndgameError => {
  try {
    gameOf(id);
  } catch (error) {
    return error as EndgameError;
  }
  throw new Error(`"${id}" is a game`);
};

describe('games by name', () => {
  test('each is found, its name is unique and well formed', () => {
    for (const game of games) {
      expect(gameOf(game.id)).toBe(game);
      expect(game.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
    expect(new Set(games.map((game) => game.id)).size).toBe(games.length);
  });

  test('each starts from a legal position in normal form that is not ended', () => {
    for (const game of games) {
      const p = new Position(game.schema);
      game.parse(p, game.initial);
      expect(game.format(p)).toBe(game.initial);
      expect(game.ended(p)).toBeUndefined();
      expect(game.legal?.(p) ?? true).toBe(true);
      expect(game.unmoves === undefined).toBe(game.unplay === undefined);
    }
  });

  test('a slip of the pen is corrected, and all names are listed', () => {
    const error = unknown('nine-men-moris');
    expect(error.code).toBe('E_GAME_UNKNOWN');
    expect(error.message).toBe('no game named "nine-men-moris"');
    expect(error.hint).toContain('did you mean "nine-mens-morris"?');
    for (const game of games) expect(error.hint).toContain(game.id);
    expect(unknown('Tic-Tac-Toe').hint).toContain('did you mean "tic-tac-toe"?');
  });

  test('something else altogether is not', () => {
    for (const id of ['', 'backgammon-with-dice', 'go']) expect(unknown(id).hint).not.toContain('did you mean');
  });
});
