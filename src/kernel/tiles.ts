import { UNUSED } from '../game/value.ts';
import type { CodeStream } from '../game/values.ts';
import { packCodes, PackedCodes, packedMeaning } from './packed.ts';
import { passantValue } from './passant.ts';
import type { ProblemCache } from './problem-cache.ts';
import { type ClassSlots, sideIn, type Slot } from './slots.ts';
import type { Codes, PlainCodes } from './solved.ts';
import { type OrderPart, type StoredOrder, transposed } from './stored-order.ts';
import { type Shares, sharesOf } from './shares.ts';

/** The shares of no group of pieces. */
const ALONE = Int32Array.of(0);

/**
 * The codes of a slice in stored order, a tile at a time. Without pawns a tile has the indices of one placement of the
 * kings; where the problem has the same order, it is a view. With pawns every placement of theirs is a problem of its
 * own, and they vary faster than the pieces. So a tile has one placement of the kings and of all groups of pieces but
 * the last, and it is filled problem by problem: that reads a stretch of each, and not a position of each in turn.
 */
export class Tiles {
  readonly #cache: ProblemCache;
  readonly #order: StoredOrder;
  readonly #slots: readonly (Slot | undefined)[];
  readonly #shares: readonly (Shares | undefined)[];
  /** By view, the shares of all groups but the last together, for each combination of theirs. */
  readonly #outer: readonly (Int32Array | undefined)[];
  readonly #outers: number;
  readonly #transposed: readonly Int32Array[];
  readonly #hasHead: boolean;
  /** Positions of a problem for each king pair, if it has king pairs. */
  readonly #headStride: number;
  /** Combinations of the last group. */
  readonly #last: number;
  readonly #isView: boolean;
  #knownHoles: Int32Array | undefined;
  #form: Omit<CodeStream, 'pieces'> | undefined;
  readonly #codeOf = new Map<number, number>();
  #codes: PlainCodes = new Uint8Array(0);
  #packed: Uint8Array = new Uint8Array(0);
  /** What was filled last, since readers of few values come back for the rest. */
  #read: { readonly part: OrderPart; readonly number: number; readonly tile: Uint8Array | Uint16Array } | undefined;

  constructor(cache: ProblemCache, order: StoredOrder, { slots, views }: ClassSlots) {
    const { pieces } = order;
    const { problem } = slots.find((slot) => slot !== undefined)!.solved;
    this.#cache = cache;
    this.#order = order;
    this.#slots = slots;
    this.#shares = views.map((resolved) => resolved && sharesOf(order, resolved));
    this.#outer = this.#shares.map((all) => all && combined(all.groups.slice(0, -1)));
    this.#outers = pieces.slice(0, -1).reduce((product, group) => product * group.size, 1);
    this.#transposed = pieces.map(transposed);
    this.#hasHead = problem.hasKingPair;
    this.#headStride = 64 ** problem.digits.length;
    this.#last = pieces.at(-1)?.size ?? 1;
    const { groups = [] } = this.#shares[0] ?? {};
    this.#isView =
      slots.length === 1 &&
      pieces.length > 0 &&
      groups.every((shares, g) => shares.length === 64 && shares[1] === 64 ** (groups.length - 1 - g));
  }

  /** How the codes are kept, and what they mean. */
  get form(): Omit<CodeStream, 'pieces'> {
    return (this.#form ??= this.#makeForm());
  }

  #makeForm(): Omit<CodeStream, 'pieces'> {
    const { meaning } = this.#cache.metricCodes;
    const all = this.#slots.flatMap((slot) => (slot ? slot.solved.codes : []));
    const gathered = this.#isView ? {} : ({ isGathered: true } as const);
    if (all.every((codes) => codes instanceof PackedCodes)) {
      // Two bare kings have tiles of one index.
      const fills = this.#order.parts.every((part) => this.size(part) % 4 === 0);
      return { bits: fills ? 2 : 8, meaning: packedMeaning(meaning), ...gathered };
    }
    return { bits: all.some((codes) => codes instanceof Uint16Array) ? 16 : 8, meaning, ...gathered };
  }

  /** Whether a tile has all combinations of the pieces. */
  get #isWhole(): boolean {
    return this.#slots.length === 1;
  }

  /** Whether the outcomes of four pawn placements that follow each other stand in a byte: one side alone has pawns. */
  get #areFours(): boolean {
    return this.#slots.length % 4 === 0 && this.#order.parts[0].marks === 1;
  }

  /** Returns the number of indices of a tile. */
  size({ marks }: OrderPart): number {
    return this.#last * (this.#isWhole ? this.#outers : this.#slots.length * marks);
  }

  /** Returns the codes of a tile. They are valid until the next one is read, and nobody may write to them. */
  read(part: OrderPart, number: number): Uint8Array | Uint16Array {
    if (this.#isView) return this.#view(part, number);
    if (this.#read?.part === part && this.#read.number === number) return this.#read.tile;
    const size = this.size(part);
    const { bits } = this.form;
    if (bits === 2 && this.#areFours) {
      if (4 * this.#packed.length !== size) this.#packed = new Uint8Array(size / 4);
      this.#gatherFours(part, Math.floor(number / this.#outers), number % this.#outers, this.#packed);
      this.#read = { part, number, tile: this.#packed };
      return this.#packed;
    }
    if (this.#codes.length !== size) this.#codes = bits === 16 ? new Uint16Array(size) : new Uint8Array(size);
    const codes = this.#codes;
    if (this.#isWhole) this.#gatherPieces(part, number, codes);
    else this.#gatherPawns(part, Math.floor(number / this.#outers), number % this.#outers, codes);
    if (bits === 2) {
      if (4 * this.#packed.length !== size) this.#packed = new Uint8Array(size / 4);
      packCodes(codes, this.#packed);
    }
    const tile = bits === 2 ? this.#packed : codes;
    this.#read = { part, number, tile };
    return tile;
  }

  /** Returns the index of a position in the problems of a view. */
  index(orbit: number, combos: readonly number[], view: number): number {
    const { groups } = this.#shares[view]!;
    return combos.reduce((sum, combo, g) => sum + groups[g][combo], this.#kings(orbit, view));
  }

  /** Returns whether the mirror image of a position with both kings on the diagonal has the smaller index. */
  isHole(combos: readonly number[]): boolean {
    for (let g = 0; g < combos.length; g++) {
      const image = this.#transposed[g][combos[g]];
      if (image !== combos[g]) return image < combos[g];
    }
    return false;
  }

  /** Returns the share of the kings in the index of a problem. */
  #kings(orbit: number, view: number): number {
    const all = this.#shares[view];
    if (all === undefined) return 0;
    const { orbits } = this.#order;
    return this.#hasHead ? orbit * this.#headStride : all.white[orbits[2 * orbit]] + all.black[orbits[2 * orbit + 1]];
  }

  #view(part: OrderPart, orbit: number): Uint8Array | Uint16Array {
    const base = this.#kings(orbit, 0);
    const end = base + this.size(part);
    const all = codesIn(this.#slots[0]!, part.turn);
    const arePacked = all instanceof PackedCodes;
    const codes = arePacked ? all.bytes.subarray(base / 4, end / 4) : all.subarray(base, end);
    if (this.#order.mirrored[orbit] === 0) return codes;
    const own = codes.slice();
    const illegal = this.#codeOfValue(UNUSED);
    for (const at of this.#holes) {
      if (arePacked) own[at >> 2] |= illegal << ((at & 3) << 1);
      else own[at] = illegal;
    }
    return own;
  }

  #gatherPieces({ turn }: OrderPart, orbit: number, out: PlainCodes): void {
    const slot = this.#slots[0]!;
    const { view } = slot;
    const kings = this.#kings(orbit, view);
    const outer = this.#outer[view]!;
    const shares = this.#shares[view]!.groups.at(-1) ?? ALONE;
    const codes = codesIn(slot, turn);
    for (let o = 0; o < outer.length; o++) gather(codes, kings + outer[o], shares, out, o * this.#last, 1);
    if (this.#order.mirrored[orbit] === 0 || this.#transposed.length === 0) return;
    const illegal = this.#codeOfValue(UNUSED);
    for (const at of this.#holes) out[at] = illegal;
  }

  #gatherPawns({ turn, marks }: OrderPart, orbit: number, outer: number, out: PlainCodes): void {
    const bases = this.#outer.map((shares, view) => (shares ? this.#kings(orbit, view) + shares[outer] : 0));
    const step = this.#slots.length * marks;
    out.fill(this.#codeOfValue(UNUSED));
    for (let number = 0; number < this.#slots.length; number++) {
      const slot = this.#slots[number];
      if (slot === undefined) continue;
      const base = bases[slot.view];
      const shares = this.#shares[slot.view]!.groups.at(-1) ?? ALONE;
      const to = number * marks;
      gather(codesIn(slot, turn), base, shares, out, to, step);
      for (let mark = 1; mark < marks; mark++) {
        const passants = slot.marked[turn][mark];
        if (passants === undefined) continue;
        for (let c = 0; c < shares.length; c++) {
          const v = passantValue(this.#cache, slot.solved, passants, base + shares[c]);
          out[to + mark + c * step] = this.#codeOfValue(v);
        }
      }
    }
  }

  /** Fills a tile of outcomes, four in a byte: half the time of gathering them one by one and packing them. */
  #gatherFours({ turn }: OrderPart, orbit: number, outer: number, out: Uint8Array): void {
    const bases = this.#outer.map((shares, view) => (shares ? this.#kings(orbit, view) + shares[outer] : 0));
    const step = this.#slots.length / 4;
    const stretch = (number: number): Stretch => {
      const slot = this.#slots[number]!;
      return {
        bytes: (codesIn(slot, turn) as PackedCodes).bytes,
        base: bases[slot.view],
        shares: this.#shares[slot.view]!.groups.at(-1) ?? ALONE,
      };
    };
    for (let at = 0; at < step; at++) {
      gatherFour(stretch(4 * at), stretch(4 * at + 1), stretch(4 * at + 2), stretch(4 * at + 3), out, at, step);
    }
  }

  #codeOfValue(v: number): number {
    if (this.#codeOf.size === 0) this.form.meaning.forEach((each, code) => this.#codeOf.set(each, code));
    return this.#codeOf.get(v)!;
  }

  /** Holes of a tile whose kings stand on the diagonal. */
  get #holes(): Int32Array {
    return (this.#knownHoles ??= this.#findHoles());
  }

  #findHoles(): Int32Array {
    const groups = this.#transposed;
    const holes: number[] = [];
    const look = (g: number, from: number, isMirrored: boolean): void => {
      groups[g].forEach((image, combo) => {
        const at = from * groups[g].length + combo;
        const isHole = isMirrored || image < combo;
        if (g === groups.length - 1) {
          if (isHole) holes.push(at);
        } else if (isHole || image === combo) look(g + 1, at, isHole);
      });
    };
    look(0, 0, false);
    return Int32Array.from(holes);
  }
}

/** Returns the sums of the shares of one combination of each group, the last group's combinations varying fastest. */
function combined(groups: readonly Int32Array[]): Int32Array {
  return groups.reduce((sums, shares) => {
    const out = new Int32Array(sums.length * shares.length);
    for (let i = 0; i < out.length; i++) out[i] = sums[Math.floor(i / shares.length)] + shares[i % shares.length];
    return out;
  }, ALONE);
}

/** Returns the codes of a slot's problem. */
function codesIn(slot: Slot, turn: OrderPart['turn']): Codes {
  return slot.solved.codes[sideIn(slot, turn)];
}

/** Writes the code of `base` and each share to every `step`-th place of `out` from `to` on. */
function gather(codes: Codes, base: number, shares: Int32Array, out: PlainCodes, to: number, step: number): void {
  if (codes instanceof PackedCodes) {
    const { bytes } = codes;
    for (let c = 0; c < shares.length; c++) {
      const at = base + shares[c];
      out[to + c * step] = (bytes[at >> 2] >> ((at & 3) << 1)) & 3;
    }
  } else {
    for (let c = 0; c < shares.length; c++) out[to + c * step] = codes[base + shares[c]];
  }
}

/** Where the outcomes of a pawn placement stand: at `base` and each of the shares. */
interface Stretch {
  readonly bytes: Uint8Array;
  readonly base: number;
  readonly shares: Int32Array;
}

/** Writes the outcomes of four placements to every `step`-th byte of `out` from `to` on. */
function gatherFour(a: Stretch, b: Stretch, c: Stretch, d: Stretch, out: Uint8Array, to: number, step: number): void {
  const { length } = a.shares;
  for (let i = 0, at = to; i < length; i++, at += step) {
    out[at] = outcome(a, i) | (outcome(b, i) << 2) | (outcome(c, i) << 4) | (outcome(d, i) << 6);
  }
}

function outcome({ bytes, base, shares }: Stretch, i: number): number {
  const at = base + shares[i];
  return (bytes[at >> 2] >> ((at & 3) << 1)) & 3;
}
