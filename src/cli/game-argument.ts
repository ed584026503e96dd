/**
 * The game that a command line names: one that comes with the toolkit by its id, or the author's own by the path of a
 * module whose default export is a `Game`. Importing a module runs it, so paths are taken from the command line alone,
 * never from a file that is read or from a request.
 */

import { existsSync, statSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GAME_IDS, loadGame } from '../../games/loaders.ts';
import { shapeProblems } from '../check/index.ts';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { recordOrigin } from '../game/origin.ts';

const SOURCE = /\.[cm]?[jt]s$/;
const TYPESCRIPT = /\.[cm]?ts$/;

/** The help text of the argument `<game>`. */
export const GAME_ARGUMENT = 'which game: its id, or the path of a module with your own, such as ./my-game.mjs';

/** Returns whether a word names a module: it starts with `./`, `../` or `/`, or ends in .js, .mjs, .cjs or .ts. */
export function isGamePath(word: string): boolean {
  return /^\.{1,2}[\\/]/.test(word) || isAbsolute(word) || SOURCE.test(word);
}

/**
 * Returns the game that a word names.
 * @throws EndgameError E_GAME_UNKNOWN for an id that no game has; E_FILE if there is no such module; E_RULES if the
 *   module fails, exports no game, or one with the id of another game
 */
export async function gameNamed(word: string): Promise<Game> {
  if (!isGamePath(word)) return await loadGame(word);
  const exported = await defaultExport(word);
  const [problem, ...more] = shapeProblems(exported);
  if (problem) {
    const others = more.length > 0 ? ` (and ${more.length} more)` : '';
    throw new EndgameError(
      'E_RULES',
      `${word}: the default export is no game: ${problem.member} is ${problem.is}${others}`,
      `expected: ${problem.expected}; "endgame check ${word}" lists everything`,
    );
  }
  const game = exported as Game;
  refuseClash(word, game);
  recordOrigin(game, { module: pathToFileURL(resolve(word)).href, name: 'default' });
  return game;
}

/** Returns what a module exports by default, of any type. */
export async function defaultExport(path: string): Promise<unknown> {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new EndgameError(
      'E_FILE',
      `${path}: no such file`,
      'check the path; a game of the toolkit is named by its id',
    );
  }
  if (!statSync(file).isFile()) throw new EndgameError('E_FILE', `${path} is no file`, 'name the module with the game');
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw loadError(path, error);
  }
  if ('default' in module) return module['default'];
  const names = Object.keys(module);
  const found = names.length > 0 ? `it exports ${names.join(', ')}` : 'it exports nothing';
  throw new EndgameError('E_RULES', `${path} has no default export (${found})`, 'write "export default game"');
}

/**
 * Refuses a game with the id of another.
 * @throws EndgameError E_RULES, because their tables could not be told apart
 */
export function refuseClash(path: string, game: unknown): void {
  const id = typeof game === 'object' && game !== null && 'id' in game ? game.id : undefined;
  if (typeof id !== 'string' || !GAME_IDS.includes(id)) return;
  const hint = 'choose another id: tables are named by it';
  throw new EndgameError('E_RULES', `${path}: its id "${id}" is that of a game that comes with the toolkit`, hint);
}

/**
 * Returns the error for what the rules of an author's own game threw while a command ran; undefined for games of the
 * toolkit, whose failures are ours.
 */
export function rulesError(words: readonly string[], error: unknown): EndgameError | undefined {
  // Other paths are where something is read or written.
  const path = words.find((word) => SOURCE.test(word));
  if (path === undefined || !(error instanceof Error)) return undefined;
  const what = `the rules in ${path} failed${placeIn(path, error)}: ${firstLine(error)}`;
  return new EndgameError('E_RULES', what, `run "endgame check ${path}"`, { cause: error });
}

function loadError(path: string, error: unknown): EndgameError {
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && TYPESCRIPT.test(path)) {
    const hint = 'compile it to JavaScript, or take Node 22.18 or later';
    return new EndgameError('E_FILE', `${path}: this version of Node does not run TypeScript`, hint, { cause });
  }
  const hint = /package 'endgame-lab'/.test(cause.message)
    ? 'run "npm install endgame-lab" in its folder'
    : 'mend the module; "node" with its path shows the whole error';
  const what = `${path}: the module cannot be loaded${placeIn(path, cause)}: ${firstLine(cause)}`;
  return new EndgameError('E_RULES', what, hint, { cause });
}

/** Returns " at my-game.mjs:12" if the error says where in the module it came from, else an empty text. */
function placeIn(path: string, { stack = '' }: Error): string {
  const name = basename(path);
  const at = stack.indexOf(`${name}:`);
  const line = at < 0 ? undefined : /^\d+/.exec(stack.slice(at + name.length + 1))?.[0];
  return line === undefined ? '' : ` at ${name}:${line}`;
}

function firstLine({ name, message }: Error): string {
  return `${name}: ${message.split('\n')[0]}`;
}
