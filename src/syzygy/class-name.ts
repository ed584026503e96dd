import type { Schema } from '../game/schema.ts';
import { weightsOf } from '../game/position.ts';
import type { Chessman } from '../game/contract.ts';

/** Most men of a class: no files of more are published. */
export const MOST_MEN_OF_FILES = 7;

/** The chess men in the order of the numbers that files give to them, from 1 on. */
export const NUMBERED: readonly Chessman[] = ['pawn', 'knight', 'bishop', 'rook', 'queen', 'king'];
/** What files add to the number of a black man. */
export const BLACK = 8;
const LETTERS = 'PNBRQK';

/** A class of positions as file names tell it. */
export interface ClassMen {
  /** As in the file's name: KRPvKR. The first side is White in the file. */
  readonly name: string;
  /** Number of men of each number of the file, 16 entries. */
  readonly counts: Uint8Array;
  readonly men: number;
  /** Whether both sides have the same men. */
  readonly isSymmetric: boolean;
  readonly hasPawns: boolean;
}

/** Returns what the name of a class says; undefined if it is none, or one of two or of too many men. */
export function classNamed(name: string): ClassMen | undefined {
  const match = /^(KQ*R*B*N*P*)v(KQ*R*B*N*P*)$/.exec(name);
  if (match === null) return undefined;
  const men = match[1].length + match[2].length;
  if (men < 3 || men > MOST_MEN_OF_FILES) return undefined;
  const counts = new Uint8Array(16);
  for (const letter of match[1]) counts[1 + LETTERS.indexOf(letter)]++;
  for (const letter of match[2]) counts[BLACK + 1 + LETTERS.indexOf(letter)]++;
  return {
    name,
    counts,
    men,
    isSymmetric: match[1] === match[2],
    hasPawns: counts[1] + counts[BLACK + 1] > 0,
  };
}

/** The pawns of a class as its files treat them. */
export interface ClassPawns {
  /** Number of the pawns that lead, those of the side that has fewer, but some; 0 without pawns. */
  readonly leader: number;
  /** How many they are, and how many the other side has. */
  readonly pawns: readonly [number, number];
}

/** Returns which pawns lead. */
export function pawnsOf({ counts, hasPawns }: ClassMen): ClassPawns {
  const [white, black] = [counts[1], counts[BLACK + 1]];
  const isWhite = black === 0 || (white > 0 && white <= black);
  return {
    leader: hasPawns ? (isWhite ? 1 : BLACK + 1) : 0,
    pawns: isWhite ? [white, black] : [black, white],
  };
}

/** Returns whether only the kings are single, so that both lead where there are no pawns, and how many men lead. */
export function leadingGroup(men: ClassMen): { readonly kingsLead: boolean; readonly lead: number } {
  const kingsLead = !men.hasPawns && men.counts.filter((count) => count === 1).length === 2;
  return { kingsLead, lead: men.hasPawns ? pawnsOf(men).pawns[0] : kingsLead ? 2 : 3 };
}

/**
 * Returns by the number of a man in a file its code in positions of a game.
 * @param men the chess man of each kind of the schema
 * @param isExchanged whether the file's White is the position's side 1
 */
export function codesByNumber(schema: Schema, men: readonly Chessman[], isExchanged: boolean): Uint8Array {
  const codes = new Uint8Array(16);
  for (const [i, man] of NUMBERED.entries()) {
    const kind = men.indexOf(man);
    codes[1 + i] = 1 + kind + (isExchanged ? schema.kinds.length : 0);
    codes[BLACK + 1 + i] = 1 + kind + (isExchanged ? 0 : schema.kinds.length);
  }
  return codes;
}

/**
 * Returns the signature of a class's positions.
 * @param codes as `codesByNumber` gives them
 */
export function signatureOf(schema: Schema, { counts }: ClassMen, codes: Uint8Array): number {
  const { board } = weightsOf(schema);
  let signature = 0;
  for (let number = 0; number < counts.length; number++) signature += counts[number] * board[codes[number]];
  return signature;
}
