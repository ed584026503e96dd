/** The game so far, as a driver tells it: the position, the clock of the 50-move rule, and what stood on the board since it began. */

import { Position, EndgameError } from '../../game/index.ts';
import { chess } from '../../../games/chess.ts';
import { CASTLE } from '../../../games/chess/castling.ts';
import { zeroes } from '../../../games/chess/moves.ts';
import { cellName, formatMove, parseFullFen, START } from '../../../games/chess/notation.ts';
import { playableMoves } from '../../../games/chess/playable.ts';

/** A game up to its position. It can be sent to another thread. */
export interface GameRecord {
  /** FEN with the clock. */
  readonly fen: string;
  /** Plies since the last capture or pawn move. */
  readonly clock: number;
  /** How often each position has stood on the board since then, by `Position.key`, the last one included. */
  readonly seen: ReadonlyMap<string, number>;
}

/** A playable move with both of its names. */
export interface NamedMove {
  readonly move: number;
  /** As the solver writes it. */
  readonly name: string;
  /** As Chess960 writes it: the king takes the rook. */
  readonly name960: string;
}

/** The positions that count as repeated when they stand on the board once more. */
const TWICE = 2;
const HINT = 'write "position startpos" or "position fen <FEN>", then "moves" and moves such as e2e4';

/** Returns the position of a FEN. @throws EndgameError E_POSITION */
export function positionOf(fen: string): Position {
  const p = new Position(chess.schema);
  parseFullFen(p, fen);
  return p;
}

/** Returns the playable moves of a position. */
export function namedMoves(p: Position): NamedMove[] {
  return playableMoves(p).map((move) => {
    const name = formatMove(p, move);
    const isCastling = (move & CASTLE) !== 0;
    return { move, name, name960: isCastling ? cellName(move & 63) + cellName((move >> 6) & 63) : name };
  });
}

/** Returns the record of a position without a past. @throws EndgameError E_POSITION */
export function recordOf(fen: string): GameRecord {
  const p = positionOf(fen);
  const clock = Math.min(9999, Number(fen.trim().split(/\s+/)[4] ?? 0));
  return { fen: chess.format(p, clock), clock, seen: new Map([[p.key(), 1]]) };
}

/**
 * Reads what stands behind "position". Castling may be named either way.
 * @throws EndgameError E_POSITION
 */
export function readGame(text: string): GameRecord {
  const [, start, fen, moves = ''] = /^(startpos|fen\s+(.*?))(?:\s+moves(?:\s+(.*))?)?$/.exec(text) ?? [];
  if (start === undefined) throw new EndgameError('E_POSITION', `"position ${text}" names no position`, HINT);
  let record = recordOf(fen ?? START);
  for (const name of moves.split(/\s+/).filter((word) => word !== '')) record = afterMove(record, name);
  return record;
}

/**
 * Returns the record after a move, which may be named either way.
 * @throws EndgameError E_POSITION if it cannot be played
 */
export function afterMove({ fen, clock, seen }: GameRecord, name: string): GameRecord {
  const p = positionOf(fen);
  const found = namedMoves(p).find((each) => each.name === name || each.name960 === name);
  if (found === undefined) {
    throw new EndgameError('E_POSITION', `move "${name}" cannot be played in ${fen}`, HINT);
  }
  const isFresh = zeroes(p, found.move);
  chess.play(p, found.move);
  p.forget();
  const key = p.key();
  const plies = isFresh ? 0 : clock + 1;
  const before = isFresh ? undefined : seen;
  return {
    fen: chess.format(p, plies),
    clock: plies,
    seen: new Map([...(before ?? []), [key, 1 + (before?.get(key) ?? 0)]]),
  };
}

/** How a move leads to a position that stands on the board for the third time: at once, or by a reply to it. */
export type Repetition = 'now' | 'by-reply';

/** Returns the moves, by the solver's names, that lead to a third repetition. */
export function repetitions({ fen, seen }: GameRecord): ReadonlyMap<string, Repetition> {
  const found = new Map<string, Repetition>();
  if (![...seen.values()].some((times) => times >= TWICE)) return found;
  const p = positionOf(fen);
  const isThird = (): boolean => (seen.get(p.key()) ?? 0) >= TWICE;
  for (const { move, name } of namedMoves(p)) {
    const { time } = p;
    const isFresh = zeroes(p, move);
    chess.play(p, move);
    if (isThird()) found.set(name, 'now');
    else if (!isFresh && playableMoves(p).some((reply) => isThirdAfter(p, reply, isThird))) found.set(name, 'by-reply');
    p.rewind(time);
  }
  return found;
}

function isThirdAfter(p: Position, reply: number, isThird: () => boolean): boolean {
  const { time } = p;
  chess.play(p, reply);
  const isRepeated = isThird();
  p.rewind(time);
  return isRepeated;
}
