/**
 * File names of a pack: `<game>.<table>.egt`, with every byte that is not a letter, a digit or one of `_ - + , =`
 * written as %XX. So a name holds exactly two dots, never starts with one, and determines game and table.
 */

import { basename } from 'node:path';

export const TABLE_SUFFIX = '.egt';

const PLAIN = /^[A-Za-z0-9_+,=-]$/;
const utf8 = new TextEncoder();

function escape(name: string): string {
  let out = '';
  for (const byte of utf8.encode(name)) {
    const char = String.fromCharCode(byte);
    out += PLAIN.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

export function makeFileName(game: string, table: string): string {
  return `${escape(game)}.${escape(table)}${TABLE_SUFFIX}`;
}

/** Game and table of a file (its directory is ignored), or undefined if the name is not in normal form. */
export function parseFileName(file: string): { game: string; table: string } | undefined {
  const name = basename(file);
  const [game, table, suffix, ...rest] = name.split('.');
  if (!game || !table || `.${suffix}` !== TABLE_SUFFIX || rest.length > 0) return undefined;
  try {
    const names = { game: decodeURIComponent(game), table: decodeURIComponent(table) };
    return makeFileName(names.game, names.table) === name ? names : undefined;
  } catch {
    return undefined; // a stray % or bytes that are not UTF-8
  }
}
