/** The words of PGN's move text, beside moves: results, move numbers, glyphs, null moves, and signs beyond ASCII. */

import { latin1Bytes, latin1Text } from './bytes.ts';

const HASH = 35;
const PLUS = 43;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const CAPITAL_Z = 90;
const SMALL_A = 97;

const RESULTS: ReadonlySet<string> = new Set(['1-0', '0-1', '1/2-1/2', '1/2']);

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** Returns whether the word is a result. */
export function isResult(token: Uint8Array, length: number): boolean {
  if (length !== 3 && length !== 7) return false;
  if (token[1] !== DASH && token[1] !== SLASH) return false;
  return RESULTS.has(latin1Text(token, length));
}

/** Returns the length of the move number with its dots at the beginning of the word; 0 for "0-0" and "0000". */
export function numberLength(token: Uint8Array, length: number): number {
  if (token[0] === ZERO && (token[1] === DASH || isNullMove(token, 0, length))) return 0;
  let i = 0;
  while (i < length && isDigit(token[i])) i++;
  while (i < length && token[i] === DOT) i++;
  return i;
}

/** Returns whether a word is a null move: "--", "Z0" or "0000". The reader gives "<>" as "--". */
export function isNullMove(token: Uint8Array, start: number, length: number): boolean {
  if (length - start === 2) {
    const second = token[start + 1];
    return token[start] === DASH ? second === DASH : token[start] === CAPITAL_Z && second === ZERO;
  }
  if (length - start !== 4) return false;
  for (let i = start; i < length; i++) if (token[i] !== ZERO) return false;
  return true;
}

/** Stands for a sign that only says something about a move. */
const SIGN = '~';
const IN_GLYPH = new Uint8Array(256);
for (const byte of latin1Bytes(`!?+-=/#${SIGN}`)) IN_GLYPH[byte] = 1;
/** Words that say something about a move: "N" is a novelty, "D" a diagram. */
const REMARKS: ReadonlySet<string> = new Set(['e.p.', 'e.p', 'ep', 'ch', 'ch.', 'mate', 'N', 'D']);
const LONGEST_REMARK = 4;
const STARTS_REMARK = new Uint8Array(256);
for (const remark of REMARKS) STARTS_REMARK[remark.charCodeAt(0)] = 1;

/** Returns whether a word says something about a move and is none: "!?", "+-", "=", "e.p." and the like. */
export function isGlyph(token: Uint8Array, start: number, length: number): boolean {
  // Most moves end in the number of a rank.
  return !isDigit(token[length - 1]) && (isSigns(token, start, length) || isRemark(token, start, length));
}

/** Returns whether a word has signs alone. Dashes alone are none. */
function isSigns(token: Uint8Array, start: number, length: number): boolean {
  let dashes = 0;
  for (let i = start; i < length; i++) {
    if (IN_GLYPH[token[i]] === 0) return false;
    if (token[i] === DASH) dashes++;
  }
  return dashes < length - start;
}

function isRemark(token: Uint8Array, start: number, length: number): boolean {
  if (length - start > LONGEST_REMARK || STARTS_REMARK[token[start]] === 0) return false;
  return REMARKS.has(latin1Text(token.subarray(start), length - start));
}

/** Endings of moves that say something about them, without a dot. */
const ENDINGS = ['e.p', 'ep', 'ch', 'mate'].map(latin1Bytes);
const TRAILING = new Uint8Array(256);
for (const byte of latin1Bytes(`+#!?=./${SIGN}`)) TRAILING[byte] = 1;

/** Returns the length of a move without check marks, glyphs and remarks that follow it without a blank. */
export function moveLength(bytes: Uint8Array, length: number): number {
  let n = length;
  // Most moves end in the number of a rank.
  if (isDigit(bytes[n - 1])) return n;
  for (;;) {
    while (n > 0 && (TRAILING[bytes[n - 1]] === 1 || isGlyphDash(bytes, n - 1, length))) n--;
    const shorter = n - endingLength(bytes, n);
    if (shorter === n) return n;
    n = shorter;
  }
}

/** Returns whether the dash belongs to "+-", "-+" or "-/+". At the end of "e2-" it may be half of a move. */
function isGlyphDash(bytes: Uint8Array, i: number, length: number): boolean {
  if (bytes[i] !== DASH) return false;
  const before = i > 0 ? bytes[i - 1] : 0;
  const after = i + 1 < length ? bytes[i + 1] : 0;
  return before === PLUS || before === SLASH || before === HASH || after === PLUS || after === SLASH;
}

function endingLength(bytes: Uint8Array, n: number): number {
  // No move ends in a small letter, but for "e8q".
  if (bytes[n - 1] < SMALL_A) return 0;
  for (const ending of ENDINGS) if (endsWith(bytes, n, ending)) return ending.length;
  return 0;
}

function endsWith(bytes: Uint8Array, n: number, ending: Uint8Array): boolean {
  const start = n - ending.length;
  return start > 1 && ending.every((byte, i) => bytes[start + i] === byte);
}

/** What stands for a blank. */
export const BLANK = ' ';

/** What signs beyond ASCII mean in move text, by code point; "" is left out. */
const SIGNS = new Map<number, string>();
function mean(text: string, signs: string): void {
  for (const sign of signs) SIGNS.set(sign.codePointAt(0)!, text);
}
// Figurines of both colours.
for (const [i, letter] of ['K', 'Q', 'R', 'B', 'N', 'P'].entries())
  mean(letter, String.fromCodePoint(0x2654 + i, 0x265a + i));
mean(BLANK, '\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f');
mean(BLANK, '\u205f\u3000\ufeff');
// Signs without width: soft hyphen, joiners, marks of direction, choice of a form.
mean('', '\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f');
mean('-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212');
mean('x', '×');
mean('1/2', '½');
mean('...', '…');
mean('+', '†');
mean('#', '‡≠');
mean('!!', '‼');
mean('??', '⁇');
mean('?!', '⁈');
mean('!?', '⁉');
mean('+/-', '±');
mean('-/+', '∓');
mean('+/=', '⩲');
mean('=/+', '⩱');
mean(SIGN, '∞□⌓⟳↻→↑⇆⇄⇔⊕⨁○⨀⊙△▽∆Δ∇⟂⊥∥');

/** Signs of one byte, of Windows 1252 or ISO 8859-1, in files that are not UTF-8. */
const BYTES = new Map<number, string>([
  [0x85, '...'],
  [0x96, '-'],
  [0x97, '-'],
  [0xa0, BLANK],
  [0xb1, '+/-'],
  [0xbd, '1/2'],
]);

/** Most bytes of a sign. */
const LONGEST_SIGN = 3;

/** A sign at the end of a word: its bytes, and what they mean. */
export interface Sign {
  readonly bytes: number;
  readonly text: string;
}

/** Returns the sign that the last bytes of the word are, or undefined. */
export function signAtEnd(token: Uint8Array, length: number): Sign | undefined {
  let start = length - 1;
  while (start > 0 && length - start < LONGEST_SIGN && isContinuation(token[start])) start--;
  const bytes = length - start;
  const lead = token[start];
  let text: string | undefined;
  if (bytes === 2 && lead >> 5 === 6) text = SIGNS.get(((lead & 31) << 6) | (token[start + 1] & 63));
  else if (bytes === 3 && lead >> 4 === 14)
    text = SIGNS.get(((lead & 15) << 12) | ((token[start + 1] & 63) << 6) | (token[start + 2] & 63));
  else if (lead < 0x80 && bytes === 2) return single(token[length - 1]);
  else if (bytes === 1) return single(lead);
  return text === undefined ? undefined : { bytes, text };
}

function single(byte: number): Sign | undefined {
  const text = BYTES.get(byte);
  return text === undefined ? undefined : { bytes: 1, text };
}

function isContinuation(byte: number): boolean {
  return byte >> 6 === 2;
}

const STRICT = new TextDecoder('utf-8', { fatal: true });

/** Returns the word in `bytes[0..length)` as a message may show it: UTF-8, or else ISO 8859-1, on one line. */
export function wordText(bytes: Uint8Array, length: number): string {
  let text: string;
  try {
    text = STRICT.decode(bytes.subarray(0, length));
  } catch {
    text = latin1Text(bytes, length);
  }
  return text.replace(/\p{C}/gu, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);
}
