/**
 * The castling field of a FEN. K and Q (k and q) are the rights of the outermost rook right and left of the king (X-FEN);
 * any other rook, and in Shredder-FEN every rook, is named by its file: HAha.
 */

import type { Position } from '../../src/game/index.ts';
import { kingOf, RIGHT_OF } from './castling.ts';
import { ROOK } from './geometry.ts';

const FILES = 'ABCDEFGH';

/** Returns the files of a side's rooks on its first rank, on one side of the king, the outermost first. */
function rooksBeside(p: Position, side: number, short: boolean): number[] {
  const king = kingOf(p, side) & 7;
  const files = short ? [7, 6, 5, 4, 3, 2, 1] : [0, 1, 2, 3, 4, 5, 6];
  return files.filter(
    (file) => (short ? file > king : file < king) && p.cells[56 * side + file] === 1 + side * 6 + ROOK,
  );
}

/**
 * Returns the flags of a castling field, once the men stand on the board.
 * @param fail throws; it is told what is wrong
 */
export function readRights(p: Position, field: string, fail: (what: string) => never): number {
  if (field === '-') return 0;
  if (!/^(?=.)[A-HKQ]*[a-hkq]*$/.test(field)) {
    fail(`castling rights "${field}", expected some of KQkq or of the rooks' files such as HAha, or -`);
  }
  let flags = 0;
  let kinds = '';
  for (const letter of field) {
    const side = letter === letter.toUpperCase() ? 0 : 1;
    const king = kingOf(p, side);
    const file = FILES.indexOf(letter.toUpperCase());
    const short = file < 0 ? letter.toUpperCase() === 'K' : file > (king & 7);
    const rooks = rooksBeside(p, side, short);
    const rook = file < 0 ? rooks[0] : rooks.find((each) => each === file);
    // In no starting position does the king stand in a corner.
    if (king >> 3 !== 7 * side || (king & 7) % 7 === 0 || rook === undefined) {
      return fail(`castling right "${letter}" without king and rook in their places`);
    }
    const kind = 'KQkq'[2 * side + (short ? 0 : 1)];
    if (kinds.includes(kind)) fail(`castling rights "${field}" name two rooks for one kind of castling`);
    kinds += kind;
    flags |= RIGHT_OF[56 * side + rook];
  }
  return flags;
}

/** Returns the castling field, in X-FEN. */
export function writeRights(p: Position): string {
  if (p.flags === 0) return '-';
  let field = '';
  for (const side of [0, 1]) {
    for (const short of [true, false]) {
      const rooks = rooksBeside(p, side, short);
      const rook = rooks.find((file) => (p.flags & RIGHT_OF[56 * side + file]) !== 0);
      if (rook === undefined) continue;
      const letter = rook !== rooks[0] ? FILES[rook] : short ? 'K' : 'Q';
      field += side === 0 ? letter : letter.toLowerCase();
    }
  }
  return field || '-';
}
