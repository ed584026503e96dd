import { type Game, isEndgameError, type Position } from '../game/index.ts';

/**
 * Returns a FEN of six fields: fields that are left out have their usual values, and rights to castle and en passant
 * squares that the position cannot have are left out, as lichess' server does.
 * @param p room for the position
 * @throws EndgameError E_POSITION if that is not enough
 */
export function repairedFen(game: Game, p: Position, text: string): string {
  const fields = text.replaceAll('_', ' ').trim().split(/\s+/);
  const [placement = '', side = 'w', castling = '-', passant = '-', clock = '0', move = '1', ...rest] = fields;
  const fen = (rights: string, square: string): string =>
    [placement, side, rights, square, clock, move, ...rest].join(' ');
  const whole = fen(castling, passant);
  const failure = failureOf(game, p, whole);
  if (failure === undefined) return whole;
  const canBeRead = (rights: string, square: string): boolean => failureOf(game, p, fen(rights, square)) === undefined;
  if (!canBeRead('-', '-')) throw failure;
  // The reader of FENs is asked about each right alone, so that no rule is written twice.
  const rights = [...new Set(castling)].filter((right) => right !== '-' && canBeRead(right, '-')).join('');
  const square = canBeRead('-', passant) ? passant : '-';
  return fen(rights === '' || !canBeRead(rights, '-') ? '-' : rights, square);
}

function failureOf(game: Game, p: Position, fen: string): Error | undefined {
  try {
    game.parse(p, fen);
    return undefined;
  } catch (error) {
    if (!isEndgameError(error)) throw error;
    return error;
  }
}
