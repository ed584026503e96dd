import { deflateSync } from 'node:zlib';
import type { Game } from '../game/index.ts';
import { packed } from './container.ts';
import { moduleFile } from './module/file.ts';
import { htmlFile } from './page/html.ts';
import type { ShippedTables } from './player/player.ts';
import { moduleScript, plainScript, type Rules, workerScript } from './program.ts';

/** The kinds of files: a page, and a module for Node. */
export const FORMATS = ['html', 'mjs'] as const;
export type ShippedFormat = (typeof FORMATS)[number];

/** A game to put into a file. */
export interface ShippedGame {
  readonly game: Game;
  readonly rules: Rules;
  /** Whether the program has what saves seconds where questions are about five men or more. */
  readonly large: boolean;
  /** Ids of the codecs and coders of the tables that it may get. */
  readonly codecs: ReadonlySet<string>;
}

/**
 * Returns the function that makes the file with given tables. The same input gives the same bytes.
 * @throws EndgameError E_FILE if the bundler is not installed
 */
export async function fileMaker(
  { game, rules, large, codecs }: ShippedGame,
  format: ShippedFormat,
): Promise<(tables: ShippedTables) => Uint8Array> {
  const needs = { rules, large, codecs, chessmen: game.chessmen !== undefined, lines: game.lines !== undefined };
  const deflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9, memLevel: 9 });
  if (format === 'mjs') {
    const boot = await plainScript('src/ship/module/boot', 'node');
    const scripts = [await moduleScript(needs)];
    return (tables) => moduleFile(boot, packed({ scripts, tables }, deflate));
  }
  const boot = await plainScript('src/ship/page/boot', 'browser');
  const scripts = [await plainScript('src/ship/page/page', 'browser'), await workerScript(needs)];
  const parts = { title: game.title, example: game.example ?? game.initial, boot };
  return (tables) => htmlFile({ ...parts, data: packed({ scripts, tables }, deflate) });
}
