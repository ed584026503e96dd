/** Shipped files of many games, none of which was changed for it: each plays a whole game by itself. */

import { describe, expect, test } from 'vitest';
import { playerIn, playOut } from '../support/shipped.ts';
import { Command } from './command.ts';

const command = new Command();

const GAMES = [
  'tic-tac-toe',
  'three-mens-morris',
  'mu-torere',
  'pong-hau-ki',
  'l-game',
  'hare-and-hounds',
  'dodgem',
  'nim-1-3-5-7',
  'kayles-12',
  'hexapawn-4x4',
  'breakthrough-3x5',
  'connect-four-4x4',
  'mnk-4-3-3',
  'konane-4x4',
  'dawsons-chess-5',
  'chess-3x3',
];

describe('a shipped file', () => {
  test.each(GAMES)('of %s plays a whole game', async (id) => {
    // Progress goes to standard error.
    const { status, stderr } = command.run(['ship', id, '--out', `${id}.mjs`]);
    expect(status, stderr).toBe(0);
    expect(await playOut(await playerIn(command.path(`${id}.mjs`)))).toBeGreaterThan(0);
  });
});
