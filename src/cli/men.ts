/** `--men`: the tables with so many men. */

import { InvalidArgumentError } from 'commander';
import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/contract.ts';
import type { Schema } from '../game/schema.ts';
import type { Specialization } from '../specialize/index.ts';

/** The least and the most men. */
export interface Men {
  readonly least: number;
  readonly most: number;
}

/** Most tables of one run, far above what can be generated: enumerating the compositions of many men would not end. */
const MOST_TABLES = 10_000;

/** Parses the least and the most men: "3", "3-4". */
export function parseMen(text: string): Men {
  const match = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
  const least = Number(match?.[1]);
  const most = Number(match?.[2] ?? match?.[1]);
  if (!match || least < 1 || most < least)
    throw new InvalidArgumentError('Write a number of men like 3 or a range like 3-4.');
  return { least, most };
}

/**
 * Returns the tables with so many men.
 * @throws EndgameError E_USAGE if there are none, or more than anybody could want; E_TOO_LARGE
 */
export function tablesWithMen(specialization: Specialization, men: Men): string[] {
  const { game } = specialization;
  if (compositions(game.schema, men.most) > MOST_TABLES) throw menError(men, game, `too many tables of ${game.id}`);
  const tables = specialization.tablesWithMen(men.least, men.most);
  if (tables.length === 0) throw menError(men, game, `${game.id} has no table`);
  return tables;
}

function menError({ least, most }: Men, { schema }: Game, what: string): EndgameError {
  const men = least === most ? String(least) : `${least}-${most}`;
  const matter = schema.content === 'seeds' ? 'seeds' : 'men';
  return new EndgameError('E_USAGE', `--men ${men}: ${what} with so many ${matter}`, 'write a range like 3 or 3-4');
}

/** Returns in how many ways at most `most` men can be chosen: one kind and side after the other, by number of men. */
function compositions({ kinds, content }: Schema, most: number): number {
  if (content === 'seeds') return most;
  let ways = [1];
  for (const kind of [...kinds, ...kinds]) {
    const next = Array.from({ length: most + 1 }, () => 0);
    ways.forEach((n, men) => {
      for (let more = kind.min ?? 0; more <= kind.max && men + more <= most; more++) next[men + more] += n;
    });
    ways = next;
  }
  return ways.reduce((sum, n) => sum + n, 0);
}
