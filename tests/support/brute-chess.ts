/**
 * An independent solver for chess on small boards, which shares no code with the game or the engine. The board is ranks
 * of letters, and moves come from walking over them. A position is illegal if a king could be taken. A position is the
 * first two fields of its FEN.
 */

import { type BruteValue, solveByRounds } from './rounds.ts';

type Board = readonly (readonly string[])[];

const LINES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;
const DIAGONALS = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;
const LEAPS = [1, -1, 2, -2]
  .flatMap((a) => [1, -1, 2, -2].map((b) => [a, b] as const))
  .filter(([a, b]) => a * a !== b * b);

const isWhite = (letter: string): boolean => letter >= 'A' && letter <= 'Z';
const isMan = (letter: string | undefined): letter is string => letter !== undefined && letter !== '.';

/** Returns the positions after every legal move; `promotions` are the letters that a pawn may become. */
export function bruteChessMoves(text: string, promotions: string): string[] {
  const { board, white } = read(text);
  return pseudo(board, white, promotions)
    .filter((next) => !inCheck(next, white, promotions))
    .map((next) => write(next, !white));
}

export function inCheck(board: Board, white: boolean, promotions: string): boolean {
  const king = white ? 'K' : 'k';
  return pseudo(board, !white, promotions).some((next) => !next.some((row) => row.includes(king)));
}

/** Returns the boards after every move, even if the king can then be taken. Row 0 is the top. */
function pseudo(board: Board, white: boolean, promotions: string): string[][][] {
  const boards: string[][][] = [];
  const put = (y: number, x: number, toY: number, toX: number, letter: string): void => {
    const next = board.map((row) => [...row]);
    next[y][x] = '.';
    next[toY][toX] = letter;
    boards.push(next);
  };
  const enemy = (letter: string | undefined): boolean => isMan(letter) && isWhite(letter) !== white;
  board.forEach((row, y) =>
    row.forEach((letter, x) => {
      if (!isMan(letter) || isWhite(letter) !== white) return;
      const kind = letter.toUpperCase();
      if (kind === 'P') {
        const toY = y + (white ? -1 : 1);
        const last = toY === (white ? 0 : board.length - 1);
        const become = last ? promotions.split('').map((p) => (white ? p : p.toLowerCase())) : [letter];
        if (board[toY]?.[x] === '.') for (const man of become) put(y, x, toY, x, man);
        for (const toX of [x - 1, x + 1])
          if (enemy(board[toY]?.[toX])) for (const man of become) put(y, x, toY, toX, man);
        return;
      }
      const steps = kind === 'N' ? LEAPS : kind === 'R' ? LINES : kind === 'B' ? DIAGONALS : [...LINES, ...DIAGONALS];
      for (const [dy, dx] of steps) {
        for (let i = 1; ; i++) {
          const target = board[y + i * dy]?.[x + i * dx];
          if (target !== '.' && !enemy(target)) break;
          put(y, x, y + i * dy, x + i * dx, letter);
          if (target !== '.' || kind === 'K' || kind === 'N') break;
        }
      }
    }),
  );
  return boards;
}

function read(text: string): { board: string[][]; white: boolean } {
  const [placement, side] = text.split(' ');
  const board = placement
    .replaceAll(/\d/g, (digit) => '.'.repeat(Number(digit)))
    .split('/')
    .map((row) => row.split(''));
  return { board, white: side === 'w' };
}

function write(board: Board, white: boolean): string {
  const rows = board.map((row) => row.join('').replaceAll(/\.+/g, (gap) => String(gap.length)));
  return `${rows.join('/')} ${white ? 'w' : 'b'}`;
}

/**
 * Returns every legal position with two kings and up to `more` other men; pawns stand anywhere but on their last rank.
 */
export function bruteChessPositions(width: number, height: number, more: number, promotions: string): string[] {
  const found: string[] = [];
  const board = Array.from({ length: height }, () => Array<string>(width).fill('.'));
  const finish = (): void => {
    for (const white of [true, false]) {
      if (!inCheck(board, !white, promotions)) found.push(write(board, white));
    }
  };
  const men = `${promotions}P${promotions.toLowerCase()}p`;
  const add = (from: number, left: number): void => {
    finish();
    if (left === 0) return;
    for (let cell = from; cell < width * height; cell++) {
      const [y, x] = [Math.floor(cell / width), cell % width];
      if (board[y][x] !== '.') continue;
      for (const man of men) {
        if ((man === 'P' && y === 0) || (man === 'p' && y === height - 1)) continue;
        board[y][x] = man;
        add(cell + 1, left - 1);
        board[y][x] = '.';
      }
    }
  };
  for (let k = 0; k < width * height; k++) {
    for (let l = 0; l < width * height; l++) {
      if (k === l) continue;
      board[Math.floor(k / width)][k % width] = 'K';
      board[Math.floor(l / width)][l % width] = 'k';
      add(0, more);
      board[Math.floor(k / width)][k % width] = '.';
      board[Math.floor(l / width)][l % width] = '.';
    }
  }
  return found;
}

/** Returns the values of all these positions. */
export function bruteChess(width: number, height: number, more: number, promotions: string): Map<string, BruteValue> {
  const texts = bruteChessPositions(width, height, more, promotions);
  const numbers = new Map(texts.map((text, i) => [text, i]));
  const after = texts.map((text) => bruteChessMoves(text, promotions).map((next) => numbers.get(next)!));
  const values = solveByRounds(after, (i) => {
    const { board, white } = read(texts[i]);
    return inCheck(board, white, promotions) ? 'loss' : 'draw';
  });
  return new Map(texts.map((text, i) => [text, values[i]]));
}
