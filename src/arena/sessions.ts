/** The questions of an arena: positions of games, drawn when the entries are frozen. */

import { EndgameError } from '../game/errors.ts';
import type { Game } from '../game/index.ts';
import { Position } from '../game/position.ts';
import { isLegal } from '../game/rules.ts';
import { codeOf, type Side } from '../game/schema.ts';
import type { Profile } from '../plan/profile.ts';
import { readSessions } from '../review/chess-sessions.ts';
import { playable } from '../review/games.ts';
import { Random, type Specialization } from '../specialize/index.ts';
import { dataPath } from '../study/data-path.ts';
import { MOST_ASKED } from '../study/questions.ts';
import { seeded } from '../study/rule/bootstrap.ts';

/** Positions of one game, in its notation, in the order of the game. */
export type DrawnSession = readonly string[];

/** What sessions are drawn from. */
export interface Field {
  readonly specialization: Specialization;
  /** Tables whose positions are asked; undefined: all positions. */
  readonly tables?: readonly string[] | undefined;
  /** How often games enter the tables; without it all are equally likely. */
  readonly profile?: Profile | undefined;
  /** Path of recorded games, which are asked instead of random ones. */
  readonly pgn?: string | undefined;
}

/** Most games that are drawn for one session with a question, and most placements for one position. */
const MOST_TRIES = 10_000;

/** Returns the path of the profile that says how often games of masters enter classes of chess. */
export function profilePath(): string {
  return dataPath('profiles', 'chess-masters.json');
}

/**
 * Draws sessions: games of random moves from a position of a table or, without tables, from the initial one, or games of
 * a file. They are cut where they leave the tables, and after as many questions as in the study.
 * @param seed a whole number; the same seed draws the same sessions
 * @throws EndgameError E_USAGE if there are too few; E_FILE
 */
export async function drawSessions(field: Field, count: number, seed: number): Promise<DrawnSession[]> {
  const random = seeded(seed);
  const { pgn } = field;
  const sessions =
    pgn === undefined
      ? Array.from({ length: count }, () => played(field, random))
      : drawn(await recorded(field, pgn), count, random);
  if (sessions.length >= count) return sessions;
  const what = `${pgn}: ${sessions.length} games have a position of the tables, asked are ${count}`;
  throw new EndgameError('E_USAGE', what, 'give more games, or a smaller --sessions');
}

/** Returns the questions of recorded games. Positions with castling rights are in no table and are left out. */
async function recorded({ specialization, tables = [] }: Field, pgn: string): Promise<DrawnSession[]> {
  const { game } = specialization;
  const men = Math.max(...tables.map((table) => specialization.menIn(table) ?? 0));
  const p = new Position(game.schema);
  const isAsked = (fen: string): boolean => {
    if (fen.split(' ')[2] !== '-') return false;
    game.parse(p, fen);
    return isOpen(game, p) && isWithin(specialization, tables, p);
  };
  const sessions = await readSessions(pgn, men);
  return sessions.map((fens) => fens.filter(isAsked).slice(0, MOST_ASKED)).filter(({ length }) => length > 0);
}

/** Returns some elements of a list in random order. */
function drawn<T>(list: readonly T[], count: number, random: Random): T[] {
  const left = [...list];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)[0]);
}

/** Returns the questions of a game of random moves. */
function played(field: Field, random: Random): string[] {
  const { specialization, tables } = field;
  const { game } = specialization;
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (tables === undefined) game.parse(p, game.initial);
    else place(p, field, tables, random);
    const asked: string[] = [];
    while (asked.length < MOST_ASKED && isOpen(game, p) && isWithin(specialization, tables, p)) {
      asked.push(game.format(p));
      const choices = playable(game, p, moves);
      if (choices.length === 0) break;
      game.play(p, choices[random.below(choices.length)]);
      p.forget();
    }
    if (asked.length > 0) return asked;
  }
  throw new EndgameError('E_USAGE', `hardly any position of ${game.id} can be asked`, 'name other tables');
}

/** Returns whether the game goes on at a position that can stand on the board. */
function isOpen(game: Game, p: Position): boolean {
  return isLegal(game, p) && game.ended(p) === undefined;
}

function isWithin(specialization: Specialization, tables: readonly string[] | undefined, p: Position): boolean {
  if (tables === undefined) return true;
  const slice = specialization.find(p.signature);
  return slice !== undefined && tables.includes(specialization.tableOf(slice));
}

/** Sets a random position of a table: either side has either part of the men, on any cells. */
function place(
  p: Position,
  { specialization: { game }, profile }: Field,
  tables: readonly string[],
  random: Random,
): void {
  const { schema } = game;
  const parts = drawTable(tables, profile, random).split('v');
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    p.clear();
    const first = random.below(2) as Side;
    for (const [i, part] of parts.entries()) {
      const side = (i === 0 ? first : 1 - first) as Side;
      for (const letter of part) {
        const kind = schema.kinds.findIndex((each) => each.letter === letter);
        const free = [...p.cells.keys()].filter(
          (cell) => p.cells[cell] === 0 && schema.kinds[kind].cells?.(cell, side) !== false,
        );
        p.set(free[random.below(free.length)], codeOf(schema, kind, side));
      }
    }
    p.turn = random.below(2) as Side;
    p.forget();
    if (isOpen(game, p)) return;
  }
}

/** Draws a table as often as games enter it. */
function drawTable(tables: readonly string[], profile: Profile | undefined, random: Random): string {
  const entered = (profile?.classes ?? []).filter(({ table, games }) => games > 0 && tables.includes(table));
  if (entered.length === 0) return tables[random.below(tables.length)];
  let at = random.below(entered.reduce((sum, { games }) => sum + games, 0));
  return entered.find(({ games }) => (at -= games) < 0)!.table;
}
