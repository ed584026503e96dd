import type { Position } from '../game/position.ts';
import { type ClassMen, leadingGroup, pawnsOf } from './class-name.ts';
import { damagedFile, foreignFile } from './failure.ts';
import type { FileWindow } from './file-window.ts';
import { Numbering, UPSIDE_DOWN } from './numbering.ts';
import { PairValues } from './pair-values.ts';
import { PAWN_PLACES } from './placement-numbers.ts';

/** What files tell: five outcomes (.rtbw) or plies to zeroing (.rtbz). */
export const FILE_KINDS = ['wdl', 'dtz'] as const;
/** One of `FILE_KINDS`. */
export type FileKind = (typeof FILE_KINDS)[number];

/** The first four bytes, the low one first. */
export const FILE_MAGIC: Readonly<Record<FileKind, number>> = { wdl: 0x5d23e871, dtz: 0xa50c66d7 };
/** A file is whole lines of 64 bytes and a checksum, so what was cut off shows. */
const LINE = 64;
const CHECKSUM = 16;

/** Bits of the byte after the magic. */
const BOTH_SIDES = 1;
const PAWNS = 2;
/** Flags of a part of plies. The first says that the cells are of positions with Black to move. */
const BLACK_TO_MOVE = 1;
const MAPPED = 2;
const WINS_IN_PLIES = 4;
const LOSSES_IN_PLIES = 8;
const WIDE_MAPS = 16;
/** Maps stand in the order win, loss, cursed win, blessed loss; the index is the outcome from -2 to 2, plus 2. */
const MAP_OF = [1, 3, 0, 2, 0];
const MAPS = 4;

/** One file of leading pawns, with one side to move. */
export interface ClassPart {
  readonly numbering: Numbering;
  readonly values: PairValues;
  /** Where the entries of each map begin, and how many there are; none in a part without maps. */
  readonly maps: readonly { readonly at: number; readonly entries: number }[];
}

/** The positions of a file: which code of theirs is which man, and whether ours are upside down there. */
export interface Orientation {
  /** As `codesByNumber` gives them. */
  readonly codes: Uint8Array;
  /** Whether the file's White is side 1. */
  readonly isExchanged: boolean;
}

/** A Syzygy file of one class, opened. */
export class ClassFile {
  readonly kind: FileKind;
  readonly men: ClassMen;
  readonly #file: FileWindow;
  /** By file of the leading pawn (one entry without pawns), then by side to move, White first. */
  readonly parts: readonly (readonly ClassPart[])[];
  /** Number in the file of the pawns that lead; 0 without pawns. */
  readonly #leader: number;
  /** Whether the last distance may be one ply more. */
  isRounded = false;

  /**
   * @throws EndgameError E_TABLE_FOREIGN if it is another kind of file or one of another class, E_TABLE_DAMAGED if it was
   *   cut off or contradicts itself, E_FILE; NotFetched if its bytes are elsewhere
   */
  constructor(file: FileWindow, kind: FileKind, men: ClassMen) {
    this.kind = kind;
    this.men = men;
    this.#file = file;
    if (file.size < 5 || file.u32(0) !== FILE_MAGIC[kind]) throw foreignFile(file.name, `no Syzygy file of ${kind}`);
    if (file.size % LINE !== CHECKSUM) throw damagedFile(file.name, `cut off, ${file.size} bytes are no whole lines`);
    const bits = file.u8(4);
    if (((bits & PAWNS) !== 0) !== men.hasPawns) throw foreignFile(file.name, `not of the class ${men.name}`);
    const sides = kind === 'wdl' && !men.isSymmetric ? 2 : 1;
    if (kind === 'wdl' && ((bits & BOTH_SIDES) !== 0) !== (sides === 2)) {
      throw damagedFile(file.name, 'the sides to move are not those of its class');
    }
    const { leader, pawns } = pawnsOf(men);
    this.#leader = leader;
    this.parts = this.#read(sides, pawns);
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }

  /** Reads what precedes the values. */
  #read(sides: number, pawns: readonly [number, number]): ClassPart[][] {
    const file = this.#file;
    const { men, hasPawns } = this.men;
    const files = hasPawns ? 4 : 1;
    const step = men + 1 + (pawns[1] > 0 ? 1 : 0);
    const numberings: Numbering[][] = [];
    let at = 5;
    for (let each = 0; each < files; each++, at += step) {
      numberings.push(Array.from({ length: sides }, (_, side) => this.#numbering(at, side, each, pawns)));
    }
    at += at & 1;
    const values = numberings.map((row) =>
      row.map((numbering) => {
        const part = new PairValues(file, at, numbering.size, this.kind === 'wdl');
        at = part.end;
        return part;
      }),
    );
    const maps = values.map(([{ flags }]) => {
      if (this.kind === 'wdl' || (flags & MAPPED) === 0) return [];
      const [read, end] = this.#maps(at, (flags & WIDE_MAPS) !== 0);
      at = end;
      return read;
    });
    if (this.kind === 'dtz') at += at & 1;
    this.#locate(values.flat(), at);
    return numberings.map((row, each) =>
      row.map((numbering, side) => ({ numbering, values: values[each][side], maps: maps[each] })),
    );
  }

  /** Reads the order of men and digits for a side to move, whose nibbles are the low ones for White. */
  #numbering(at: number, side: number, file: number, pawns: readonly [number, number]): Numbering {
    const window = this.#file;
    const { counts, men: length, hasPawns } = this.men;
    const nibble = (offset: number): number => (window.u8(at + offset) >> (4 * side)) & 15;
    const before = pawns[1] > 0 ? 2 : 1;
    const men = Uint8Array.from({ length }, (_, i) => nibble(before + i));
    const places = [nibble(0), before === 2 ? nibble(1) : 15] as const;
    const { kingsLead, lead } = leadingGroup(this.men);
    const isOrdered = men.every((man, i) => {
      const leads = hasPawns ? man === this.#leader : counts[man] === 1;
      if (i < lead && !leads) return false;
      if (hasPawns && i >= lead && i < lead + pawns[1] && (man & 7) !== 1) return false;
      // Like men stand together.
      return men.indexOf(man) + counts[man] > i && men.filter((each) => each === man).length === counts[man];
    });
    const groups = new Set(men.subarray(lead)).size + 1;
    const [place, other] = places;
    if (!isOrdered || place >= groups || (before === 2 && (other >= groups || other === place))) {
      throw damagedFile(window.name, `the men at ${at} are not those of its class`);
    }
    return new Numbering({ men, pawns, kingsLead, places, file });
  }

  /** Reads the four maps of a part. Returns where they are, and their end. */
  #maps(from: number, isWide: boolean): [ClassPart['maps'], number] {
    const file = this.#file;
    const width = isWide ? 2 : 1;
    let at = isWide ? from + (from & 1) : from;
    const maps: { at: number; entries: number }[] = [];
    for (let map = 0; map < MAPS; map++) {
      const entries = isWide ? file.u16(at) : file.u8(at);
      maps.push({ at: at + width, entries });
      at += width * (1 + entries);
    }
    return [maps, at];
  }

  /** Tells all parts where their sections are: the indices of all, their lengths, then their blocks, in whole lines. */
  #locate(parts: readonly PairValues[], from: number): void {
    let lengthsAt = from;
    for (const { bytes } of parts) lengthsAt += bytes.index;
    let dataAt = lengthsAt;
    for (const { bytes } of parts) dataAt += bytes.lengths;
    let indexAt = from;
    for (const part of parts) {
      dataAt = Math.ceil(dataAt / LINE) * LINE;
      part.locate(indexAt, lengthsAt, dataAt);
      indexAt += part.bytes.index;
      lengthsAt += part.bytes.lengths;
      dataAt += part.bytes.data;
    }
    if (dataAt + CHECKSUM > this.#file.size) throw damagedFile(this.#file.name, 'cut off');
  }

  /** Returns the side to move as the file counts it, where the position's sides are maybe exchanged. */
  #side(p: Position, isExchanged: boolean): number {
    return this.men.isSymmetric ? 0 : isExchanged ? 1 - p.turn : p.turn;
  }

  /** Returns the file of the leading pawn, 0 to 3 from the edges inwards. */
  #fileOf(p: Position, { codes, isExchanged }: Orientation): number {
    if (this.#leader === 0) return 0;
    const code = codes[this.#leader];
    const mirror = isExchanged ? UPSIDE_DOWN : 0;
    const from = code * p.stride;
    let lead = p.lists[from] ^ mirror;
    for (let i = from + 1, end = from + p.counts[code]; i < end; i++) {
      const cell = p.lists[i] ^ mirror;
      if (PAWN_PLACES[cell] > PAWN_PLACES[lead]) lead = cell;
    }
    return Math.min(lead & 7, 7 - (lead & 7));
  }

  #value({ numbering, values }: ClassPart, p: Position, { codes, isExchanged }: Orientation): number {
    return values.at(numbering.of(p, codes, isExchanged && this.#leader !== 0 ? UPSIDE_DOWN : 0));
  }

  /**
   * Returns what a file of outcomes has for a position of its class without en passant, for the side to move: -2 loss,
   * -1 blessed loss, 0 draw, 1 cursed win, 2 win. The outcome is higher if a capture is better.
   * @throws EndgameError E_TABLE_DAMAGED, E_FILE; NotFetched
   */
  outcome(p: Position, orientation: Orientation): number {
    const part = this.parts[this.#fileOf(p, orientation)][this.#side(p, orientation.isExchanged)];
    const value = this.#value(part, p, orientation);
    if (value > 4) throw damagedFile(this.#file.name, `${value} is no outcome`);
    return value - 2;
  }

  /**
   * Returns what a file of plies has for a position of its class, less 1, or less 101 where the rule spoils the outcome;
   * -1 if it has none for this side to move. `isRounded` tells whether it may be one more. Draws and positions that a
   * capture or a pawn move settles have no plies there.
   * @param outcome of the position: -2, -1, 1 or 2
   * @throws as `outcome`
   */
  plies(p: Position, orientation: Orientation, outcome: number): number {
    const [part] = this.parts[this.#fileOf(p, orientation)];
    const { flags } = part.values;
    if (!this.men.isSymmetric && (flags & BLACK_TO_MOVE) !== this.#side(p, orientation.isExchanged)) return -1;
    let plies = this.#value(part, p, orientation);
    if ((flags & MAPPED) !== 0) {
      const { at, entries } = part.maps[MAP_OF[outcome + 2]];
      if (plies >= entries) throw damagedFile(this.#file.name, `${plies} is in no map`);
      plies = (flags & WIDE_MAPS) !== 0 ? this.#file.u16(at + 2 * plies) : this.#file.u8(at + plies);
    }
    this.isRounded = outcome === 2 ? (flags & WINS_IN_PLIES) === 0 : outcome !== -2 || (flags & LOSSES_IN_PLIES) === 0;
    return this.isRounded ? 2 * plies : plies;
  }
}
