import type { Game } from './contract.ts';

/** Where another thread finds a game: a module that this one has loaded. */
export interface GameOrigin {
  /** URL of the module. */
  readonly module: string;
  /** Name of the export: the game, or a function that returns the game with an id, or a promise of it. */
  readonly name: string;
}

/** By the game itself: a copy may have other rules, even under the same name. */
const origins = new WeakMap<Game, GameOrigin>();

/** Records where another thread finds a game. */
export function recordOrigin(game: Game, origin: GameOrigin): void {
  origins.set(game, origin);
}

/** Returns where another thread finds a game; undefined for one that was made in memory. */
export function originOf(game: Game): GameOrigin | undefined {
  return origins.get(game);
}

/**
 * Loads a game from where it was recorded. Importing a module runs it, so origins come from this process alone.
 * @throws Error if another game is there, or none
 */
export async function gameAt({ module, name }: GameOrigin, id: string): Promise<Game> {
  const found = ((await import(module)) as Readonly<Record<string, unknown>>)[name];
  const game: unknown = typeof found === 'function' ? await (found as (id: string) => unknown)(id) : found;
  if (typeof game === 'object' && game !== null && 'id' in game && game.id === id) return game as Game;
  throw new Error(`${module} has no game ${id}`);
}
