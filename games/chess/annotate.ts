import { Chess } from 'chess.js';
import { EndgameError, Position, type Schema } from '../../src/game/index.ts';
import { CASTLE } from './castling.ts';
import { schemaOf } from './game.ts';
import { legal, moves, play, STANDARD_RULES } from './moves.ts';
import { format, formatMove, parseFullFen } from './notation.ts';

/** The men of chess. */
export const chessSchema: Schema = schemaOf(STANDARD_RULES, [9, 10, 10, 10, 8]);

/**
 * Names UCI moves of a FEN in SAN. chess.js names all but castling, of which it knows only the standard kind: rights
 * change the names of no other moves.
 * @throws EndgameError if a move cannot be played
 */
export function annotate(position: string, names: readonly string[]): string[] {
  const p = new Position(chessSchema);
  parseFullFen(p, position);
  const san = castlingNames(p);
  for (const move of withoutRights(p).moves({ verbose: true })) san.set(move.lan, move.san);
  return names.map((name) => {
    const found = san.get(name);
    if (found !== undefined) return found;
    const message = `move "${name}" cannot be played in "${position}"`;
    throw new EndgameError('E_USAGE', message, 'write moves like e2e4 or a7a8q');
  });
}

/** Returns the names in SAN of the castling moves, by their names in UCI. */
function castlingNames(p: Position): Map<string, string> {
  const names = new Map<string, string>();
  if (p.flags === 0) return names;
  const buffer = new Int32Array(256);
  for (const move of buffer.subarray(0, moves(p, buffer))) {
    if ((move & CASTLE) === 0) continue;
    const uci = formatMove(p, move);
    const { time } = p;
    play(p, move);
    if (legal(p)) {
      const after = withoutRights(p);
      const sign = after.isCheckmate() ? '#' : after.inCheck() ? '+' : '';
      names.set(uci, `${((move >> 6) & 63) > (move & 63) ? 'O-O' : 'O-O-O'}${sign}`);
    }
    p.rewind(time);
  }
  return names;
}

function withoutRights(p: Position): Chess {
  const { time } = p;
  p.setFlags(0);
  const fen = format(p);
  p.rewind(time);
  return new Chess(fen);
}
