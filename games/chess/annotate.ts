import { EndgameError, type Move, Position } from '../../src/game/index.ts';
import { CASTLE } from './castling.ts';
import { PAWN } from './geometry.ts';
import { CAPTURE, inCheck, PASSANT, play } from './moves.ts';
import { cellName, formatMove, LETTERS, parseFullFen } from './notation.ts';
import { playableMoves } from './playable.ts';
import { chessSchema } from './schema.ts';

/**
 * Names UCI moves of a FEN in SAN (PGN standard, section 8.2.3).
 * @throws EndgameError E_USAGE if a move cannot be played
 */
export function annotate(position: string, names: readonly string[]): string[] {
  const p = new Position(chessSchema);
  parseFullFen(p, position);
  const playable = playableMoves(p);
  const byName = new Map(playable.map((move) => [formatMove(p, move), move]));
  return names.map((name) => {
    const move = byName.get(name);
    if (move !== undefined) return sanOf(p, move, playable);
    const message = `move "${name}" cannot be played in "${position}"`;
    throw new EndgameError('E_USAGE', message, 'write moves like e2e4 or a7a8q');
  });
}

function sanOf(p: Position, move: Move, playable: readonly Move[]): string {
  const from = move & 63;
  const to = (move >> 6) & 63;
  const kind = (p.cells[from] - 1) % 6;
  const captures = (move & (CAPTURE | PASSANT)) !== 0 ? 'x' : '';
  let name: string;
  if ((move & CASTLE) !== 0) name = to > from ? 'O-O' : 'O-O-O';
  else if (kind === PAWN) {
    const promotion = (move >> 12) & 7;
    const origin = captures === '' ? '' : cellName(from)[0];
    name = `${origin}${captures}${cellName(to)}${promotion === 0 ? '' : `=${LETTERS[1 + promotion]}`}`;
  } else name = `${LETTERS[1 + kind]}${originOf(p, move, playable)}${captures}${cellName(to)}`;
  return name + signOf(p, move);
}

/** Returns what tells the man from others of its kind that can go there too: its file, its rank, or both. */
function originOf(p: Position, move: Move, playable: readonly Move[]): string {
  const from = move & 63;
  if (p.counts[p.cells[from]] === 1) return '';
  const others = playable.filter(
    (each) =>
      (each & 63) !== from &&
      ((each ^ move) & (63 << 6)) === 0 &&
      p.cells[each & 63] === p.cells[from] &&
      (each & CASTLE) === 0,
  );
  if (others.length === 0) return '';
  if (others.every((each) => ((each ^ from) & 7) !== 0)) return cellName(from)[0];
  return others.every((each) => ((each ^ from) & 56) !== 0) ? cellName(from)[1] : cellName(from);
}

/** Returns the sign of a check or a mate. */
function signOf(p: Position, move: Move): string {
  const { time } = p;
  play(p, move);
  const sign = !inCheck(p, p.turn) ? '' : playableMoves(p).length === 0 ? '#' : '+';
  p.rewind(time);
  return sign;
}
