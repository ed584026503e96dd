import { CHESSMEN, type Game } from '../game/contract.ts';

/** Returns whether a game has a kernel: its men are those of chess, on a board of 8 by 8. */
export function hasKernel({ chessmen, schema }: Game): boolean {
  const fits = chessmen?.length === CHESSMEN.length && CHESSMEN.every((man, kind) => chessmen[kind] === man);
  return fits && schema.board.cells === 64;
}
