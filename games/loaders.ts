/**
 * Where each game is, so that a program that is told an id loads one module and not all. A test holds it against the list
 * of all games.
 */

import type { Game } from '../src/game/index.ts';
import { type GameOrigin, recordOrigin } from '../src/game/origin.ts';
import { unknownGame } from './unknown-game.ts';

/** Where threads find the games of the toolkit. */
const ORIGIN: GameOrigin = { module: import.meta.url, name: 'loadGame' };

type Module = Readonly<Record<string, unknown>>;

/** The modules of games, each with the ids of its games. */
const MODULES: readonly (readonly [load: () => Promise<Module>, ...ids: string[]])[] = [
  [() => import('./tic-tac-toe.ts'), 'tic-tac-toe'],
  [() => import('./mnk.ts'), 'mnk-4-3-3', 'mnk-4-4-3', 'mnk-4-4-4'],
  [
    () => import('./connect-four.ts'),
    'connect-four-4x4',
    'connect-four-5x4',
    'connect-four-6x4',
    'connect-four-5x5',
    'connect-four',
  ],
  [() => import('./othello.ts'), 'othello-4x4'],
  [() => import('./three-mens-morris.ts'), 'three-mens-morris'],
  [() => import('./six-mens-morris.ts'), 'five-mens-morris', 'six-mens-morris'],
  [() => import('./nine-mens-morris.ts'), 'nine-mens-morris'],
  [() => import('./lasker-morris.ts'), 'lasker-morris'],
  [() => import('./mu-torere.ts'), 'mu-torere', 'free-mu-torere'],
  [() => import('./teeko.ts'), 'teeko', 'advanced-teeko'],
  [() => import('./l-game.ts'), 'l-game'],
  [() => import('./dodgem.ts'), 'dodgem', 'dodgem-4x4'],
  [() => import('./hare-and-hounds.ts'), 'hare-and-hounds'],
  [() => import('./fox-and-geese.ts'), 'fox-and-geese'],
  [() => import('./hexapawn.ts'), 'hexapawn-3x3', 'hexapawn-4x4', 'hexapawn-5x4', 'dawsons-chess-5'],
  [() => import('./breakthrough.ts'), 'breakthrough-3x5', 'breakthrough-4x4', 'breakthrough-4x5-1'],
  [() => import('./nim.ts'), 'nim-1-3-5-7'],
  [() => import('./kayles.ts'), 'kayles-12'],
  [() => import('./kalah.ts'), 'kalah-3-6', 'kalah-4-4', 'kalah-5-2', 'kalah-6-4'],
  [() => import('./awari.ts'), 'awari', 'oware'],
  [() => import('./checkers.ts'), 'checkers-6x6', 'checkers'],
  [() => import('./dobutsu-shogi.ts'), 'dobutsu-shogi'],
  [() => import('./small-chess.ts'), 'chess-3x3', 'chess-3x4', 'chess-5x5', 'chess-6x6'],
  [() => import('./chess.ts'), 'chess'],
  [() => import('./konane.ts'), 'konane-4x4', 'konane-5x4'],
  [() => import('./clobber.ts'), 'clobber-4x4'],
  [() => import('./domineering.ts'), 'domineering-5x5'],
  [() => import('./dots-and-boxes.ts'), 'dots-and-boxes-3x3'],
  [() => import('./amazons.ts'), 'amazons-4x4'],
  [() => import('./hex.ts'), 'hex-4x4'],
  [() => import('./tigers.ts'), 'tigers-4x4'],
  [() => import('./lines-of-action.ts'), 'lines-of-action-4x4'],
  [() => import('./pong-hau-ki.ts'), 'pong-hau-ki'],
  [() => import('./ataxx.ts'), 'ataxx-4x4'],
];

/** The ids of the games that come with the toolkit, by family: games of one module of rules. */
export const GAME_FAMILIES: readonly (readonly string[])[] = MODULES.map(([, ...ids]) => ids);

/** The ids of the games that come with the toolkit. */
export const GAME_IDS: readonly string[] = GAME_FAMILIES.flat();

/**
 * Loads the game with an id.
 * @throws EndgameError E_GAME_UNKNOWN, suggesting the nearest name
 */
export async function loadGame(id: string): Promise<Game> {
  for (const [load, ...ids] of MODULES) {
    if (!ids.includes(id)) continue;
    const found = Object.values(await load()).find((each) => isGame(each) && each.id === id);
    if (found === undefined) continue;
    recordOrigin(found as Game, ORIGIN);
    return found as Game;
  }
  throw unknownGame(id, GAME_IDS);
}

function isGame(value: unknown): value is Game {
  return typeof value === 'object' && value !== null && 'id' in value;
}
