/** Play-outs of won positions: the engine against a defence that knows every value, under the rules as chess.js counts them. */

import { Chess } from 'chess.js';
import { afterMove, recordOf } from '../../src/cli/uci/game-record.ts';
import type { Searcher } from '../../src/cli/uci/searcher.ts';
import type { MoveAnswer, Solver } from '../../src/solve/index.ts';
import { Random } from '../../src/specialize/index.ts';
import { readEpd } from '../support/epd.ts';
import { oraclePath, readOracle } from '../support/oracles.ts';

/** A position that one side wins under the 50-move rule, as other people's programs say. */
export interface WonPosition {
  readonly fen: string;
  readonly winner: 'w' | 'b';
}

/** What a defence is out for: the clock, a late mate, or positions that come again. */
export const AIMS = ['dtz', 'dtm', 'repetition'] as const;

/** Distances to mate of five men take a defence a minute for each place of the pawns; those to zeroing come first. */
const DEFENCE_SECONDS = 10;
const MOST_CLOCK = 60;
const RULE = 100;
const NEVER = new AbortController().signal;

/** Returns won positions of three and four men whose plies to mate are known, so many at most, evenly chosen from a file. */
export function wonOfFour(count: number, isTaken: (table: string) => boolean): WonPosition[] {
  const random = new Random(24);
  const rows = readOracle(oraclePath('oracles', 'chess', 'positions-3-4men-shared.csv.gz')!)
    .trim()
    .split('\n')
    .slice(1);
  const won = rows
    .map((row) => row.split(','))
    .filter(([table, , wdl]) => isTaken(table) && Math.abs(Number(wdl)) === 2)
    .map(([, fen, wdl, , dtm]) => withClock(random, fen, Math.abs(Number(dtm)), Number(wdl) > 0));
  return evenly(won, count);
}

/** Returns so many won positions of a class whose mates others have published. */
export function wonOf(table: string, count: number): WonPosition[] {
  const random = new Random(25);
  const won = readEpd(`mates-${table}-1000.epd.gz`).map(({ fen, operations }) => {
    const plies = Math.abs(Number(operations.get('dtm_plies')));
    return withClock(random, fen, plies, plies % 2 === 1);
  });
  return evenly(won, count);
}

/** Gives a position a clock that leaves it won: the mate comes in time. */
function withClock(random: Random, fen: string, plies: number, isWin: boolean): WonPosition {
  const clock = random.below(1 + Math.max(0, Math.min(MOST_CLOCK, RULE - plies)));
  const [placement, side, rights, passant] = fen.split(' ');
  return { fen: [placement, side, rights, passant, clock, 1].join(' '), winner: (side === 'w') === isWin ? 'w' : 'b' };
}

function evenly<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)]);
}

/** Plays a won position out; returns how it ended. */
export async function playOut(
  engine: Searcher,
  defender: Solver,
  { fen, winner }: WonPosition,
  aim: (typeof AIMS)[number],
): Promise<string> {
  const board = new Chess(fen);
  let record = recordOf(fen);
  for (;;) {
    if (board.isCheckmate()) return board.turn() === winner ? 'mated' : 'won';
    if (board.isStalemate() || board.isInsufficientMaterial()) return 'drawn';
    if (board.isThreefoldRepetition()) return 'drawn by repetition';
    if (board.isDrawByFiftyMoves()) return 'drawn by the 50-move rule';
    const order = { record, isRuled: true, isDeep: false, lines: 1, depth: 2 } as const;
    const name =
      board.turn() === winner
        ? (await engine.search(order, NEVER)).moves[0].line[0].name
        : await bestDefence(defender, record, aim);
    board.move({
      from: name.slice(0, 2),
      to: name.slice(2, 4),
      ...(name[4] === undefined ? {} : { promotion: name[4] }),
    });
    record = afterMove(record, name);
  }
}

/** Returns the move that resists longest, or that reaches a position again. */
async function bestDefence(
  solver: Solver,
  record: ReturnType<typeof recordOf>,
  aim: (typeof AIMS)[number],
): Promise<string> {
  const { moves } = await solver.query(record.fen, { moves: true, distanceSeconds: DEFENCE_SECONDS });
  const again = (move: MoveAnswer): boolean => record.seen.size < afterMove(record, move.move).seen.size;
  const rank = (move: MoveAnswer): number => {
    if (move.outcome50 !== undefined && move.outcome50 !== 'loss') return -1e6;
    if (aim === 'repetition' && !move.zeroing && !again(move)) return -1e5;
    return -(move[aim === 'dtm' ? 'dtm' : 'dtz'] ?? move.dtz ?? 0);
  };
  return [...moves].sort((a, b) => rank(a) - rank(b))[0].move;
}
