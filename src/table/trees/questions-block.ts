import type { Features } from '../coders/features.ts';
import type { BoardRelations } from './board-relations.ts';
import type { CellLayout } from './cell-layout.ts';
import * as layout from './program-layout.ts';
import type { ProgramMemory } from './program-memory.ts';

/**
 * Writes the questions into a program's memory, and returns the address of their block.
 * @param answers where the program has the `answersBytes` that it answers them from; 0: it only knows how many answers each has
 */
export function putQuestions(memory: ProgramMemory, features: Features, cells: CellLayout, answers: number): number {
  const { geometry } = features;
  const { stride } = geometry;
  const put: ProgramMemory['put'] = (data) => memory.put(data);
  const at = layOutAnswers(geometry, answers);
  const fields: readonly (readonly [number, number])[] = [
    [layout.QUESTION_COUNT, features.count],
    [layout.QUESTION_MEN, features.men],
    [layout.QUESTION_FIELDS, cells.fields],
    [layout.QUESTION_PAIR_COUNT, features.first.length],
    [layout.QUESTION_STRIDE, stride],
    [layout.QUESTION_WORDS, cells.words],
    [layout.QUESTION_BOARD_WORDS, boardWords(geometry)],
    [layout.QUESTION_FIELD_BITS, cells.fieldBits],
    [layout.QUESTION_TABLES, at.tables],
    [layout.QUESTION_DIRECTIONS, at.directions],
    [layout.QUESTION_BETWEEN, at.between],
    [layout.QUESTION_FIELD_SHIFTS, put(cells.fieldShifts)],
    [layout.QUESTION_FIELD_WORDS, put(cells.fieldWords)],
    [layout.QUESTION_KINDS, put(features.kinds)],
    [layout.QUESTION_PAIRS, put(features.pair)],
    [layout.QUESTION_OTHERS, put(features.other)],
    [layout.QUESTION_TABLE_AT, put(features.table)],
    [layout.QUESTION_LOWS, put(features.low)],
    [layout.QUESTION_HIGHS, put(features.high)],
    [layout.QUESTION_SIZES, put(features.sizes)],
    [layout.QUESTION_FIRSTS, put(features.first)],
    [layout.QUESTION_SECONDS, put(features.second)],
  ];
  const block = memory.take(layout.QUESTION_BLOCK_BYTES);
  writeBlock(memory, block, fields);
  return block;
}

/** Returns the bytes that questions about a board are answered from. */
export function answersBytes(geometry: BoardRelations): number {
  return layOutAnswers(geometry, 0).end;
}

/** Writes what questions are answered from. */
export function putAnswers(memory: ProgramMemory, geometry: BoardRelations, answers: number): void {
  const { tables, directions, between } = layOutAnswers(geometry, answers);
  const { bytes } = memory;
  bytes.set(new Uint8Array(geometry.tables.buffer, geometry.tables.byteOffset, geometry.tables.byteLength), tables);
  bytes.set(geometry.direction, directions);
  bytes.set(new Uint8Array(placesBetween(geometry).buffer), between);
}

/** Returns where the tables, the directions and the places between places begin, from an address on. */
function layOutAnswers(geometry: BoardRelations, from: number) {
  const directions = from + Math.ceil(geometry.tables.byteLength / 16) * 16;
  const between = directions + Math.ceil(geometry.direction.byteLength / 16) * 16;
  return { tables: from, directions, between, end: between + 8 * boardWords(geometry) * geometry.stride ** 2 };
}

/** Returns the numbers of 64 bits that a set of places takes. */
function boardWords({ stride }: BoardRelations): number {
  return Math.ceil(stride / 64);
}

/** Writes numbers of 32 bits, each at its offset from `block`. */
export function writeBlock(
  memory: ProgramMemory,
  block: number,
  fields: readonly (readonly [offset: number, number: number])[],
): void {
  const view = new DataView(memory.bytes.buffer, block);
  for (const [offset, number] of fields) view.setUint32(offset, number, true);
}

const known = new WeakMap<BoardRelations, Uint32Array>();

/** Returns for each pair of places on a line the set of the places between them, 64 places in two numbers. */
function placesBetween(geometry: BoardRelations): Uint32Array {
  const found = known.get(geometry);
  if (found) return found;
  const { stride, direction, steps } = geometry;
  const setWords = 2 * boardWords(geometry);
  const sets = new Uint32Array(stride * stride * setWords);
  for (let a = 0; a < stride; a++) {
    for (let b = 0; b < stride; b++) {
      const entry = a * stride + b;
      if (direction[entry] === 0 || steps[entry] < 2) continue;
      for (let c = 0; c < stride; c++) {
        const at = a * stride + c;
        if (direction[at] !== direction[entry] || steps[at] >= steps[entry]) continue;
        sets[entry * setWords + (c >> 5)] |= 1 << (c & 31);
      }
    }
  }
  known.set(geometry, sets);
  return sets;
}
