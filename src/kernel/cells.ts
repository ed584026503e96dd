import type { PlacedCells } from '../engine/index.ts';
import type { Side } from '../game/schema.ts';
import { UNUSED } from '../game/value.ts';
import { PackedPlaces } from './packed-places.ts';
import { PackedCodes } from './packed.ts';
import { type Passants, passantValue } from './passant.ts';
import type { Solving } from './task.ts';
import { ILLEGAL_CODE } from './abi.ts';
import type { ClassSlots, Slot } from './slots.ts';
import type { PlainCodes } from './solved.ts';
import type { OrderPart, StoredOrder } from './stored-order.ts';

/** Positions of a row. */
const ROW = 4096;
/** Room of a chunk, in positions. */
const ROOM = 16 * ROW;

/** A chunk that is filled row by row. */
class Chunk implements PlacedCells {
  count = 0;
  readonly places = new Uint32Array(ROOM);
  readonly values = new Int16Array(ROOM);
  readonly marks: Uint8Array | undefined;
  readonly settled: Uint8Array | undefined;
  /** The same, always there: the loops write it without asking. */
  readonly flags = new Uint8Array(ROOM);

  constructor(marks: boolean, settled: boolean) {
    this.marks = marks ? new Uint8Array(ROOM) : undefined;
    this.settled = settled ? this.flags : undefined;
  }
}

/**
 * Yields the legal positions of one side to move, straight from the solved problems: pawn placements in stored order,
 * the rows of each, and then its positions with a mark.
 */
export function* placedCellsOf(
  solving: Solving,
  order: StoredOrder,
  { turn, marks }: OrderPart,
  { slots, views }: ClassSlots,
): Generator<PlacedCells, void, void> {
  const frames = views.map((resolved) => resolved && new PackedPlaces(order, resolved));
  const { meaning } = solving.metricCodes;
  const chunk = new Chunk(
    marks > 1,
    slots.some((slot) => slot?.settled !== undefined),
  );
  for (const slot of slots) {
    if (slot === undefined) continue;
    const frame = frames[slot.view]!;
    const side = (slot.swap ? 1 - turn : turn) as Side;
    const pawns = frame.pawns(slot.pawns);
    for (let mark = 0; mark < marks; mark++) {
      const passants = mark === 0 ? undefined : slot.marked[turn][mark];
      if (mark > 0 && passants === undefined) continue;
      for (let row = 0; row < slot.solved.problem.rows; row++) {
        if (chunk.count + ROW > ROOM) {
          yield chunk;
          chunk.count = 0;
        }
        const outer = frame.row(row);
        if (outer < 0) continue;
        const from = chunk.count;
        const places = outer | pawns;
        // Codes may have moved while the caller had the last chunk, so each row asks where they are.
        const codes = slot.solved.codes[side];
        const settled = slot.settled?.[side];
        if (passants !== undefined) addMarked(chunk, frame, row, places, solving, slot, passants);
        else if (codes instanceof PackedCodes) addPacked(chunk, frame, row, places, codes.words, meaning, settled);
        else addPlain(chunk, frame, row, places, codes, meaning, settled);
        if (frame.needsCheck(row)) keepIndexed(chunk, frame, from);
        chunk.marks?.fill(mark, from, chunk.count);
      }
    }
  }
  if (chunk.count > 0) yield chunk;
}

/** Adds a row of codes of two bits, sixteen at a time. */
function addPacked(
  chunk: Chunk,
  frame: PackedPlaces,
  row: number,
  outer: number,
  words: Uint32Array,
  meaning: Int16Array,
  settled: Uint32Array | undefined,
): void {
  const { places, values, flags } = chunk;
  const { inner: innerBits, lane: laneBits, lanes } = frame;
  let n = chunk.count;
  for (let inner = 0; inner < 64; inner++) {
    const wanted = frame.lanesOf(inner);
    if (wanted < 0) continue;
    const base = outer | innerBits[inner];
    const at = (row << 6) | inner;
    for (let quarter = 0; quarter < 4; quarter++) {
      const word = words[4 * at + quarter];
      let left = ~(word & (word >>> 1)) & lanes[wanted + quarter];
      if (left === 0) continue;
      const bits = settled === undefined ? 0 : settled[2 * at + (quarter >> 1)] >>> ((quarter & 1) << 4);
      do {
        const bit = 31 - Math.clz32(left & -left);
        left &= left - 1;
        places[n] = base | laneBits[(quarter << 4) | (bit >> 1)];
        values[n] = meaning[(word >>> bit) & 3];
        flags[n] = (bits >>> (bit >> 1)) & 1;
        n++;
      } while (left !== 0);
    }
  }
  chunk.count = n;
}

/** Adds a row of codes of one or two bytes. */
function addPlain(
  chunk: Chunk,
  frame: PackedPlaces,
  row: number,
  outer: number,
  codes: PlainCodes,
  meaning: Int16Array,
  settled: Uint32Array | undefined,
): void {
  const { places, values, flags } = chunk;
  let n = chunk.count;
  for (let inner = 0; inner < 64; inner++) {
    const wanted = frame.lanesOf(inner);
    if (wanted < 0) continue;
    const base = outer | frame.inner[inner];
    const at = (row << 6) | inner;
    for (let lane = 0; lane < 64; lane++) {
      const code = codes[64 * at + lane];
      if (code === ILLEGAL_CODE || !isIn(frame.lanes, wanted, lane)) continue;
      places[n] = base | frame.lane[lane];
      values[n] = meaning[code];
      flags[n] = settled === undefined ? 0 : (settled[2 * at + (lane >> 5)] >>> (lane & 31)) & 1;
      n++;
    }
  }
  chunk.count = n;
}

/** Adds the positions of a row in which a pawn is marked. */
function addMarked(
  chunk: Chunk,
  frame: PackedPlaces,
  row: number,
  outer: number,
  solving: Solving,
  { solved }: Slot,
  passants: Passants,
): void {
  const { places, values, flags } = chunk;
  let n = chunk.count;
  for (let inner = 0; inner < 64; inner++) {
    const wanted = frame.lanesOf(inner);
    if (wanted < 0) continue;
    for (let lane = 0; lane < 64; lane++) {
      if (!isIn(frame.lanes, wanted, lane)) continue;
      const value = passantValue(solving, solved, passants, (row << 12) | (inner << 6) | lane);
      if (value === UNUSED) continue;
      places[n] = outer | frame.inner[inner] | frame.lane[lane];
      values[n] = value;
      flags[n] = 0;
      n++;
    }
  }
  chunk.count = n;
}

function isIn(lanes: Uint32Array, from: number, lane: number): boolean {
  return ((lanes[from + (lane >> 4)] >>> (2 * (lane & 15))) & 1) === 1;
}

/** Removes positions without an index from those that were added from `from` on. */
function keepIndexed(chunk: Chunk, frame: PackedPlaces, from: number): void {
  const { places, values, flags } = chunk;
  let n = from;
  for (let i = from; i < chunk.count; i++) {
    if (!frame.hasIndex(places[i])) continue;
    places[n] = places[i];
    values[n] = values[i];
    flags[n] = flags[i];
    n++;
  }
  chunk.count = n;
}
