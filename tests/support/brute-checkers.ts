/**
 * An independent solver for checkers, which shares no code with the game or the engine. The board is rows and columns,
 * moves come from walking over it, and round n finds the positions that end in n plies.
 *
 * A position is a string of the dark squares in their usual order (b, B: man and king of Black; w, W of White) and the
 * side to move.
 */

import { type BruteValue, solveByRounds } from './rounds.ts';

interface Man {
  readonly row: number;
  readonly column: number;
  readonly letter: string;
}

/** Returns every position with `least` to `most` pieces, at least one of the side that has just moved. */
export function brutePositions(size: number, least: number, most: number): string[] {
  const squares = (size * size) / 2;
  const found: string[] = [];
  const cells = Array<string>(squares).fill('.');
  const place = (from: number, left: number): void => {
    if (left === 0) {
      const text = cells.join('');
      if (/[wW]/.test(text)) found.push(`${text} b`);
      if (/[bB]/.test(text)) found.push(`${text} w`);
      return;
    }
    for (let at = from; at <= squares - left; at++) {
      for (const letter of 'bBwW') {
        const last = letter === 'b' ? size - 1 : letter === 'w' ? 0 : -1;
        if (Math.floor((2 * at) / size) === last) continue;
        cells[at] = letter;
        place(at + 1, left - 1);
        cells[at] = '.';
      }
    }
  };
  for (let men = least; men <= most; men++) place(0, men);
  return found;
}

/** Returns the successors of a position, each once. */
export function bruteMoves(size: number, text: string): string[] {
  const side = text.slice(-1);
  const board = boardOf(size, text);
  const men: Man[] = [];
  board.forEach((line, row) =>
    line.forEach((letter, column) => {
      if (letter.toLowerCase() === side) men.push({ row, column, letter });
    }),
  );
  const captures = men.flatMap((man) => jumpsOf(board, man, side));
  if (captures.length > 0) return [...new Set(captures)];
  return men.flatMap((man) =>
    waysOf(man.letter).flatMap(([down, right]) => {
      const row = man.row + down;
      const column = man.column + right;
      if (board[row]?.[column] !== '.') return [];
      const next = board.map((line) => [...line]);
      next[man.row][man.column] = '.';
      next[row][column] = crowned(size, man.letter, row);
      return [write(next, side)];
    }),
  );
}

function jumpsOf(board: readonly (readonly string[])[], man: Man, side: string): string[] {
  return waysOf(man.letter).flatMap(([down, right]) => {
    const over = board[man.row + down]?.[man.column + right] ?? ' ';
    const row = man.row + 2 * down;
    const column = man.column + 2 * right;
    if (over === '.' || over === ' ' || over.toLowerCase() === side || board[row]?.[column] !== '.') return [];
    const next = board.map((line) => [...line]);
    next[man.row][man.column] = '.';
    next[man.row + down][man.column + right] = '.';
    const letter = crowned(board.length, man.letter, row);
    next[row][column] = letter;
    // A crowned man stops, even if it could take more as a king.
    const more = letter === man.letter ? jumpsOf(next, { row, column, letter }, side) : [];
    return more.length > 0 ? more : [write(next, side)];
  });
}

function waysOf(letter: string): (readonly [number, number])[] {
  const forward = letter === 'w' ? [-1] : letter === 'b' ? [1] : [-1, 1];
  return forward.flatMap((down) => [[down, -1] as const, [down, 1] as const]);
}

function crowned(size: number, letter: string, row: number): string {
  return (letter === 'b' && row === size - 1) || (letter === 'w' && row === 0) ? letter.toUpperCase() : letter;
}

/** Light squares are blanks. */
function boardOf(size: number, text: string): string[][] {
  const dark = text.slice(0, (size * size) / 2).split('');
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => ((row + column) % 2 === 1 ? dark.shift()! : ' ')),
  );
}

function write(board: readonly (readonly string[])[], side: string): string {
  return `${board.flatMap((line) => line.filter((letter) => letter !== ' ')).join('')} ${side === 'b' ? 'w' : 'b'}`;
}

/** Returns the values of all positions with up to `most` pieces. */
export function bruteCheckers(size: number, most: number): Map<string, BruteValue> {
  const texts = brutePositions(size, 1, most);
  const numbers = new Map(texts.map((text, i) => [text, i]));
  const after = texts.map((text) => bruteMoves(size, text).map((next) => numbers.get(next)!));
  const values = solveByRounds(after, () => 'loss');
  return new Map(texts.map((text, i) => [text, values[i]]));
}
