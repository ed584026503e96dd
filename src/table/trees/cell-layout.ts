import type { Features } from '../coders/features.ts';

/**
 * How a cell is packed for the programs for trees: the place of each man and the mark, if there is one, are fields of equal
 * width; a number of 32 bits holds as many as fit. Above the last field, or in a number of its own, stands the class
 * (assembly/trees/classes.ts).
 */
export interface CellLayout {
  /** Numbers of 32 bits of a cell. */
  readonly words: number;
  /** Number of men, and 1 more if there are marks. */
  readonly fields: number;
  /** Bits of a field. */
  readonly fieldBits: number;
  /** By field: its number of 32 bits, and its lowest bit there. */
  readonly fieldWords: Uint8Array;
  readonly fieldShifts: Uint8Array;
  /** The class: its number of 32 bits, and its lowest bit there. */
  readonly classWord: number;
  readonly classShift: number;
}

/** Returns the layout for cells of up to `classCount` classes. */
export function cellLayout({ men, marks, geometry }: Features, classCount: number): CellLayout {
  const fields = men + (marks > 1 ? 1 : 0);
  const fieldBits = bitsOf(geometry.stride);
  const each = Math.floor(32 / fieldBits);
  const fieldWords = Uint8Array.from({ length: fields }, (_, field) => Math.floor(field / each));
  const fieldShifts = Uint8Array.from({ length: fields }, (_, field) => (field % each) * fieldBits);
  const last = fieldWords.at(-1) ?? 0;
  const used = fields === 0 ? 0 : fieldShifts[fields - 1] + fieldBits;
  const fits = used + bitsOf(classCount) <= 32;
  const classWord = fits ? last : last + 1;
  const classShift = fits ? used : 0;
  return { words: classWord + 1, fields, fieldBits, fieldWords, fieldShifts, classWord, classShift };
}

/** Returns the bits of numbers below `count`, at least 1. */
function bitsOf(count: number): number {
  return Math.max(1, 32 - Math.clz32(count - 1));
}
